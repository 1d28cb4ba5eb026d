/// Makes configs of models that Python describes.
package enum ModelImport {
  /// The program that describes a model, for `python3 -c`.
  package static var program: String { DescribeProgram.text.description }

  /// Writes the architecture of a model.
  ///
  /// - Parameters:
  ///   - json: What the program prints.
  ///   - source: The source as the user wrote it, with its options.
  /// - Returns: The config's text, whose model is the one that is described.
  package static func architecture(describedBy json: [UInt8], source: String)
    throws(ImportError) -> String
  {
    let description = try ModelDescription(json: json)
    let head = [ImportedSource(words: source, versions: description.versions).comment]
    return try architecture(description, head: head)
  }

  /// Writes the architecture of a model, behind a comment.
  static func architecture(_ description: ModelDescription, head: [String]) throws(ImportError)
    -> String
  {
    var difference: String?
    for style in ArchitectureStyle.allCases {
      let architecture = ArchitectureMaker.make(description, style: style)
      let text = ArchitectureText.write(architecture, of: description, head: head)
      guard let found = ModelComparison.difference(of: text, from: description) else { return text }
      difference = difference ?? found
    }
    throw ImportError(
      "no config could be made that is this model: \(difference ?? "")",
      help: ["please report it, with the model's source"])
  }
}

extension ModelImport {
  /// Holds a config against a model.
  ///
  /// - Returns: What differs; `nil` where the config's model is the one that is described.
  package static func difference(
    of file: ConfigFile, reader: ReferenceReader, fromModelDescribedBy json: [UInt8]
  ) throws(ImportError) -> ModelDifference? {
    let description = try ModelDescription(json: json)
    return ModelComparison.find(of: file, reader: reader, from: description)
  }
}

/// Where a model was imported from, as the head of its file tells it.
package struct ImportedSource {
  /// The source and its options.
  package var words: String
  var versions: [(library: String, version: String)] = []

  /// Reads the comment at the head of a file; `nil` where it has none.
  package init?(headOf bytes: [UInt8]) {
    let start = "# imported from "
    for line in bytes.split(separator: 0x0A).prefix(while: { $0.first == UInt8(ascii: "#") }) {
      var text = String(decoding: line, as: UTF8.self)
      guard text.startsExactly(with: start) else { continue }
      text.removeFirst(start.count)
      if text.hasSuffix("\r") || text.hasSuffix(" ") { text.removeLast() }
      if text.hasSuffix(")"), let open = text.range(ofLast: " (") { text = String(text[..<open]) }
      self.init(words: text)
      return
    }
    return nil
  }

  init(words: String, versions: [(library: String, version: String)] = []) {
    self.words = words
    self.versions = versions
  }

  /// The comment in the file.
  var comment: String {
    // What stands behind a + says how a library was built, which no model follows from.
    let versions = versions.map { library, version in
      "\(library) \(version.prefix { $0 != "+" })"
    }.joined(separator: ", ")
    return "imported from \(words)" + (versions.isEmpty ? "" : " (\(versions))")
  }
}

extension String {
  /// Where the last place of a text starts.
  fileprivate func range(ofLast part: String) -> String.Index? {
    var place = endIndex
    while place > startIndex {
      place = index(before: place)
      if self[place...].hasPrefix(part) { return place }
    }
    return nil
  }
}
