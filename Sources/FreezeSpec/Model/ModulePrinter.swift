/// What PyTorch prints of a module and all below it.
///
/// Few texts make up a large model: what prints the same is one text, whose lines name the texts that
/// stand in them. So a bound of the length is known before anything is printed, and no text is copied
/// from level to level.
struct ModulePrinter {
  /// A line that follows a module's first.
  private enum Line: Hashable {
    /// A line of the module's own.
    case own([UInt8], isBlank: Bool)
    /// A child: what stands before its text, and the text's index.
    case child([UInt8], Int)
  }

  /// What a module prints.
  private struct Printed: Hashable {
    let first: [UInt8]
    let rest: [Line]
    /// Whether it indents blank lines of its children too, as a ModuleList does: any other module
    /// leaves them empty.
    var indentsBlanks = false
  }

  /// What stands before the lines of a text.
  private struct Indentation {
    var columns = 0
    /// The same before a blank line.
    var blankColumns = 0
    /// Whether no module around it leaves blank lines empty.
    var keepsBlanks = true

    /// That of the children.
    func inside(_ printed: Printed) -> Indentation {
      var inner = self
      inner.columns += 2
      inner.keepsBlanks = keepsBlanks && printed.indentsBlanks
      if inner.keepsBlanks { inner.blankColumns += 2 }
      return inner
    }
  }

  /// How long a text is.
  private struct Size {
    /// The bytes without a final line break, where nothing is indented.
    var bytes: Int
    /// The lines after the first, each of which an indentation makes longer.
    var lines = 0
  }

  private var texts: [Printed] = []
  private var sizes: [Size] = []
  private var index = HashIndex()
  private var textOfModule: [ObjectIdentifier: Int] = [:]
  private var root = 0
  /// The bytes of all texts, each counted once.
  private var textBytes = 0

  /// Looks at a tree.
  init(_ module: Module) { root = text(of: module) }

  /// An upper bound of the bytes that are printed, without a final line break.
  var bytes: Int { isTooLong ? .max : sizes[root].bytes }

  /// Whether no more texts are made: those that there are take more than may be printed.
  private var isTooLong: Bool { textBytes > Limits.printedBytes }

  /// Writes the text, without a final line break.
  func write(to out: inout OutputBuffer) { write(root, Indentation(), to: &out, cutAt: .max) }

  /// The text without a final line break; of a longer one at least so many bytes of its beginning.
  func text(cutAt bytes: Int) -> String {
    var out = OutputBuffer()
    write(root, Indentation(), to: &out, cutAt: bytes)
    return String(decoding: out.bytes, as: UTF8.self)
  }

  private func write(
    _ text: Int, _ indentation: Indentation, to out: inout OutputBuffer, cutAt bytes: Int
  ) {
    out.append(texts[text].first)
    let inner = indentation.inside(texts[text])
    for line in texts[text].rest {
      if out.count > bytes { return }
      out.append(byte: 0x0A)
      out.endPiece()
      switch line {
      case .own(let bytes, let isBlank):
        out.append(blanks: isBlank ? indentation.blankColumns : indentation.columns)
        if !isBlank || indentation.keepsBlanks { out.append(bytes) }
      case .child(let head, let text):
        out.append(blanks: indentation.columns + 2)
        out.append(head)
        write(text, inner, to: &out, cutAt: bytes)
      }
    }
  }

  // MARK: Texts

  private mutating func text(of module: Module) -> Int {
    if let known = textOfModule[ObjectIdentifier(module)] { return known }
    if isTooLong { return 0 }
    let printed: Printed
    if let whole = module.extraRepr, whole.isWhole {
      printed = wholeText(whole.text)
    } else if module.type.reprStyle == .moduleList {
      printed = moduleListText(of: module)
    } else {
      printed = moduleText(of: module)
    }
    let text = number(of: printed)
    textOfModule[ObjectIdentifier(module)] = text
    return text
  }

  private mutating func number(of printed: Printed) -> Int {
    if let known = index.number(of: printed, in: texts) { return known }
    var size = Size(bytes: printed.first.count)
    for line in printed.rest {
      switch line {
      case .own(let bytes, _):
        size.bytes = saturatingSum(size.bytes, 1 + bytes.count)
        size.lines = saturatingSum(size.lines, 1)
      case .child(let head, let text):
        let indentation = saturatingProduct(2, saturatingSum(sizes[text].lines, 1))
        size.bytes = saturatingSum(size.bytes, saturatingSum(1 + head.count, indentation))
        size.bytes = saturatingSum(size.bytes, sizes[text].bytes)
        size.lines = saturatingSum(size.lines, saturatingSum(sizes[text].lines, 1))
      }
    }
    textBytes += printed.first.count
    for case .own(let bytes, _) in printed.rest { textBytes += bytes.count }
    index.insert(texts.count, printed)
    texts.append(printed)
    sizes.append(size)
    return texts.count - 1
  }

  /// The lines of a text that its class's own `__repr__` gives.
  private func wholeText(_ text: String) -> Printed {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.escaped(String($0)) }
    let rest = lines.dropFirst().map { line in
      let isBlank = line.unicodeScalars.allSatisfy(\.isWhitespace)
      return Line.own(Array(line.utf8), isBlank: isBlank)
    }
    return Printed(first: Array((lines.first ?? "").utf8), rest: Array(rest), indentsBlanks: true)
  }

  private mutating func moduleText(of module: Module) -> Printed {
    let className = TerminalText.escaped(module.type.printedName)
    let extra = module.extraRepr?.text ?? module.parameterListRepr
    let extraLines =
      extra.isEmpty
      ? []
      : extra.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
        TerminalText.escaped(String($0))
      }
    if module.children.isEmpty, module.absentChildren.isEmpty, extraLines.count <= 1 {
      return Printed(first: Array("\(className)(\(extraLines.first ?? ""))".utf8), rest: [])
    }
    var lines = extraLines.map { line in
      let isBlank = line.unicodeScalars.allSatisfy(\.isWhitespace)
      return Line.own(Array("  \(line)".utf8), isBlank: isBlank)
    }
    var absent = module.absentChildren[...]
    func appendAbsent(upTo position: Int) {
      while let next = absent.first, next.position <= position {
        lines.append(
          .own(Array("  (\(TerminalText.escaped(next.name))): None".utf8), isBlank: false))
        absent = absent.dropFirst()
      }
    }
    for (position, child) in module.children.enumerated() {
      appendAbsent(upTo: position)
      let head = Array("(\(TerminalText.escaped(child.name))): ".utf8)
      lines.append(.child(head, text(of: child.module)))
    }
    appendAbsent(upTo: .max)
    lines.append(.own([UInt8(ascii: ")")], isBlank: false))
    return Printed(first: Array("\(className)(".utf8), rest: lines)
  }

  /// The text of a list of modules: neighbours that print the same are one line.
  private mutating func moduleListText(of module: Module) -> Printed {
    let className = TerminalText.escaped(module.type.printedName)
    if module.children.isEmpty, module.absentChildren.isEmpty {
      return Printed(first: Array("\(className)()".utf8), rest: [])
    }
    let none = number(of: Printed(first: Array("None".utf8), rest: []))
    var runs: [(text: Int, start: Int)] = []
    var count = 0
    func append(_ text: Int) {
      if runs.last?.text != text { runs.append((text, count)) }
      count += 1
    }
    var absent = module.absentChildren[...]
    var last: (module: Module, text: Int)?
    for (position, child) in module.children.enumerated() {
      while let next = absent.first, next.position <= position {
        append(none)
        absent = absent.dropFirst()
      }
      // One object often stands at many neighbouring places.
      let text = last?.module === child.module ? last?.text ?? none : text(of: child.module)
      last = (child.module, text)
      append(text)
    }
    for _ in absent { append(none) }
    var lines: [Line] = []
    for (number, run) in runs.enumerated() {
      let end = number + 1 < runs.count ? runs[number + 1].start : count
      let times = end - run.start
      let head =
        times > 1 ? "(\(run.start)-\(end - 1)): \(times) x " : "(\(run.start)): "
      lines.append(.child(Array(head.utf8), run.text))
    }
    lines.append(.own([UInt8(ascii: ")")], isBlank: false))
    return Printed(first: Array("\(className)(".utf8), rest: lines, indentsBlanks: true)
  }
}
