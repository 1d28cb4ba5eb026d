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
    return try architecture(description, head: head + description.notes)
  }

  /// Writes the architecture of a model, behind a comment.
  static func architecture(_ description: ModelDescription, head: [String]) throws(ImportError)
    -> String
  {
    var difference: ModelDifference?
    for style in ArchitectureStyle.allCases {
      let architecture = try ArchitectureMaker.make(description, style: style)
      let text = ArchitectureText.write(architecture, of: description, head: head)
      if text.utf8.count > Limits.documentBytes {
        throw ImportError(
          "no config can say this model: it would have more than \(Limits.documentBytes >> 20) MiB")
      }
      guard let found = ModelComparison.difference(of: text, from: description) else { return text }
      difference = difference ?? found
    }
    if let difference, difference.isLimit {
      throw ImportError("no config can say this model: \(difference.message)")
    }
    if let name = undeclarable(description) {
      throw ImportError(
        "the class `\(clipped(name))` has a name that no config can declare, as no class statement of "
          + "Python can",
        help: ["give it another name where it is made"])
    }
    throw ImportError(
      "no config could be made that is this model: \(difference?.message ?? "")",
      help: ["please report it, with the model's source"])
  }
}

extension ModelImport {
  /// The name of a class that has to be declared, as it extends others or others extend it, and cannot be.
  private static func undeclarable(_ description: ModelDescription) -> String? {
    let bases = Set(description.classes.flatMap(\.bases))
    return description.classes.enumerated().first { number, type in
      !PythonIdentifier.isDottedName(type.name) && (!type.bases.isEmpty || bases.contains(number))
    }?.element.name
  }

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
