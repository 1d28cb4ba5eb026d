/// How a terminal sets a text off; nothing at all where it takes no colour.
struct TextStyle {
  /// Whether to write the codes.
  var isOn: Bool

  /// The styles in use.
  enum Look {
    case heading, quiet, frozen, trainable, added, removed, altered, alarm
  }

  /// Writes what a body writes in a look.
  func write(_ look: Look, to out: inout OutputBuffer, _ body: (inout OutputBuffer) -> Void) {
    guard isOn else {
      body(&out)
      return
    }
    switch look {
    case .heading: out.append("\u{1B}[1m")
    case .quiet: out.append("\u{1B}[2m")
    case .frozen: out.append("\u{1B}[36m")
    // Blue and yellow tell the states apart for every eye, and what trains is no good news.
    case .trainable: out.append("\u{1B}[33m")
    case .alarm: out.append("\u{1B}[1m\u{1B}[33m")
    case .added: out.append("\u{1B}[32m")
    case .removed: out.append("\u{1B}[31m")
    case .altered: out.append("\u{1B}[33m")
    }
    body(&out)
    out.append("\u{1B}[0m")
  }

  /// Writes a text in a look.
  func write(_ look: Look, _ text: String, to out: inout OutputBuffer) {
    write(look, to: &out) { $0.append(text) }
  }
}
