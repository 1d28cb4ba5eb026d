import FreezeSpec
import SystemPackage

/// A model that Python builds.
struct ImportSource {
  /// The forms that there are, for messages.
  static let forms =
    "SOURCE is torch:package.module:callable, torch:path/file.py:callable, hf:NAME_OR_FOLDER, "
    + "torchvision:NAME, timm:NAME or the path of a checkpoint"

  private static let schemes = ["torch", "hf", "torchvision", "timm"]

  /// Whether a source is of a form that Python builds; any other is the path of a checkpoint.
  static func isOfPython(_ source: String) -> Bool {
    guard let colon = source.firstIndex(of: ":") else { return false }
    return schemes.contains(String(source[..<colon]))
  }

  /// What stands before the colon.
  private let scheme: String
  /// What stands behind it.
  private let name: String
  private let className: String?
  private let arguments: [String]

  /// Reads a source.
  ///
  /// - Throws: ``Failure`` for one of no form that there is.
  init(_ source: String, className: String?, arguments: [String]) throws {
    guard let colon = source.firstIndex(of: ":"),
      Self.schemes.contains(String(source[..<colon]))
    else {
      throw Failure("`\(source)` is nothing that can be imported", help: [Self.forms])
    }
    scheme = String(source[..<colon])
    name = String(source[source.index(after: colon)...])
    self.className = className
    self.arguments = arguments
    if name.isEmpty { throw Failure("`\(source)` names no model", help: [Self.forms]) }
    if className != nil, scheme != "hf" {
      throw Failure("--class chooses a class of transformers, and \(scheme): has none")
    }
  }

  /// Reads the source that a file tells of.
  init(words text: String) throws {
    var words = ShellWords.split(text)
    let source = words.isEmpty ? "" : words.removeFirst()
    var className: String?
    var arguments: [String] = []
    while words.count > 1 {
      if words[0] == "--class" { className = words[1] } else { arguments.append(words[1]) }
      words.removeFirst(2)
    }
    try self.init(source, className: className, arguments: arguments)
  }

  /// Whether it says what Python is to run.
  ///
  /// That is any callable, or by an argument such as `trust_remote_code` what else a library loads. A
  /// person may choose it, and no config.
  var choosesCode: Bool { scheme == "torch" || !arguments.isEmpty }

  /// Refuses a folder that a file names and that lies outside of those that it may name.
  func refuseOutside(_ enclosure: Enclosure) throws {
    if scheme != "hf" { return }
    let place = Place(FilePath(name))
    guard place.failure == nil, let refusal = enclosure.refusal(of: place) else { return }
    throw Failure("cannot read \(name): \(refusal.ofLink(in: enclosure))")
  }

  /// The files that hold what is to be built, as far as the source names them: no result may be
  /// written over them.
  private var files: [FilePath] {
    switch scheme {
    case "torch":
      let place = name.lastIndex(of: ":").map { String(name[..<$0]) } ?? name
      if place.hasSuffix(".py") { return [FilePath(place)] }
      let path = place.split(separator: ".").joined(separator: "/")
      return [FilePath(path + ".py"), FilePath(path + "/__init__.py")]
    case "hf": return [FilePath(name + "/config.json")]
    default: return []
    }
  }

  /// The source with its options, as a shell takes them.
  var words: String {
    var words = ["\(scheme):\(name)"]
    if let className { words += ["--class", className] }
    for argument in arguments { words += ["--arg", argument] }
    return words.map(ShellWords.quoted).joined(separator: " ")
  }

  /// What Python tells of the model, as JSON.
  func description(python: String) throws -> [UInt8] {
    var words = ["-c", ModelImport.program, scheme, name]
    if let className { words += ["--class", className] }
    for argument in arguments { words += ["--arg", argument] }
    for path in files {
      if let real = Files.realPath(path) { ReadFiles.add(real) }
      if let info = Files.information(on: path) { ReadFiles.add(info) }
    }
    let ran: Subprocess
    do throws(FileError) {
      ran = try Subprocess.run(
        python, words.map { Array($0.utf8) },
        environment: Subprocess.ownEnvironment.map { $0.name + [UInt8(ascii: "=")] + $0.value })
    } catch {
      throw Failure(error.message, help: ["name the Python that has torch: --python PATH"])
    }
    if ran.status == 0, !ran.standardOutput.isEmpty { return ran.standardOutput }
    let said = String(decoding: ran.standardError, as: UTF8.self).split(separator: "\n")
    throw Failure(
      ran.status > 128
        ? "\(python) was ended by signal \(ran.status - 128)"
        : ran.status == 0
          ? "\(python) ended before the model was told of: what builds it ends Python"
          : "\(python) told nothing of the model (status \(ran.status))",
      help: said.suffix(3).map { String($0) })
  }
}
