/// Decodes what a config says about training: `eval` and `wrap`.
struct TrainingDecoder {
  let reader: NodeReader

  /// The modules that training holds in eval mode: a selector, or a list of them, of which those
  /// with an error are left out.
  func evalSelectors(_ node: YAMLNode) throws(Reported) -> [Selector] {
    guard case .sequence = node.content else { return [try evalSelector(node)] }
    let selectors = reader.readable(
      try reader.items(node, "`eval`", "a list of selectors"), evalSelector)
    reader.warnOfRepetition(selectors)
    return selectors
  }

  private func evalSelector(_ node: YAMLNode) throws(Reported) -> Selector {
    let modules = SelectorDecoder(reader: reader, subject: .modules)
    switch node.content {
    case .scalar(let scalar) where scalar.text.isExactly(Selector.frozenWord):
      return .frozen(span: node.span)
    case .scalar(let scalar) where !node.isEmptyPlain:
      throw modules.refuse(scalar.text, at: node.span, words: [Selector.frozenWord])
    case .mapping(let entries):
      return .allOf(try modules.mapping(entries, at: node.span))
    case .scalar, .sequence:
      throw reader.reportKind(node, "a selector of `eval`", isNot: "`frozen` or a mapping")
    }
  }

  /// The classes whose modules FSDP wraps: a name, or a list of them.
  func wrappedClasses(_ node: YAMLNode) throws(Reported) -> [SelectorValue] {
    guard case .sequence = node.content else { return [try wrappedClass(node, "`wrap`")] }
    let items = try reader.items(node, "`wrap`", "a list of classes")
    let classes = reader.readable(items) { (item) throws(Reported) in
      try wrappedClass(item, "a wrapped class")
    }
    reader.warnOfRepetition(classes)
    return classes
  }

  private func wrappedClass(_ node: YAMLNode, _ what: String) throws(Reported) -> SelectorValue {
    let name = try reader.className(node, what)
    return SelectorValue(text: name.text, asking: .type(.literal(name.text)), at: name.span)
  }
}
