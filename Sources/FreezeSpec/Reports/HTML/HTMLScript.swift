/// The page's script: one function that sees no name but those of the browser.
enum HTMLScript {
  /// The whole script; ``hash`` is of exactly these bytes.
  static let text =
    "(() => {\n'use strict';\n" + data + elements + picture + pictureView + tree + treeView + search
    + rules + details + summary + softmax + print + start + "})();\n"

  /// The source that the page's content security policy lets in; a test holds it to ``text``.
  static let hash = "sha256-u4fPb6TgY16TnEqeatZPC1ukfsXa1bBz6gKiUuISIPs="
}
