/// The cures that no test follows, as they name no text to write in a place, each kind with why not.
enum UnfollowedCures {
  /// Words by which cures are known, and the reason.
  private static let groups: [(reason: String, words: [String])] = [
    (
      "It tells what there is, and which of it is meant only the writer knows.",
      [
        "can have: ",
        "its arguments: ",
        "it is a",
        "has no children",
        "have no parameters",
        "and has no parameters",
        " children (0",
        "the children of ",
        "the classes with parameters",
        "names here look like",
        "there is nothing",
        "there is head.weight",
        "is a layer class, but the model has none",
        "this program reads version",
        "names are letters, digits",
        "a config needs at least",
        "was expected here",
        "the path is relative to",
        "import the model itself",
        "load the absent files",
      ]
    ),
    (
      "Two things stand where one may, and which stays only the writer knows.",
      [
        "keep one of the two",
        "remove or rename one of the two",
        "take one of the two out",
        "write two rules",
        "once is enough",
        "several in a row",
        "keep it, and take out those",
        "move it after rule",
        "leave `class` out",
      ]
    ),
    (
      "It takes out what may as well be put to use.",
      [
        "take it out",
        "take the comment out",
        "take the rule out",
        "remove the tag",
        "remove the line",
        "leave one of them finite",
      ]
    ),
    (
      "It says how something is written, with an example of its own or an ellipsis for what is not known.",
      [
        "as in {8..11}",
        "as in (8|9",
        "for numbers write (8|9",
        "as in {parameters: ",
        "`- Linear(…)`",
        "write `- ",
        "named modules stand under",
        "named ones under `children:`",
        "named modules are the keys of `children:`",
        "under `children:`",
        "args: {",
        "beside a list of arguments",
        "arguments: write `",
        "as in `freeze: …`",
        "begin each item with",
        "write one `- key: value`",
        "write it as an item",
        "write it under `softmax:`",
        "{from: FILE.yaml}",
        "{class: …",
        "[{…}, {…}]",
        "[{repeat: …",
        "write `module:`",
        "write the layers under `model:`",
        "select by `name`, `glob`",
        "write the names of the modules that are meant",
        "choose by kind",
        "such as `class_`",
        "such as float32",
        "such as 0.01",
        "as a glob it would be",
        "write [:] for all children",
        "write the call alone",
        "write each module as an item",
        "write Linear, and give",
        "for a name, write it after a dot",
      ]
    ),
    (
      "It moves lines or characters whose end only the writer knows.",
      [
        "close the list with",
        "in one column",
        "two columns more",
        "indent it to the column",
        "indent the line",
        "in the column of the keys",
        "close it with",
        "close the mapping",
        "close the group",
        "quote the value",
        "quote all of the value",
        "between one pair of quotes",
        "or use block style",
        "quote it: \"<<\"",
        "for a brace",
        "put what is repeated before",
      ]
    ),
    (
      "It asks for a decision about the model or the plan.",
      [
        "another name before the dot",
        "nest it under",
        "tells them apart",
        "name the index",
        "write its index in the name",
        "number itself stands in the name",
        "without default first",
        "if it is the index of the `repeat`",
        "50 percent is",
        "a logit for each",
        "mask it in",
        "put what freezes last",
        "give its modules shorter names",
        "repeat them without `as`",
        "write a call at each place",
        "let the rules take whole units",
        "ignore[",
        "another class, or end the chain",
        "untie them",
        "name both",
        "for both write",
        "let `except` name",
        "out of `except`",
        "too",
        "or say so: expect: [",
        "where all of it is meant",
        "train a part of it",
        "freeze or train them",
        "calls make modules",
        "take names away with `except`",
        "did you mean `run-with-hole`?",
      ]
    ),
  ]

  /// The words of all kinds.
  static let kinds = groups.flatMap(\.words)

  /// The number of the kind of a cure.
  static func kind(of sentence: String) -> Int? {
    kinds.firstIndex { sentence.contains($0) }
  }
}
