import Testing

@testable import FreezeSpec

@Suite struct HashIndexTests {
  @Test func aThingIsFoundUnderItsNumber() {
    let things = (0..<1_000).map { "thing \($0)" }
    var index = HashIndex()
    for (number, thing) in things.enumerated() {
      #expect(index.number(of: thing, in: things) == nil)
      index.insert(number, thing)
    }
    for (number, thing) in things.enumerated() {
      #expect(index.number(of: thing, in: things) == number)
    }
  }

  @Test(arguments: [5, 40])
  func thingsThatShareAHashAreToldApart(count: Int) {
    var index = HashIndex()
    for number in 0..<count { index.insert(number, hash: 7) }
    for number in 0..<count {
      #expect(index.number(withHash: 7) { $0 == number } == number)
    }
    #expect(index.number(withHash: 7) { $0 == count } == nil)
    #expect(index.number(withHash: 8) { _ in true } == nil)
  }
}
