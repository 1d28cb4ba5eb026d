import Foundation
import Testing

@testable import FreezeSpec

/// The generated file, held against the files that it is made from.
@Suite struct PageAssetsTests {
  private static let folder = Repository.root
    .appending(path: "Sources/FreezeSpec/Reports/Page/Assets")

  private let script = PageAssets.script.description
  private let style = PageAssets.style.description
  private let body = [PageAssets.top, PageAssets.middle, PageAssets.main].map(\.description)

  private func files(_ kind: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == kind }
  }

  /// Holds a text to be all files of a kind, each once, a blank line between two.
  private func expect(_ text: String, isMadeOf kind: String) throws {
    var parts: [(start: String.Index, text: String)] = []
    for file in try files(kind) {
      let part = try String(contentsOf: file, encoding: .utf8)
      let place = text.range(of: part, options: .literal)
      #expect(place != nil, "\(file.lastPathComponent) has changed: run Scripts/generate.py")
      if let place { parts.append((place.lowerBound, part)) }
    }
    let whole = parts.sorted { $0.start < $1.start }.map(\.text).joined(separator: "\n")
    let isWhole = whole == text
    #expect(isWhole, "a file is missing: run Scripts/generate.py")
  }

  @Test func theScriptIsTheScriptFilesInOneFunction() throws {
    let head = "(() => {\n'use strict';\n\n"
    let tail = "})();\n"
    #expect(script.hasPrefix(head) && script.hasSuffix(tail))
    try expect(String(script.dropFirst(head.count).dropLast(tail.count)), isMadeOf: "js")
  }

  @Test func theStyleIsTheStyleFiles() throws {
    try expect(style, isMadeOf: "css")
  }

  @Test func theBodyIsItsFile() throws {
    let file = Self.folder.appending(path: "body.html")
    let isSame =
      try String(contentsOf: file, encoding: .utf8)
      == "\(body[0]){heading}\(body[1]){totals}\(body[2])"
    #expect(isSame, "run Scripts/generate.py")
  }

  @Test func theHashesInThePolicyAreThoseOfScriptAndStyle() {
    func hash(_ text: String) -> String {
      var hash = SHA256()
      hash.update(text.utf8)
      return "sha256-" + Data(hash.digest).base64EncodedString()
    }
    #expect(PageAssets.scriptHash.description == hash(script))
    #expect(PageAssets.styleHash.description == hash(style))
    let page = written {
      HTMLPage.write(title: "", PageHeading(kind: "plan", name: ""), to: &$0) { $0.null() }
    }.text
    #expect(page.contains("script-src '\(PageAssets.scriptHash)';"))
    #expect(page.contains("style-src '\(PageAssets.styleHash)';"))
  }

  @Test func theScriptEndsWhereItsElementDoes() {
    for text in [script, style] + body {
      #expect(!text.contains("</script") && !text.contains("</style") && !text.contains("<!--"))
    }
    #expect(!body.joined().contains("style="))
  }
}
