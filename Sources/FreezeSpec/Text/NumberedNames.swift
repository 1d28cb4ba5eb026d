/// Dotted names taken apart: for each its form, which is alike in all names that differ only in
/// components that are numbers, and its numbers.
struct NumberedNames {
  /// For each name the number of its form.
  private(set) var forms: [Int32] = []
  /// The numbers in the names, one name's after another's, and for each name where they end.
  private var numbers: [Int] = []
  private var ends: [Int32] = []

  /// A form without its last component.
  private struct Step: Hashable {
    let form: Int32
    let component: ExactString
  }

  /// What is known of a form.
  private struct Form {
    /// Its last component; empty for one that ends with a number.
    let component: String
    /// The form with a number behind it, and the one with another component that was asked for last, or
    /// -1.
    var numbered: Int32 = -1
    var last: Int32 = -1
    /// Which was asked for after it, in place of its last component, or -1: names come in rows.
    var following: Int32 = -1
  }

  private var known = [Form(component: "")]
  private var formOfStep: [Step: Int32] = [:]
  /// The components that are open: the forms up to each, whether each is a number, and whether it belongs
  /// to one name with the one before.
  private var open: [(form: Int32, isNumber: Bool, isInner: Bool)] = []
  private var openNumbers: [Int] = []

  /// How many forms there are.
  var formCount: Int { known.count }

  /// The numbers in a name, in their order.
  func numbers(of index: Int) -> ArraySlice<Int> { numbers[start(of: index)..<Int(ends[index])] }

  /// One of the numbers in a name.
  func number(of index: Int, at position: Int) -> Int { numbers[start(of: index) + position] }

  private func start(of index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

  /// Adds a name.
  mutating func append(_ name: String) {
    enter(name)
    append()
    open.removeAll(keepingCapacity: true)
    openNumbers.removeAll(keepingCapacity: true)
  }

  /// Adds the name of the components that are open.
  mutating func append() {
    forms.append(open.last?.form ?? 0)
    numbers.append(contentsOf: openNumbers)
    ends.append(Int32(truncatingIfNeeded: numbers.count))
  }

  /// Adds names again, with another number in place of the first behind the components that are open.
  mutating func append(again names: Range<Int>, with number: Int) {
    let start = start(of: names.lowerBound)
    let shift = numbers.count - start
    numbers.append(again: start..<Int(ends[names.upperBound - 1]))
    numbers[start + shift + openNumbers.count] = number
    for end in ends[names.lowerBound..<names.upperBound - 1] {
      numbers[Int(end) + shift + openNumbers.count] = number
    }
    let later = Int32(truncatingIfNeeded: shift)
    forms.append(again: names)
    ends.append(again: names) { $0 += later }
  }

  /// Opens a name behind those that are: a component, or several where it has dots.
  mutating func enter(_ name: String) {
    if !name.withBytes({ $0.contains(UInt8(ascii: ".")) }) {
      return enter(name, indexNumber(name), isInner: false)
    }
    var isInner = false
    forEachComponent(of: name) { component, number in
      enter(String(decoding: component, as: UTF8.self), number, isInner: isInner)
      isInner = true
    }
  }

  /// Whether a component stood behind those that are open before.
  func knows(_ component: String) -> Bool {
    let form = open.last?.form ?? 0
    let known = known[Int(form)]
    if isIndex(component) { return known.numbered >= 0 }
    return known.last >= 0 && self.known[Int(known.last)].component.isExactly(component)
      || formOfStep[Step(form: form, component: ExactString(component))] != nil
  }

  /// Closes the name that was opened last.
  mutating func leave() {
    while let last = open.popLast() {
      if last.isNumber { openNumbers.removeLast() }
      if !last.isInner { return }
    }
  }

  private mutating func enter(_ component: String, _ number: Int?, isInner: Bool) {
    let form = open.last?.form ?? 0
    if let number { openNumbers.append(number) }
    open.append((self.form(after: form, number == nil ? component : nil), number != nil, isInner))
  }

  /// The form that has a component, or a number, behind another one.
  private mutating func form(after form: Int32, _ component: String?) -> Int32 {
    let place = Int(form)
    guard let component else {
      if known[place].numbered < 0 { known[place].numbered = add("") }
      return known[place].numbered
    }
    let last = known[place].last
    if last >= 0, known[Int(last)].component.isExactly(component) { return last }
    var next = last >= 0 ? known[Int(last)].following : -1
    if next < 0 || !known[Int(next)].component.isExactly(component) {
      let step = Step(form: form, component: ExactString(component))
      next = formOfStep[step] ?? add(component)
      formOfStep[step] = next
      if last >= 0 { known[Int(last)].following = next }
    }
    known[place].last = next
    return next
  }

  private mutating func add(_ component: String) -> Int32 {
    known.append(Form(component: component))
    return Int32(truncatingIfNeeded: known.count - 1)
  }
}

/// Whether a component of a name is a number, written as numbers are.
func isIndex(_ component: String) -> Bool { indexNumber(component) != nil }

/// The number that a component of a name is, if it is one and written as numbers are.
func indexNumber(_ component: String) -> Int? {
  var component = component
  return component.withUTF8 { indexNumber($0) }
}

/// The number that a component of a name is, if it is one and written as numbers are.
func indexNumber(_ component: UnsafeBufferPointer<UInt8>) -> Int? {
  guard (1...18).contains(component.count),
    component[0] != UInt8(ascii: "0") || component.count == 1
  else { return nil }
  var number = 0
  for byte in component {
    let digit = byte &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    number = number * 10 + Int(digit)
  }
  return number
}

/// Calls a function with each component of a dotted name and with the number that it is, if it is
/// one and written as numbers are.
func forEachComponent(of name: String, _ body: (UnsafeBufferPointer<UInt8>, Int?) -> Void) {
  var name = name
  name.withUTF8 { bytes in
    var start = 0
    while true {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: ".") { end += 1 }
      let component = UnsafeBufferPointer(rebasing: bytes[start..<end])
      body(component, indexNumber(component))
      if end == bytes.count { return }
      start = end + 1
    }
  }
}
