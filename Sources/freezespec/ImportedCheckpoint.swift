import FreezeSpec
import SystemPackage

/// A checkpoint as `import` is given it.
struct ImportedCheckpoint {
  private let path: String
  private let key: String?
  /// The folders in which it must lie, where a file names it and no person.
  private var enclosure: Enclosure?

  /// Takes the path of a checkpoint.
  ///
  /// - Throws: ``Failure`` where options are given that only models of Python have.
  init(_ path: String, key: String?, className: String?, arguments: [String]) throws {
    self.path = path
    self.key = key
    // What is neither there nor looks like a path was to be something else.
    let looksLikePath = !path.contains(":") && path.utf8.contains { "/.".utf8.contains($0) }
    if !looksLikePath, Files.kind(of: FilePath(path)) == nil {
      throw Failure("`\(path)` is nothing that can be imported", help: [ImportSource.forms])
    }
    if path.hasSuffix(".py") {
      throw Failure(
        "\(path) is Python, of which one class or function is built",
        help: [
          "name it: torch:\(path):NAME"
        ])
    }
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      throw Failure(
        "\(path) is a config, which is what import writes",
        help: [
          "hold it against its source with --check, or see its plan: freezespec apply \(ShellWords.quoted(path))"
        ])
    }
    if className != nil || !arguments.isEmpty {
      throw Failure(
        "\(className == nil ? "--arg" : "--class") is for models that Python builds, and \(path) is none",
        help: [ImportSource.forms])
    }
  }

  /// Reads the source that a file tells of; `nil` where it is a model of Python.
  init?(words text: String, enclosure: Enclosure) {
    var words = ShellWords.split(text)
    guard let path = words.first, !ImportSource.isOfPython(path) else { return nil }
    words.removeFirst()
    self.path = path
    key = words.count == 2 && words[0] == "--key" ? words[1] : nil
    self.enclosure = enclosure
  }

  /// The source with its options, as a shell takes them.
  var words: String {
    ([path] + (key.map { ["--key", $0] } ?? [])).map(ShellWords.quoted).joined(separator: " ")
  }

  /// Reads it.
  func read(allowsOutside: Bool) throws -> CheckpointImport {
    let files = CheckpointFiles(
      allowsOutside: allowsOutside, key: key, enclosure: enclosure, infersTies: true, isImport: true
    )
    return try CheckpointImport(try files.read(path), words: words)
  }
}
