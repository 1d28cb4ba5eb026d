/// A name that a config gives a meaning: a `let` value or a class.
struct Definition<Value: Sendable>: Sendable {
  /// The name.
  var name: PlacedName
  /// What it means; a failure where that has an error.
  ///
  /// The name is known all the same, so that its uses are not taken for errors of their own.
  var value: Result<Value, Reported>
}

extension Sequence {
  /// The names whose definition has an error.
  func namesOfFailed<Value>() -> Set<String> where Element == Definition<Value> {
    Set(filter { (try? $0.value.get()) == nil }.map(\.name.text))
  }
}
