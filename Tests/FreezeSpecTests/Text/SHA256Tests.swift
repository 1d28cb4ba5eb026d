import CMachine
import Testing

@testable import FreezeSpec

/// The vectors are those of FIPS 180-4 and of NIST's examples; the rest is Python's hashlib.
@Suite struct SHA256Tests {
  private func digest(_ pieces: String...) -> String {
    var hash = SHA256()
    for piece in pieces { hash.update(piece.utf8) }
    return hash.hexDigest
  }

  @Test func theStandardsVectors() {
    #expect(digest() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      digest(String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func piecesAreOneText() {
    let text = String(repeating: "0123456789", count: 20)
    #expect(digest(text, "é", text) == digest(text + "é" + text))
  }

  @Test(arguments: [
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
  ])
  func lengthsAroundABlock(length: Int, expected: String) {
    #expect(digest(String(repeating: "a", count: length)) == expected)
  }

  /// The processor's own instructions, where there are some, against the words of the standard.
  @Test func instructionsDoAsTheStandardSays() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }
    for count in 0...8 {
      for start in [0, 1, 3, 64] {
        let words = (0..<8).map { UInt32(truncatingIfNeeded: $0 &* 0x9E37_79B9 &+ start) }
        var (fast, plain) = (words, words)
        bytes[start...].withUnsafeBufferPointer { bytes in
          freezespec_sha256_compress(&fast, bytes.baseAddress, count)
          freezespec_sha256_compress_anywhere(&plain, bytes.baseAddress, count)
        }
        #expect(fast == plain)
        #expect((fast == words) == (count == 0))
      }
    }
  }
}
