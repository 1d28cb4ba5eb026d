import Testing

@testable import FreezeSpec

/// What takes longer than a step counts for more, and what is kept is small.
@Suite struct EvaluationStepsTests {
  @Test func aLongNameTakesMoreStepsToBeLookedUp() {
    #expect(Scope.steps(lookingUp: "hidden", among: 0) == 1)
    #expect(Scope.steps(lookingUp: "hidden", among: 32) == 3)
    #expect(Scope.steps(lookingUp: String(repeating: "n", count: 4_096), among: 16) == 2 + 32)
  }

  @Test func aRemainderTakesTheStepsOfItsBits() {
    func steps(_ operation: ArithmeticOperator, _ left: Value, _ right: Value) -> Int {
      Arithmetic.furtherSteps(operation, left, right)
    }
    #expect(steps(.modulo, .float(1e308), .float(1e-307)) > 30)
    #expect(steps(.floorDivide, .float(1e308), .int(1)) > 10)
    #expect(steps(.modulo, .float(7), .float(2)) == 0)
    #expect(steps(.modulo, .int(.max), .int(3)) == 0)
    #expect(steps(.modulo, .float(.infinity), .float(2)) == 0)
    #expect(steps(.modulo, .float(0), .float(1e-300)) == 0)
    #expect(steps(.divide, .float(1e308), .float(1e-307)) == 0)
  }

  @Test func theDigitsOfFloatsTakeSteps() {
    let text = "classes: {C: {args: [i], repr: \"\(String(repeating: "{0.1}", count: 1_000))\"}}\n"
    let turns = "model: {repeat: 40000, as: i, module: C(i)}\n"
    #expect(BuiltConfig(text + turns).diagnostics.map(\.code) == [.limit])
  }

  @Test func instancesAreToldApartByTypeAndValue() {
    let values: [Value] = [
      .none, .bool(false), .bool(true), .int(0), .int(1), .float(0), .float(-0.0), .float(1),
      .string(""), .string("1"), .string("None"), .tuple([]), .list([]), .tuple([.int(1)]),
      .list([.int(1)]), .tuple([.string("1")]), .tuple([.none, .none]), .dtype(.float32),
    ]
    let keys = values.map { InstanceKey(name: "A", [$0]) }
    #expect(!keys.contains(nil))
    #expect(Set(keys).count == values.count)
    #expect(
      InstanceKey(name: "A", [.string("a"), .string("bc")])
        != InstanceKey(name: "A", [.string("ab"), .string("c")]))
    #expect(InstanceKey(name: "A", [.float(0.5)]) == InstanceKey(name: "A", [.float(0.5)]))
  }

  @Test func manyValuesAreToldApartAsWell() {
    func key(_ last: Double, count: Int) -> InstanceKey? {
      InstanceKey(name: "A", Array(repeating: .float(0.1), count: count - 1) + [.float(last)])
    }
    for count in [20, 200] {
      #expect(key(1, count: count) != nil)
      #expect(key(1, count: count) == key(1, count: count))
      #expect(key(1, count: count) != key(2, count: count))
    }
    #expect(InstanceKey(name: "A", [.tuple([.tuple([])])]) == nil)
  }

  @Test func namesThatHaveToBeEscapedCountForMore() {
    #expect(ModuleExtent.textBytes(of: "weight") == 6)
    #expect(ModuleExtent.textBytes(of: "aé") == 1 + 2 * Limits.unusualByteFactor)
    #expect(ModuleExtent.textBytes(of: "a\n") == 1 + Limits.unusualByteFactor)
    let name = String(repeating: "é", count: 500)
    func codes(_ name: String) -> [DiagnosticCode] {
      BuiltConfig(
        "model: {children: {\"\(name){i}\": {repeat: 10000, as: i, module: \"Linear(2, 2)\"}}}"
      )
      .diagnostics.map(\.code)
    }
    #expect(codes(name) == [.limit])
    #expect(codes(String(repeating: "ee", count: 500)) == [])
  }

  /// Of ten million parameters short names alone take more than ``Limits/modelTextBytes``; see
  /// ``Limits/modelTextBytesPerParameter``.
  @Test func manyParametersMayHaveNamesOfUsualLength() throws {
    let name = String(repeating: "e", count: 40)
    func codes(_ module: String) -> [DiagnosticCode] {
      BuiltConfig("model: {children: {\(name): {repeat: 2000000, module: \(module)}}}").diagnostics
        .map(\.code)
    }
    #expect(codes("\"Linear(2, 2)\"") == [])
    #expect(codes("{children: {\(name): \"Linear(2, 2)\"}}") == [.limit])
  }
}
