/// Decodes what expressions are made of: the values of `let`, the arguments of calls, and wherever
/// else one can stand.
struct ValueDecoder {
  let reader: NodeReader

  /// A value: an expression, a list, or a module as a mapping.
  func value(_ node: YAMLNode, _ what: String) throws(Reported) -> Expression {
    switch node.content {
    case .scalar(let scalar):
      if node.isEmptyPlain { throw reader.reportKind(node, what, isNot: "an expression") }
      return try reader.expression(scalar, at: node.span)
    case .sequence:
      let items = try reader.items(node, what, "a list")
      let values = try reader.all(items) { (item) throws(Reported) in try value(item, "an item") }
      return Expression(kind: .list(values), span: node.span)
    case .mapping:
      let module = try ModuleDecoder(reader: reader).module(node)
      return Expression(kind: .module(module), span: node.span)
    }
  }

  /// An expression that gives `true` or `false`, with what YAML 1.1 took for them refused.
  func truth(_ node: YAMLNode, _ what: String) throws(Reported) -> Expression {
    if case .scalar(let scalar) = node.content, scalar.isPlain,
      ["yes", "no", "on", "off", "y", "n"].contains(scalar.text.lowercased())
    {
      _ = try reader.bool(node, what)
    }
    return try value(node, what)
  }

  /// The named values of a config, each with its own error where it has one.
  func lets(_ node: YAMLNode) throws(Reported) -> [Definition<Expression>] {
    let entries = try reader.entries(node, "`let`", "a mapping of names to values")
    return reader.definitions(entries) { (name, node) throws(Reported) in
      try value(node, "`\(clipped(name.text))`")
    }
  }

  /// The arguments of a call.
  func arguments(_ node: YAMLNode, _ what: String) throws(Reported)
    -> [(name: String?, argument: Expression.Argument)]
  {
    switch node.content {
    case .mapping:
      let entries = try reader.entries(node, what, "a mapping")
      if entries.count > Limits.arguments {
        throw reader.report(
          .limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: node.span)
      }
      return try reader.all(entries) { (entry) throws(Reported) in
        let value = try value(entry.value, "`\(clipped(entry.key))`")
        let name = PythonIdentifier.name(entry.key) ?? entry.key
        return (name, Expression.Argument(nameSpan: entry.keySpan, value: value))
      }
    case .sequence:
      return try reader.all(try reader.items(node, what, "a list")) { (item) throws(Reported) in
        let value = try value(item, "an argument")
        return (nil, Expression.Argument(nameSpan: value.span, value: value))
      }
    case .scalar:
      throw reader.reportKind(node, what, isNot: "a mapping of names to values, or a list")
    }
  }
}
