import Testing

@testable import FreezeSpec

@Suite struct ParameterListTests {
  private let built = BuiltConfig(
    """
    classes:
      Block: {children: {attn: {children: {q: "Linear(2, 2)"}}, norm: LayerNorm(2)}}
    model:
      children:
        stem: Linear(2, 2)
        tower: {children: {blocks: {repeat: 3, module: Block()}, out: "Linear(2, 2, bias=False)"}}
        dotted: 'ParameterDict(parameters=[("x.y", Linear(2, 2)), ("0..1.", ReLU()), ("1.2.", Linear(2, 2))])'
        head: Linear(2, 2)
        tail: {children: {a: {children: {b: {children: {c: "Linear(2, 2)"}}}}}}
    tie:
      - [stem.weight, head.weight]

    """)

  @Test func namesThatAreReadInTurnAreThoseThatAreAskedFor() throws {
    let parameters = try #require(built.model).parameters
    #expect(Array(parameters.names) == parameters.map(\.name))
    #expect(parameters.names.indices.map { parameters.names[$0] } == parameters.map(\.name))
    var read: [String] = []
    parameters.forEachEntry { entry in
      read.append(String(decoding: entry.name.utf8, as: UTF8.self))
      #expect(Array(entry.name.modulePath) == Array(modulePath(of: read[entry.index]).utf8))
    }
    #expect(read == parameters.map(\.name))
    #expect(
      Array(parameters.names.prefix(4)) == [
        "stem.weight", "stem.bias", "tower.blocks.0.attn.q.weight", "tower.blocks.0.attn.q.bias",
      ])
    #expect(
      Array(parameters.names.suffix(4)) == [
        "dotted.1.2..bias", "head.bias", "tail.a.b.c.weight", "tail.a.b.c.bias",
      ])
  }

  @Test func namesThatAreWalkedAreTakenApartAtTheirDots() throws {
    let parameters = try #require(built.model).parameters
    let walked = parameters.walk(NumberedNames(), parameters.indices) { names, index in
      names.enter(parameters.parameter(index).name)
      names.append()
      names.leave()
    }
    var appended = NumberedNames()
    for name in parameters.names { appended.append(name) }
    #expect(walked.forms == appended.forms)
    #expect(walked.forms.count == parameters.count)
    #expect(parameters.indices.allSatisfy { walked.numbers(of: $0) == appended.numbers(of: $0) })
  }

  @Test func totalsAreThoseOfTheNames() throws {
    let model = try #require(built.model)
    let (parameters, totals) = (model.parameters, model.nameTotals)
    #expect(totals.names == parameters.count)
    #expect(totals.components == parameters.names.reduce(0) { $0 + components($1).count })
    #expect(totals.bytes == parameters.names.reduce(0) { $0 + $1.utf8.count })
  }
}
