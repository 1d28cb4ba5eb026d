extension FreezePlan {
  /// The SHA-256 of what the plan comes to, for checkpoints: the tensors in order with their states,
  /// shapes and names, the modules in eval mode, the temperatures and the dimension of the softmax.
  ///
  /// It is that of a text which docs/python.md defines, and which the Python package and exported files
  /// hash likewise. Rules, classes, types and the plan's name are not in it.
  public var hash: String {
    var text = HashedText()
    let (model, evaluation) = (model, evaluation)
    let states = evaluation.decisions.map { HashedText.state($0.requiresGrad) }
    model.parameters.forEachEntry { entry in
      let tiedNames = model.tiedNames.isEmpty ? [] : model.tiedNames[entry.index] ?? []
      text.write(
        states[Int(evaluation.decisionOfTensor[entry.index])], entry.parameter.shape,
        measured: entry.name.utf8, tiedNames)
    }
    return text.digest(evalModules: evalMode.modules, softmax)
  }
}

extension PlanSnapshot {
  /// The same of what the snapshot says.
  var hash: String {
    var text = HashedText()
    let states = (train: HashedText.state(true), freeze: HashedText.state(false))
    for parameter in parameters {
      let state = parameter.requiresGrad ? states.train : states.freeze
      parameter.name.withBytes {
        text.write(state, parameter.shape, measured: $0, parameter.tiedNames)
      }
    }
    return text.digest(evalModules: evalModules, softmax)
  }
}

/// A text that is hashed piece by piece, and so never there as a whole.
private struct HashedText {
  private var hash = SHA256()
  private var piece = OutputBuffer(capacity: 1 << 14)
  /// How many bytes stand before a measured text at most.
  private let measureBytes = 21

  init() { write("freezespec plan 1\n") }

  mutating func write(_ text: String) {
    piece.append(text)
    endFullPiece()
  }

  mutating func write(measured text: String) {
    text.withBytes { bytes in
      piece.write(upTo: bytes.count + measureBytes) { $0.append(measured: bytes) }
    }
    endFullPiece()
  }

  /// Writes the line of a tensor.
  mutating func write(
    _ state: [UInt8], _ shape: Shape, measured name: UnsafeBufferPointer<UInt8>,
    _ tiedNames: [String]
  ) {
    piece.write(upTo: state.count + shape.mostBytes + name.count + measureBytes + 1) { line in
      line.append(state)
      line.append(shape)
      line.append(measured: name)
      if tiedNames.isEmpty { line.append(byte: 0x0A) }
    }
    endFullPiece()
    if tiedNames.isEmpty { return }
    for name in tiedNames { write(measured: name) }
    write("\n")
  }

  private mutating func endFullPiece() {
    if piece.count >= 1 << 13 { endPiece() }
  }

  private mutating func endPiece() {
    hash.update(piece.bytes)
    piece.removeAll()
  }

  /// Takes what stands behind the tensors.
  ///
  /// - Returns: The digest of all that was written.
  consuming func digest(evalModules: [String], _ softmax: SoftmaxPreview?) -> String {
    for path in evalModules {
      write("eval")
      write(measured: path)
      write("\n")
    }
    if let softmax {
      let temperatures = softmax.temperatures.map { " \(pythonRepr($0))" }.joined()
      write("softmax \(softmax.dim)\(temperatures)\n")
    }
    endPiece()
    return hash.hexDigest
  }

  /// How a line starts.
  static func state(_ requiresGrad: Bool) -> [UInt8] {
    Array((requiresGrad ? "train " : "freeze ").utf8)
  }
}

extension ByteWriter {
  /// Appends a blank and a text behind the number of its bytes, so that no other reads the same.
  fileprivate mutating func append(measured text: UnsafeBufferPointer<UInt8>) {
    append(byte: 0x20)
    append(text.count)
    append(byte: UInt8(ascii: ":"))
    append(text)
  }
}
