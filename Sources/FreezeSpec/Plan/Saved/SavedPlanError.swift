/// Why a saved plan cannot be read.
public struct SavedPlanError: Error {
  /// The reason, as one sentence without a full stop.
  public let message: String

  init(_ message: String) { self.message = message }
}
