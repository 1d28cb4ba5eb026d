internal import CYAML

/// libyaml's parser over a text in memory: the one place where its C types are seen.
struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Makes a reader of UTF-8 text that must outlive it and not be empty.
  ///
  /// - Returns: `nil` where memory runs out.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) != 0 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event.
  ///
  /// - Throws: ``YAMLSyntaxError``, after which there is no further event.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) != 0 else { throw syntaxError }
    defer { yaml_event_delete(&event) }
    var result = YAMLEvent(
      kind: .streamStart, start: event.start_mark.index, end: event.end_mark.index,
      isOneLine: event.start_mark.line == event.end_mark.line)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      result.kind = .scalar
      result.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      result.style = Self.style(scalar.style)
      result.anchor = Self.string(scalar.anchor)
      result.tag = Self.string(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      result.kind = .sequenceStart
      result.isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
      result.anchor = Self.string(start.anchor)
      result.tag = Self.string(start.tag)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      result.kind = .mappingStart
      result.isFlow = start.style == YAML_FLOW_MAPPING_STYLE
      result.anchor = Self.string(start.anchor)
      result.tag = Self.string(start.tag)
    case YAML_ALIAS_EVENT:
      result.kind = .alias
      result.anchor = Self.string(event.data.alias.anchor)
    case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_STREAM_START_EVENT: result.kind = .streamStart
    default: result.kind = .streamEnd
    }
    return result
  }

  private static func string(_ pointer: UnsafePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLEvent.Style {
    switch style {
    case YAML_PLAIN_SCALAR_STYLE: .plain
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    default: .block
    }
  }

  private var syntaxError: YAMLSyntaxError {
    let state = parser.pointee
    if state.error == YAML_MEMORY_ERROR { return .outOfMemory }
    return YAMLSyntaxError(
      problem: state.problem.map { String(cString: $0) } ?? "unknown error",
      problemIndex: state.problem_mark.index,
      context: state.context.map { String(cString: $0) },
      contextIndex: state.context_mark.index)
  }
}
