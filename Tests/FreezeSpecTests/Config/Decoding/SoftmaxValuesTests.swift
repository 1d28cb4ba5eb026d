import Testing

@testable import FreezeSpec

@Suite struct SoftmaxValuesTests {
  @Test(arguments: [
    ("0.6", [0.6]), ("[1, 2, 4]", [1, 2, 4]), ("t", [3]), ("t / 2", [1.5]), ("[1, t * 2]", [1, 6]),
    ("ts", [0.5, 8]), ("\"(1, t)\"", [1, 3]), ("\"ts + [1]\"", [0.5, 8, 1]),
    ("2 if t > 2 else 1", [2]),
  ]) func temperaturesAreNumbersAndExpressions(text: String, temperatures: [Double]) {
    let built = BuiltConfig(
      "let: {t: 3, ts: [0.5, 8]}\nmodel: ReLU()\nsoftmax: {temperature: \(text)}\n")
    #expect(built.findings == [])
    #expect(built.temperatures == temperatures)
  }

  @Test func equalTemperaturesAreOne() {
    let preview = SoftmaxPreview(
      temperatures: [1, 2, 1.0, 2], dim: 0, logits: NumberArray(shape: [2], elements: [0, 1]))
    #expect(preview.temperatures == [1, 2])
    #expect(preview.sweep.count == 2)
  }

  @Test func theyAreReadStrictly() {
    expect(
      """
      let: {t: 0, b: true}
      model: ReLU()
      softmax: {temperature: [1️⃣t, 2️⃣b, 3️⃣1 / 0, 4️⃣xyz, 5️⃣1e308 * 10, 6️⃣None]}
      """,
      [
        "1️⃣ invalid-value: a temperature is finite and above 0, not 0",
        "2️⃣ wrong-type: a temperature is a number, not a bool",
        "3️⃣ expression-error: division by zero",
        "4️⃣ unknown-name: `xyz` is not defined = give it a value under `let`, or, if it is a string, quotes: 'xyz'",
        "5️⃣ invalid-value: a temperature is finite and above 0, not inf",
        "6️⃣ wrong-type: a temperature is a number, not None",
      ])
    expect(
      "model: ReLU()\nsoftmax: {temperature: 1️⃣[]}",
      ["1️⃣ invalid-value: a sweep has one temperature or more"])
    expect(
      "model: ReLU()\nsoftmax: {temperature: '1️⃣[1] * 33'}",
      ["1️⃣ limit-exceeded: a softmax has at most 32 temperatures, and this has more"])
  }

  @Test func aMaskIsMinusInfinityAndNotATooLargeNumber() {
    let built = BuiltConfig(
      "model: ReLU()\nsoftmax: {temperature: 1, logits: [1, -.inf, -inf, -.Inf]}")
    #expect(built.findings == [])
    expect(
      "model: ReLU()\nsoftmax: {temperature: 1, logits: [1, 1️⃣-1e999, 2️⃣.inf, 3️⃣.nan]}",
      [
        "1️⃣ invalid-value: a logit is finite, or -.inf for a masked one, not -1e999",
        "2️⃣ invalid-value: a logit is finite, or -.inf for a masked one, not .inf",
        "3️⃣ invalid-value: a logit is finite, or -.inf for a masked one, not .nan",
      ])
    expect(
      "model: ReLU()\nsoftmax: {temperature: 1, dim: 0, logits: 1️⃣[[1, -.inf], [2, -.inf]]}",
      [
        "1️⃣ invalid-value: all logits of [:, 1] are masked, and their softmax is nan = leave one of "
          + "them finite"
      ])
  }

  @Test func aTeacherFitsItsStudent() {
    expect(
      "model: ReLU()\nsoftmax: {temperature: 1, 1️⃣teacher: [1, 2]}",
      ["1️⃣ missing-key: `teacher` needs the `logits` of the student beside it"])
    expect(
      "model: ReLU()\nsoftmax: {temperature: 1, logits: [1, 2], teacher: 1️⃣[[1, 2]]}",
      [
        "1️⃣ invalid-value: `teacher` has the shape [1, 2], and `logits` [2] = a teacher has a logit "
          + "for each of the student's"
      ])
    expect(
      "model: ReLU()\nsoftmax: {temperature: 1, logits: [1, -.inf], teacher: 1️⃣[1, 2]}",
      [
        "1️⃣ invalid-value: the distillation loss is infinite: the student masks class 1, and the "
          + "teacher gives it a probability = mask it in `teacher` too: -.inf"
      ])
    #expect(
      BuiltConfig("model: ReLU()\nsoftmax: {temperature: 1, logits: [1, 2], teacher: [1, -.inf]}")
        .findings == [])
  }

  @Test(arguments: ["1️⃣[]", "1️⃣[[], []]"])
  func logitsWithoutNumbersAreRefused(logits: String) {
    let made = BuiltConfig("model: ReLU()\nsoftmax: {temperature: 1, logits: \(logits)}")
    #expect(
      made.findings == [
        "1️⃣ invalid-value: `logits` has no numbers, and a softmax of none is nothing = leave it out, "
          + "or write a number for each class"
      ])
  }
}
