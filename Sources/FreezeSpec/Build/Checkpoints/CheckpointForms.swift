/// Finds the modules of a checkpoint that are alike, by what is in them, member after member: equal rows
/// of members lead to the same form.
struct CheckpointForms {
  /// A member that follows a row of others.
  private struct Step: Hashable {
    /// The form of the row.
    let form: Int32
    let component: Int32
    /// What the member is, under a number that only equal ones share.
    let content: Int
  }

  /// A row of members.
  private struct Form {
    /// The node of the modules that have these and no more, or -1.
    var node: Int32 = -1
    /// The member that came behind it last, and the form with it, or -1: rows repeat themselves.
    var next: Int32 = -1
    var component: Int32 = -1
    var content = -1
  }

  private let tensors: [Checkpoint.Tensor]
  private let areTied: [Bool]
  /// All forms; the first two are those without members.
  private var forms = [Form(), Form()]
  private var known: [Step: Int32] = [:]
  /// What there is of tensors beside their names.
  private var contents: [TensorContent] = []
  private var contentIndex = HashIndex()
  private var lastContent = 0
  /// Which came behind each content last, or -1.
  private var following: [Int] = []

  /// Prepares to find them.
  ///
  /// - Parameter areTied: For each tensor whether it may be one with others, and so is like none.
  init(_ tensors: [Checkpoint.Tensor], areTied: [Bool]) {
    self.tensors = tensors
    self.areTied = areTied
  }

  /// The node of a form, or -1.
  func node(of form: Int32) -> Int32 { forms[Int(form)].node }

  /// Notes the node of a form.
  mutating func setNode(of form: Int32, to node: Int32) { forms[Int(form)].node = node }

  /// The form of a module.
  ///
  /// - Parameters:
  ///   - nodes: The nodes of the modules in it.
  ///   - version: The version of its state dict, of which one tells norms.
  mutating func form(
    of module: Int, _ names: CheckpointNames, _ nodes: [Int32], version: Int?
  ) -> Int32 {
    var form: Int32 = version == 2 ? 1 : 0
    var next = names.firstMember(of: module)
    while next >= 0 {
      let member = names.members[Int(next)]
      let content =
        member.target >= 0
        ? Int(nodes[Int(member.target)]) << 2 : content(of: Int(~member.target))
      form = self.form(after: form, member.component, content)
      next = member.next
    }
    return form
  }

  private mutating func form(after form: Int32, _ component: Int32, _ content: Int) -> Int32 {
    let last = forms[Int(form)]
    if last.component == component, last.content == content { return last.next }
    let step = Step(form: form, component: component, content: content)
    // Behind a form that has none yet, all are new.
    let found = last.next < 0 ? nil : known[step]
    let next = found ?? Int32(truncatingIfNeeded: forms.count)
    if found == nil {
      known[step] = next
      forms.append(Form())
    }
    forms[Int(form)].next = next
    forms[Int(form)].component = component
    forms[Int(form)].content = content
    return next
  }

  /// A number that only tensors of one shape, type and kind share, and none that are tied.
  private mutating func content(of tensor: Int) -> Int {
    if areTied[tensor] { return tensor << 2 | 1 }
    let next = lastContent < following.count ? following[lastContent] : -1
    if next >= 0, contents[next].isOf(tensors[tensor]) {
      lastContent = next
      return next << 2 | 2
    }
    let content = TensorContent(tensors[tensor])
    let number = contentIndex.number(of: content, in: contents) ?? contents.count
    if number == contents.count {
      contentIndex.insert(number, content)
      contents.append(content)
      following.append(-1)
    }
    following[lastContent] = number
    lastContent = number
    return number << 2 | 2
  }
}

/// What there is of a tensor beside its name.
private struct TensorContent: Hashable {
  private let shape: [Int]?
  private let dtype: ExactString?
  private let kind: Checkpoint.Tensor.Kind

  init(_ tensor: Checkpoint.Tensor) {
    shape = tensor.shape
    dtype = tensor.dtype.map { ExactString($0) }
    kind = tensor.kind
  }

  func isOf(_ tensor: borrowing Checkpoint.Tensor) -> Bool {
    guard shape == tensor.shape, kind == tensor.kind else { return false }
    guard let dtype, let other = tensor.dtype else { return dtype == nil && tensor.dtype == nil }
    return dtype.text.isExactly(other)
  }
}
