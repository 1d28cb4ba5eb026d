/// What a class of the config prints, filled in.
final class WrittenRepr: ExtraRepr {
  let text: String
  let isWhole: Bool

  init(_ text: String, isWhole: Bool = false) {
    self.text = text
    self.isWhole = isWhole
  }
}
