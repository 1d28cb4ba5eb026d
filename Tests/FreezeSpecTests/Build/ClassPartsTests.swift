import Testing

@testable import FreezeSpec

/// What a module can say of itself beside its tensors and children.
@Suite struct ClassPartsTests {
  // MARK: Bases

  @Test func aClassExtendsSeveral() {
    let config = BuiltConfig(
      """
      classes:
        Base: {extends: BatchNorm2d}
        Other: {}
        Both: {extends: [Base, Other], children: {fc: "Linear(2, 2)"}}
      model: Both()
      """)
    #expect(config.findings == [])
    #expect(
      config.model?.root.type.ancestors
        == ["Base", "BatchNorm2d", "_BatchNorm", "_NormBase", "Other"])
  }

  @Test func aClassThatExtendsItselfOverOneOfSeveralIsAnError() {
    let config = BuiltConfig(
      """
      classes:
        A: {extends: [C, B]}
        B: {extends: 1️⃣A}
        C: {}
      model: A()
      """)
    #expect(config.findings == ["1️⃣ recursive-class: A extends itself: A → B → A"])
  }

  @Test func eachBaseIsLookedAt() {
    let config = BuiltConfig(
      """
      classes:
        A: {extends: [Linear, 1️⃣Linera]}
      model: A()
      """)
    #expect(config.findings.map { $0.prefix(18) } == ["1️⃣ unknown-class: t"])
  }

  // MARK: Prints

  @Test func aWholePrintTakesThePlaceOfClassAndChildren() {
    let config = BuiltConfig(
      """
      classes:
        Own: {args: [n], print: "Own<{n}>\\n  of two lines", children: {fc: "Linear(n, n)"}}
      model: {children: {a: Own(2), b: {repeat: 2, module: Own(3)}}}
      """)
    #expect(config.findings == [])
    #expect(
      config.repr == """
        Module(
          (a): Own<2>
            of two lines
          (b): ModuleList(
            (0-1): 2 x Own<3>
              of two lines
          )
        )
        """)
    #expect(config.parameters.count == 6)
  }

  @Test func aWholePrintLeavesNothingForRepr() {
    let config = BuiltConfig("model: {class: A, print: a, 1️⃣repr: b}")
    #expect(
      config.findings == [
        "1️⃣ conflicting-keys: `print` is all that the module prints, and `repr` a part of it"
          + " = keep one of the two"
      ])
  }

  // MARK: None

  @Test func noneThatIsRegisteredIsPrinted() {
    let config = BuiltConfig(
      """
      model:
        children:
          a: NoneType()
          b: ReLU()
          c: {class: NoneType}
          d: None
      """)
    #expect(config.findings == [])
    #expect(config.repr == "Module(\n  (a): None\n  (b): ReLU()\n  (c): None\n)")
  }

  @Test func noneThatIsRegisteredInARowIsPrinted() {
    let config = BuiltConfig(
      """
      model:
        class: Own
        children: [ReLU(), NoneType(), None, {repeat: 2, module: NoneType()}, ReLU()]
      """)
    #expect(config.findings == [])
    #expect(
      config.repr
        == "Own(\n  (0): ReLU()\n  (1): None\n  (3): None\n  (4): None\n  (5): ReLU()\n)")
  }

  /// As `import` writes what is None under names with numbers.
  @Test func noneThatIsRegisteredAndRepeatedUnderNamesIsPrinted() {
    let config = BuiltConfig(
      """
      model:
        class: Own
        children:
          "down{i + 1}": {repeat: 2, as: i, module: NoneType()}
          "up{i}": {repeat: 2, as: i, module: None}
          a: ReLU()
      """)
    #expect(config.findings == [])
    #expect(config.repr == "Own(\n  (down1): None\n  (down2): None\n  (a): ReLU()\n)")
  }

  @Test func noneIsNoModelByItself() {
    let config = BuiltConfig("model: 1️⃣NoneType()")
    #expect(config.findings == ["1️⃣ wrong-type: the model is None"])
  }

  // MARK: Buffers

  @Test func aBufferCanBeLeftOutOfTheStateDict() {
    let config = BuiltConfig(
      """
      classes:
        A: {args: [keep], buffers: {a: {shape: [2], persistent: keep}}}
      model: {buffers: {b: [1], c: {shape: [1], persistent: false}}, children: {x: A(True), y: A(False)}}
      """)
    #expect(config.findings == [])
    #expect(config.model?.buffers.map(\.buffer.isPersistent) == [true, false, true, false])
  }

  @Test func whatIsNoTruthIsAnError() {
    let config = BuiltConfig("model: {buffers: {b: {shape: [1], persistent: 1️⃣3}}}")
    #expect(config.findings == ["1️⃣ wrong-type: persistent is true or false"])
  }

  @Test func tiedBuffersAreListedOnce() {
    let config = BuiltConfig(
      """
      model: {children: {a: {buffers: {t: [2]}}, b: {buffers: {t: [2], u: [3]}}}}
      tie: [[b.t, a.t]]
      """)
    #expect(config.findings == [])
    #expect(config.buffers == ["a.t [2]", "b.u [3]"])
  }

  @Test func tiedBuffersHaveOneShape() {
    let config = BuiltConfig(
      """
      model: {children: {a: {buffers: {t: [2]}}, b: {buffers: {t: [3]}}}}
      tie: [[a.t, 1️⃣b.t]]
      """)
    #expect(
      config.findings == [
        "1️⃣ invalid-tie: tied buffers must have one shape and one dtype, and `b.t` has others than `a.t`"
      ])
  }
}
