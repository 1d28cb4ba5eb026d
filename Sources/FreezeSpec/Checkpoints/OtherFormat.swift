/// What a file is that holds no weights of safetensors or torch.save's, as far as its first bytes tell, and
/// the way from it to one that does.
enum OtherFormat {
  /// The error for a file, by what it starts with.
  static func refusal(_ start: [UInt8]) -> CheckpointError {
    let known = signature(start) ?? archive(start) ?? message(start) ?? text(start)
    if let known { return known }
    if start.dropFirst(SafetensorsHeader.lengthBytes).first == UInt8(ascii: "{") {
      return CheckpointError(
        "its header has more than \(grouped(Limits.checkpointHeaderBytes)) bytes",
        help: ["where it is no safetensors file, name the one that is"])
    }
    return CheckpointError("it is neither safetensors nor a file of torch.save's", help: [forms])
  }

  // MARK: Ways

  private static let forms =
    "name a .safetensors file, its index, what torch.save wrote (.pt, .pth, .bin, .ckpt), or a folder of these"
  private static let again = "download it again, or save it again where it was written"
  private static let original =
    "import the model that it was made from: its class (torch:…, hf:NAME), or its checkpoint of PyTorch"
  private static let unpacked = "and name the file of weights in it"
  private static let converted =
    "save its arrays from Python: safetensors.torch.save_file({name: torch.tensor(array), …}, FILE)"

  // MARK: Signatures

  private static func signature(_ start: [UInt8]) -> CheckpointError? {
    if start.isEmpty { return CheckpointError("it is empty", help: [again]) }
    if start.allSatisfy({ $0 == 0 }) {
      return CheckpointError(
        "its first bytes are all zero, as where a download broke off", help: [again])
    }
    for (bytes, what, help) in signatures where start.starts(with: bytes) {
      return CheckpointError("it is \(what)", help: [help])
    }
    for (bytes, what, help) in others where start.starts(with: bytes) {
      return CheckpointError(
        "it is \(what), which is not read", help: [forms], whenImported: [help])
    }
    return nil
  }

  private static let signatures: [(bytes: [UInt8], what: String, help: String)] = [
    (
      LFSPointer.start, "a pointer of Git LFS, and not the file itself",
      "fetch it: git lfs pull"
    ),
    ([0x93, 0x4E, 0x55, 0x4D], "an array of NumPy, which is not read", converted),
    ([0x89, 0x50, 0x4E, 0x47], "an image (PNG)", forms),
    ([0xFF, 0xD8, 0xFF], "an image (JPEG)", forms),
    (Array("%PDF".utf8), "a PDF document", forms),
  ]

  private static let others: [(bytes: [UInt8], what: String, help: String)] = [
    (
      Array("GGUF".utf8), "GGUF",
      "import the model that it was made from (hf:NAME), or save it as safetensors: "
        + "AutoModel.from_pretrained(FOLDER, gguf_file=FILE).save_pretrained(FOLDER)"
    ),
    (Array("lmgg".utf8), "GGML, the form before GGUF", original),
    ([0x89, 0x48, 0x44, 0x46], "HDF5, as Keras writes it", original),
  ]

  // MARK: Archives

  private static func archive(_ start: [UInt8]) -> CheckpointError? {
    for (bytes, name, command) in compressions where start.starts(with: bytes) {
      return CheckpointError(
        "it is compressed by \(name)", help: ["unpack it (\(command)) \(unpacked)"])
    }
    if start.dropFirst(257).starts(with: "ustar".utf8) {
      let first = start.prefix(100).prefix { $0 != 0 }
      if ["sys_info", "pickle", "storages", "tensors"].contains(where: {
        first.elementsEqual($0.utf8)
      }) {
        return CheckpointError(
          "it is a tar archive, as torch.save wrote them before version 0.1.10",
          help: ["load it with torch and save it again"])
      }
      return CheckpointError("it is a tar archive", help: ["unpack it (tar -xf) \(unpacked)"])
    }
    return nil
  }

  private static let compressions: [(bytes: [UInt8], name: String, command: String)] = [
    ([0x1F, 0x8B], "gzip", "tar -xf, or gunzip where it is no tar archive"),
    (Array("BZh".utf8), "bzip2", "tar -xf, or bunzip2 where it is no tar archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz", "tar -xf, or unxz where it is no tar archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "unzstd"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip", "7z x"),
    (Array("Rar!".utf8), "RAR", "unrar x"),
  ]

  /// Why a zip archive is not read that holds no `data.pkl` of torch.save's, by the names in it.
  static func refusal(ofArchive names: [String]) -> CheckpointError {
    let weights = names.filter(isOfWeights)
    if let first = weights.first {
      return CheckpointError(
        "it is a zip archive with \(weights.count == 1 ? "a file" : "files") of weights in it: "
          + clipped(first),
        help: ["unpack it (unzip) \(unpacked)"])
    }
    if names.contains(where: { $0.hasSuffix(".weights.h5") }) {
      return CheckpointError(
        "it is a model of Keras, which is not read", help: [forms], whenImported: [original])
    }
    if !names.isEmpty, names.allSatisfy({ $0.hasSuffix(".npy") }) {
      return CheckpointError("it is arrays of NumPy, which are not read", help: [converted])
    }
    return CheckpointError("it is a zip archive that torch.save did not write", help: [forms])
  }

  /// Whether a file of weights has such a name.
  static func isOfWeights(_ name: String) -> Bool {
    [".safetensors", ".bin", ".pt", ".pth", ".ckpt"].contains(where: name.hasSuffix)
  }

  // MARK: Texts

  private static func text(_ start: [UInt8]) -> CheckpointError? {
    let printable = start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
    // The last character may be cut off.
    let whole = start.dropLast(start.reversed().prefix { $0 >= 0x80 }.count)
    guard printable, String(validating: whole, as: UTF8.self) != nil else { return nil }
    let words = start.drop(while: \.isASCIISpace).prefix(16).map { $0 | 0x20 }
    if ["<!doctype html", "<html", "<head", "<?xml"].contains(where: {
      words.starts(with: $0.utf8.map { $0 | 0x20 })
    }) {
      return CheckpointError(
        "it is a web page, and no weights: the download was refused, or its address is that of a page",
        help: [
          "download it again; on huggingface.co a file's own address has /resolve/, its page's /blob/"
        ])
    }
    return CheckpointError("it is text, and no weights", help: [forms])
  }

  // MARK: Messages

  /// Formats without a signature, of which the first field tells.
  private static func message(_ start: [UInt8]) -> CheckpointError? {
    // ONNX starts with its version, a small number, and then a text: who wrote it.
    if start.count > 4, start[0] == 0x08, start[1] < 0x20, start[2] == 0x12 || start[2] == 0x3A {
      return CheckpointError(
        "it looks like ONNX, which is not read", help: [forms], whenImported: [original])
    }
    if start.count > 8, start[4..<8].elementsEqual("TFL3".utf8) {
      return CheckpointError(
        "it is a model of TensorFlow Lite, which is not read", help: [forms],
        whenImported: [original])
    }
    // A small mapping whose first key is a short text.
    if start.count > 2, (0x81...0x8F).contains(start[0]), (0xA1...0xBF).contains(start[1]),
      start.dropFirst(2).prefix(Int(start[1] & 0x1F)).allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    {
      return CheckpointError(
        "it is MessagePack, as Flax writes it, which is not read", help: [forms],
        whenImported: [original])
    }
    return nil
  }

  /// Why JSON is not read that is no index, by the keys at its top.
  static func refusal(ofJSON keys: Set<ExactString>) -> CheckpointError {
    if keys.contains(ExactString("peft_type")) {
      return CheckpointError(
        "it is a config of PEFT, and no weights",
        help: [forms],
        whenImported: [
          "its settings become rules: freezespec import --rules FILE --for peft --model SOURCE"
        ])
    }
    if keys.contains(ExactString("model_type")) || keys.contains(ExactString("architectures")) {
      return CheckpointError(
        "it is a config of transformers, and no weights",
        help: [forms],
        whenImported: [
          "import the model that it describes: freezespec import hf:FOLDER, with the folder that it is in"
        ])
    }
    return CheckpointError(
      "it is JSON, and no index of a checkpoint: it has no `weight_map`", help: [forms])
  }
}
