extension FreezePlan {
  /// The SHA-256 of what the plan comes to, for checkpoints: the tensors in order with their states,
  /// shapes and names, the modules in eval mode, the temperatures and the dimension of the softmax.
  ///
  /// It is that of a text which docs/python.md defines, and which the Python package and exported files
  /// hash likewise. Rules, classes, types and the plan's name are not in it.
  public var hash: String {
    var text = HashedText()
    text.write("freezespec plan 1\n")
    let (model, evaluation) = (model, evaluation)
    let states = evaluation.decisions.map { Array(($0.requiresGrad ? "train " : "freeze ").utf8) }
    model.parameters.forEachEntry { entry in
      text.write(
        states[Int(evaluation.decisionOfTensor[entry.index])], entry.parameter.shape,
        measured: entry.name.utf8)
      if !model.tiedNames.isEmpty, let names = model.tiedNames[entry.index] {
        for name in names { text.write(measured: name) }
      }
      text.write("\n")
    }
    for path in evalMode.modules {
      text.write("eval")
      text.write(measured: path)
      text.write("\n")
    }
    if let softmax {
      let temperatures = softmax.temperatures.map { " \(pythonRepr($0))" }.joined()
      text.write("softmax \(softmax.dim)\(temperatures)\n")
    }
    return text.hexDigest
  }
}

/// A text that is hashed piece by piece, and so never there as a whole.
private struct HashedText {
  private var hash = SHA256()
  private var piece = OutputBuffer(capacity: 1 << 14)
  /// How many bytes stand before a measured text at most.
  private let measureBytes = 21

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

  mutating func write(_ state: [UInt8], _ shape: Shape, measured name: UnsafeBufferPointer<UInt8>) {
    piece.write(upTo: state.count + shape.mostBytes + name.count + measureBytes) { line in
      line.append(state)
      line.append(shape)
      line.append(measured: name)
    }
    endFullPiece()
  }

  private mutating func endFullPiece() {
    if piece.count >= 1 << 13 { endPiece() }
  }

  private mutating func endPiece() {
    hash.update(piece.bytes)
    piece.removeAll()
  }

  /// The digest of all that was written.
  var hexDigest: String {
    var all = self
    all.endPiece()
    return all.hash.hexDigest
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
