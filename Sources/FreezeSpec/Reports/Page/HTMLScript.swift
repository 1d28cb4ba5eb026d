/// The page's script: one function that sees no name but those of the browser.
enum HTMLScript {
  /// The whole script; ``hash`` is of exactly these bytes.
  static let text =
    "(() => {\n'use strict';\n" + parts.joined() + "})();\n"

  /// What the script is put together from, in the order in which it runs.
  private static let parts = [
    data, elements, changes, picture, pictureView, tree, treeView, query, search, rules, details,
    summary, softmax, evalMode, diff, diffRules, print, start,
  ]

  /// The source that the page's content security policy lets in; a test holds it to ``text``.
  static let hash = "sha256-MeSL3n132ungw8PBJ3aSxHobr0b5OlxfOyVtVakYFZ8="
}
