/// A name with its place.
struct PlacedName: Hashable, Sendable {
  var text: String
  var span: SourceSpan
}
