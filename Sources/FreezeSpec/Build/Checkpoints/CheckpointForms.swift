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

  /// The member that came behind each form last, and the form with it: rows repeat themselves.
  private var last: [(step: Step, form: Int32)?] = [nil, nil]
  private var known: [Step: Int32] = [:]
  private var tensors: [TensorContent] = []
  private var numberOfTensor: [TensorContent: Int] = [:]
  private var lastTensor = 0
  /// Which came behind each tensor last.
  private var following: [Int] = []

  /// The form of a module without members.
  static func empty(isNewNorm: Bool) -> Int32 { isNewNorm ? 1 : 0 }

  /// How many forms there are.
  var count: Int { last.count }

  /// The form with another member, that has a number only equal ones share.
  mutating func form(after form: Int32, _ component: Int32, _ content: Int) -> Int32 {
    let step = Step(form: form, component: component, content: content)
    let before = last[Int(form)]
    if let before, before.step == step { return before.form }
    // Behind a form that has none yet, all are new.
    let found = before == nil ? nil : known[step]
    let next = found ?? Int32(truncatingIfNeeded: last.count)
    if found == nil {
      known[step] = next
      last.append(nil)
    }
    last[Int(form)] = (step, next)
    return next
  }

  /// A number that only tensors of one shape, type and kind share.
  mutating func number(of tensor: Checkpoint.Tensor) -> Int {
    let next = lastTensor < following.count ? following[lastTensor] : -1
    if next >= 0, tensors[next].isOf(tensor) {
      lastTensor = next
      return next
    }
    let content = TensorContent(tensor)
    let number = numberOfTensor[content] ?? tensors.count
    if number == tensors.count {
      numberOfTensor[content] = number
      tensors.append(content)
      following.append(-1)
    }
    following[lastTensor] = number
    lastTensor = number
    return number
  }
}

/// What there is of a tensor beside its name.
private struct TensorContent: Hashable {
  let shape: [Int]?
  let dtype: ExactString?
  let kind: Checkpoint.Tensor.Kind

  init(_ tensor: Checkpoint.Tensor) {
    shape = tensor.shape
    dtype = tensor.dtype.map { ExactString($0) }
    kind = tensor.kind
  }

  func isOf(_ tensor: Checkpoint.Tensor) -> Bool {
    guard shape == tensor.shape, kind == tensor.kind else { return false }
    if let dtype, let other = tensor.dtype { return dtype.text.isExactly(other) }
    return dtype == nil && tensor.dtype == nil
  }
}
