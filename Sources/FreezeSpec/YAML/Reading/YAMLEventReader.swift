internal import CYAML

/// libyaml's parser over a text in memory: the one place where its C types are seen.
struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The event last handed out.
  private let event: UnsafeMutablePointer<yaml_event_t>

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
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
  }

  deinit {
    yaml_event_delete(event)
    event.deallocate()
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event, whose texts last until this is called again.
  ///
  /// - Throws: ``YAMLSyntaxError``, after which there is no further event.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) != 0 else { throw syntaxError }
    let start = event.pointee.start_mark
    let end = event.pointee.end_mark
    var result = YAMLEvent(
      kind: .streamStart, isOneLine: start.line == end.line, start: start.index, end: end.index)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      result.kind = .scalar
      result.style = Self.style(scalar.style)
      result.anchor = UnsafePointer(scalar.anchor)
      result.tag = UnsafePointer(scalar.tag)
      result.text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.pointee.data.sequence_start
      result.kind = .sequenceStart
      result.isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
      result.anchor = UnsafePointer(sequence.anchor)
      result.tag = UnsafePointer(sequence.tag)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.pointee.data.mapping_start
      result.kind = .mappingStart
      result.isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
      result.anchor = UnsafePointer(mapping.anchor)
      result.tag = UnsafePointer(mapping.tag)
    case YAML_ALIAS_EVENT:
      result.kind = .alias
      result.anchor = UnsafePointer(event.pointee.data.alias.anchor)
    case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_STREAM_START_EVENT: result.kind = .streamStart
    default: result.kind = .streamEnd
    }
    return result
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
    if parser.pointee.error == YAML_MEMORY_ERROR { return .outOfMemory }
    return YAMLSyntaxError(
      problem: parser.pointee.problem.map { String(cString: $0) } ?? "unknown error",
      problemIndex: parser.pointee.problem_mark.index,
      context: parser.pointee.context.map { String(cString: $0) },
      contextIndex: parser.pointee.context_mark.index)
  }
}
