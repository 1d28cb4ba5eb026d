import Testing

@testable import FreezeSpec

@Suite struct EnglishTests {
  @Test(arguments: [
    ("Linear", "a Linear"), ("Embedding", "an Embedding"), ("int", "an int"),
    ("Unflatten", "an Unflatten"), ("Upsample", "an Upsample"), ("UNet", "a UNet"),
    ("NoneType", "None"),
  ])
  func aClassHasItsArticle(name: String, text: String) {
    #expect(article(name) == text)
  }

  @Test func manyWordsAreListedWithACountOfTheRest() {
    #expect(listed([]) == "")
    #expect(listed(["a"]) == "a")
    #expect(listed(["a", "b", "c"], "or") == "a, b or c")
    #expect(listed(["a", "b", "c", "d", "e"]) == "a, b, c, d and e")
    #expect(listed(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more")
    #expect(listed(["a", "b", "c", "d"], most: 3) == "a, b and 2 more")
  }
}
