/// Why a text is not the JSON that is wanted.
struct JSONError: Error {
  /// The reason, as one sentence without a full stop.
  let message: String
  /// The place, in bytes from 0.
  let offset: Int

  init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}
