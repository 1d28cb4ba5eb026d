/// One step of libyaml's parser, copied out of C memory.
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

  /// What the step is.
  var kind: Kind
  /// Where it starts, in code points from the start of the text.
  var start: Int
  /// Where it ends, in code points.
  var end: Int
  /// Whether it starts and ends on one line.
  var isOneLine: Bool
  /// The anchor before a node, or the one that an alias names.
  var anchor: String?
  /// The tag before a node.
  var tag: String?
  /// A scalar's text.
  var text = ""
  /// A scalar's style.
  var style = Style.plain
  /// Whether a collection is in flow style.
  var isFlow = false
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
