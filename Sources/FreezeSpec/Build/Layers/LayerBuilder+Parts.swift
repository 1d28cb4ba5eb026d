extension LayerBuilder {
  /// Python's comparison of an argument with a value.
  func compare(_ name: String, _ operation: ComparisonOperator, _ value: Value) throws -> Bool {
    do {
      return try Arithmetic.compare(operation, self[name], value)
    } catch {
      _ = try number(name)
      throw LayerError(
        name, "\(name)=\(self[name].str) cannot be compared with \(brief(value))")
    }
  }

  /// Refuses what PyTorch would register as a buffer: only a tensor can be one.
  func refuseTensor(_ name: String) throws {
    if self[name].isNone { return }
    throw LayerError(name, "\(name) takes a tensor, which no config can give")
  }

  /// Adds the module that an argument holds, as Python's `self.name = …` registers it; any other
  /// value is a plain attribute.
  mutating func childIfModule(_ argument: String, as name: String? = nil) throws {
    if case .module(let module) = self[argument] { try child(name ?? argument, module) }
  }

  /// Calls another class for a part of this one; what the part refuses is told in this one's words.
  func make(
    _ className: String, _ positional: [Value], _ keywords: [(String, Value)] = [],
    renaming names: [String: String]
  ) throws -> Module {
    do {
      return try make(className, positional, keywords)
    } catch var error as LayerError {
      if let argument = error.argument { error.argument = names[argument] ?? argument }
      error.message = replacingWords(in: error.message, names)
      throw error
    }
  }

  /// Arguments to hand to a part under the same names.
  func passedOn(_ names: String...) -> [(String, Value)] { names.map { ($0, self[$0]) } }
}

/// Replaces words of a text, which are runs of letters, digits and underscores.
private func replacingWords(in text: String, _ names: [String: String]) -> String {
  var result = ""
  var word = ""
  for character in text {
    if character.isLetter || character.isNumber || character == "_" {
      word.append(character)
    } else {
      result += names[word] ?? word
      result.append(character)
      word = ""
    }
  }
  return result + (names[word] ?? word)
}
