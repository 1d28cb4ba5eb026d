/// One step of libyaml's parser.
///
/// Its texts stand in C memory that lasts until the reader takes its next step, so that a text that
/// no node keeps costs no copy.
struct YAMLEvent {
  /// What the step is.
  enum Kind {
    case streamStart, streamEnd
    case documentStart, documentEnd
    case alias
    case scalar
    case sequenceStart, sequenceEnd
    case mappingStart, mappingEnd
  }

  /// How a scalar is written.
  enum Style {
    case plain, singleQuoted, doubleQuoted, block
  }

  /// A text that ends with a zero byte, or none.
  typealias CText = UnsafePointer<UInt8>?

  /// What the step is.
  var kind: Kind
  /// A scalar's style.
  var style = Style.plain
  /// Whether a collection is in flow style.
  var isFlow = false
  /// Whether it starts and ends on one line.
  var isOneLine: Bool
  /// Where it starts, in code points from the start of the text.
  var start: Int
  /// Where it ends, in code points.
  var end: Int
  /// The anchor before a node, or the one that an alias names.
  var anchor: CText = nil
  /// The tag before a node.
  var tag: CText = nil
  /// A scalar's text.
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  /// Whether a node has an anchor or a tag.
  var hasProperties: Bool { anchor != nil || tag != nil }
  /// The anchor's name.
  var anchorName: String? { anchor.map { String(cString: $0) } }
}

/// Text that libyaml cannot parse, in its own words.
struct YAMLSyntaxError: Error {
  /// What is wrong.
  var problem: String
  /// Where, in code points.
  var problemIndex: Int
  /// What was being read.
  var context: String?
  /// Where that starts, in code points.
  var contextIndex: Int

  /// The error of a parser that could not get its memory.
  static var outOfMemory: YAMLSyntaxError {
    YAMLSyntaxError(problem: "out of memory", problemIndex: 0, context: nil, contextIndex: 0)
  }
}
