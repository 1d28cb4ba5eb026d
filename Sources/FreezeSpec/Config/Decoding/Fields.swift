/// The entries of a mapping by their keys, see ``NodeReader/fields(_:of:allowed:)``.
struct Fields {
  /// Those that the mapping can have: a few, among which a look at each is quick.
  var entries: [YAMLEntry] = []
  /// What came of the others: a failure where there are some, which are reported.
  var others: Result<Void, Reported> = .success(())

  /// The entry of a key.
  subscript(key: String) -> YAMLEntry? { entries.last { $0.key == key } }

  /// Decodes the value of a key; `nil` where the key is not there.
  func read<Value>(
    _ key: String, _ decode: (_ node: YAMLNode, _ what: String) throws(Reported) -> Value
  ) -> Result<Value?, Reported> {
    guard let entry = self[key] else { return .success(nil) }
    do throws(Reported) {
      return .success(try decode(entry.value, "`\(key)`"))
    } catch {
      return .failure(error)
    }
  }
}
