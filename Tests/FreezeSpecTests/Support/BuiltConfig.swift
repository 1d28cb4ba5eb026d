@testable import FreezeSpec

/// What comes of a config up to its model: rules and softmax are decoded, and not carried out.
///
/// Places in the text may be marked `1️⃣`, `2️⃣`, …, which are taken out before it is read.
struct BuiltConfig {
  /// The model; `nil` where there are errors.
  let model: Model?
  /// The main file, decoded.
  let config: FreezeConfig?
  /// The findings, by place.
  let diagnostics: [Diagnostic]
  /// The texts that the findings point into.
  let sources: SourceMap
  private var markers: [Place: Character] = [:]

  private struct Place: Hashable {
    var path: String
    var offset: Int
  }

  /// Reads a config, and the files that it names, which stand in folders by their paths.
  init(_ text: String, path: String = "config.yaml", files: [String: String] = [:]) {
    var markers: [Place: Character] = [:]
    func bytes(_ text: String, _ path: String) -> [UInt8] {
      let (plain, offsets) = takingMarkersOut(of: text)
      for (marker, offset) in offsets { markers[Place(path: path, offset: offset)] = marker }
      return plain
    }
    var plainFiles: [String: [UInt8]] = [:]
    for (path, text) in files { plainFiles[path] = bytes(text, path) }
    let main = ConfigFile(path: path, bytes: bytes(text, path))

    var loader = ConfigLoader(
      reader: ReferenceReader { reference, referrer in
        let folder = referrer.path.split(separator: "/").dropLast().joined(separator: "/")
        let target = folder.isEmpty ? reference : folder + "/" + reference
        if target == main.path { return .success(main) }
        guard let bytes = plainFiles[target] else {
          return .failure(ConfigFileError("cannot read \(target): no such file or directory"))
        }
        return .success(ConfigFile(path: target, bytes: bytes))
      })
    let configs = loader.load(main)
    var diagnostics = loader.diagnostics
    let root = configs.flatMap { ModelBuilder.build($0, &diagnostics) }
    let model = root.map { Model($0, &diagnostics) }
    self.model = diagnostics.hasErrors ? nil : model
    config = configs?.main
    self.diagnostics = diagnostics.sorted
    sources = loader.sources
    self.markers = markers
  }

  /// Each finding as a line: its marker, or its line and column where none stands there, its code,
  /// its message, and its cures behind `=`.
  var findings: [String] {
    diagnostics.map { finding in
      let cures = finding.help.map { " = " + $0 }.joined()
      return "\(place(of: finding)) \(finding.code.rawValue): \(finding.message)\(cures)"
    }
  }

  private func place(of finding: Diagnostic) -> String {
    guard let span = finding.span else { return "-" }
    let path = sources.file(of: span).path
    if let marker = markers[Place(path: path, offset: Int(span.start))] { return String(marker) }
    let location = sources.location(of: span)
    return "\(path):\(location.line):\(location.column)"
  }

  /// The source texts that the findings point at.
  var markedTexts: [String] { diagnostics.compactMap { $0.span.map(sources.text) } }

  /// Each parameter as `name [sizes]`, and behind that what is out of the ordinary.
  var parameters: [String] {
    (model?.parameters ?? []).map { entry in
      let parameter = entry.parameter
      let dtype = parameter.dtype == .float32 ? "" : " \(parameter.dtype.rawValue)"
      return "\(entry.name) \(parameter.shape)\(dtype)\(parameter.requiresGrad ? "" : " frozen")"
    }
  }

  /// Each buffer likewise.
  var buffers: [String] {
    (model?.buffers ?? []).map { entry in
      let dtype = entry.buffer.dtype == .float32 ? "" : " \(entry.buffer.dtype.rawValue)"
      return "\(entry.name) \(entry.buffer.shape)\(dtype)"
    }
  }

  /// What `print(model)` prints.
  var repr: String? { model?.root.repr }
}

/// A text without its markers, and the byte offset in it at which each of them stood.
private func takingMarkersOut(of text: String) -> ([UInt8], [Character: Int]) {
  var bytes: [UInt8] = []
  var offsets: [Character: Int] = [:]
  for character in text {
    // A digit, U+FE0F and U+20E3 make one of the key caps that are used as markers.
    if character.unicodeScalars.last == "\u{20E3}" {
      offsets[character] = bytes.count
    } else {
      bytes += Array(String(character).utf8)
    }
  }
  return (bytes, offsets)
}
