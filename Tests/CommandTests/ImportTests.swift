import Foundation
import Testing

/// `freezespec import`, with a script in place of Python.
@Suite struct ImportTests {
  private static let golden = Command.checkout
    .appending(path: "Tests/FreezeSpecTests/Golden/imports").path

  /// A folder with a `python` that prints a description, and notes what it is given.
  private func scratch(describing name: String = "a_layer_alone", status: Int = 0) throws -> Scratch
  {
    let scratch = try Scratch()
    try scratch.write(
      "python",
      """
      #!/bin/sh
      shift 2
      printf '%s\\n' "$@" >arguments
      [ \(status) = 0 ] || { echo 'boom: no such thing' >&2; exit \(status); }
      cat '\(Self.golden)/\(name).json'

      """)
    try scratch.shell("chmod +x python")
    return scratch
  }

  @Test func aModelIsWrittenAsAConfig() throws {
    let scratch = try scratch()
    let run = try scratch.shell("$FS import torch:quirks:a_layer_alone --python ./python")
    #expect(run.errors.isEmpty && run.status == 0)
    #expect(
      run.output
        == "# imported from torch:quirks:a_layer_alone (torch 2.13.0)\nmodel: Linear(3, 4)\n")
  }

  @Test func theSourceAndItsOptionsGoToPython() throws {
    let scratch = try scratch()
    let run = try scratch.shell(
      "$FS import hf:org/name --class AutoModel --arg 'a=(1, 2)' --arg b=c --python ./python -o m.yaml"
    )
    #expect(run.errors.isEmpty && run.status == 0 && run.output.isEmpty)
    #expect(
      try scratch.read("arguments")
        == "hf\norg/name\n--class\nAutoModel\n--arg\na=(1, 2)\n--arg\nb=c\n")
    #expect(
      try scratch.read("m.yaml").hasPrefix(
        "# imported from hf:org/name --class AutoModel --arg 'a=(1, 2)' --arg b=c (torch 2.13.0)\n")
    )
  }

  @Test func aConfigIsHeldAgainstTheSourceInItsHead() throws {
    let scratch = try scratch(describing: "tied")
    let run = try scratch.shell(
      """
      $FS import "hf:it's" --class AutoModel --python ./python -o m.yaml &&
      rm arguments && $FS import --check m.yaml --python ./python
      """)
    #expect(run.errors.isEmpty && run.status == 0)
    #expect(run.output == "m.yaml is 'hf:it'\\''s' --class AutoModel\n")
    #expect(try scratch.read("arguments") == "hf\nit's\n--class\nAutoModel\n")
  }

  @Test(arguments: [
    "torch:os:system --arg command=id", "torch:m:f", "hf:a/b --arg trust_remote_code=True",
    "timm:resnet18 --arg checkpoint_path=w.pt",
  ])
  func aConfigChoosesNoCode(source: String) throws {
    let scratch = try scratch()
    try scratch.write("m.yaml", "# imported from \(source)\nmodel: Linear(3, 4)\n")
    let refused = try scratch.shell("$FS import --check m.yaml --python ./python")
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(
      refused.errors == """
        error: m.yaml names code to run, which a config may not: `\(source)`
          = help: where you trust it, give it yourself: freezespec import --check m.yaml \(source)

        """)
    #expect(throws: (any Error).self) { try scratch.read("arguments") }
    let given = try scratch.shell("$FS import --check m.yaml \(source) --python ./python")
    #expect(given.errors.isEmpty && given.status == 0)
  }

  @Test func aModelThatChangedIsShownAndFails() throws {
    let scratch = try scratch()
    try scratch.write("m.yaml", "model: Linear(3, 5)\n")
    let run = try scratch.shell("$FS import --check m.yaml torch:m:f --python ./python")
    #expect(run.status == 1)
    #expect(
      run.output == """
        --- m.yaml
        +++ torch:m:f
        @@ -1 +1 @@
        -Linear(in_features=3, out_features=5, bias=True)
        +Linear(in_features=3, out_features=4, bias=True)

        """)
    #expect(
      run.errors == """
        error: m.yaml is no longer torch:m:f: the parameters of the model: weight [5, 3] float32 in the \
        file, weight [4, 3] float32 in PyTorch

        """)
  }

  @Test(arguments: [
    ("", "error: no SOURCE is given\n"),
    ("llama", "error: `llama` is nothing that can be imported\n"),
    ("keras:vgg", "error: `keras:vgg` is nothing that can be imported\n"),
    ("timm:", "error: `timm:` names no model\n"),
    ("timm:a timm:b", "error: one SOURCE is imported at a time\n"),
    ("timm:a --class B", "error: --class chooses a class of transformers, and timm: has none\n"),
    (
      "--check", "error: --check takes a config, and behind it a SOURCE where its head names none\n"
    ),
    ("--check m.yaml", "error: m.yaml does not say where it was imported from\n"),
    ("--check gone.yaml", "error: cannot read gone.yaml: no such file or directory\n"),
    ("timm:a --python ./gone", "error: cannot run ./gone: no such file or directory\n"),
  ]) func whatCannotBeImportedIsAnError(_ arguments: String, _ message: String) throws {
    let scratch = try scratch()
    try scratch.write("m.yaml", "model: Linear(3, 5)\n")
    let run = try scratch.shell("$FS import --python ./python \(arguments)")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix(message))
  }

  @Test func aPythonThatFailsIsQuoted() throws {
    let run = try scratch(status: 3).shell("$FS import timm:a --python ./python")
    #expect(run.status == 2)
    #expect(
      run.errors
        == "error: ./python told nothing of the model (status 3)\n  = help: boom: no such thing\n")
  }

  @Test func aPythonThatEndsEarlyIsTold() throws {
    let scratch = try Scratch()
    try scratch.write("python", "#!/bin/sh\nexit 0\n")
    let run = try scratch.shell("chmod +x python; $FS import timm:a --python ./python")
    #expect(run.status == 2)
    #expect(
      run.errors
        == "error: ./python ended before the model was told of: what builds it ends Python\n")
  }

  @Test func whatPythonLeavesRunningIsNotWaitedFor() throws {
    let scratch = try scratch()
    try scratch.write("slow", "#!/bin/sh\nsleep 60 &\necho $! >pid\nexec ./python \"$@\"\n")
    // What is left running is ended, as it holds up this test; other signals are blocked for it.
    let run = try scratch.shell(
      "chmod +x slow; timeout 30 $FS import torch:m:f --python ./slow; echo $?; kill -9 $(cat pid)")
    #expect(run.output.hasSuffix("model: Linear(3, 4)\n0\n"), "\(run)")
  }

  @Test(arguments: ["net.py:make", "net:make", "pkg:make"])
  func theFileThatBuildsAModelIsNotWrittenOver(source: String) throws {
    let scratch = try scratch()
    let file = source.hasPrefix("pkg") ? "pkg/__init__.py" : "net.py"
    try scratch.write(file, "code\n")
    let run = try scratch.shell("$FS import torch:\(source) --python ./python -o \(file)")
    #expect(run.status == 2)
    #expect(run.errors.contains("it was read for this"))
    #expect(try scratch.read(file) == "code\n")
  }

  @Test func aHeadOfMegabytesIsNoSource() throws {
    let scratch = try scratch()
    for head in [String(repeating: "(", count: 100_000), String(repeating: " '", count: 100_000)] {
      try scratch.write("m.yaml", "# imported from \(head)\nmodel: Linear(3, 4)\n")
      let run = try scratch.shell("$FS import --check m.yaml --python ./python")
      #expect(run.status == 2)
      #expect(run.errors.contains("m.yaml does not say where it was imported from"))
    }
  }

  @Test func aHeadLeadsOutOfTheRepositoryWhereThatIsAllowed() throws {
    let scratch = try scratch()
    try scratch.write("other/config.json", "{}")
    try scratch.write("repo/m.yaml", "# imported from hf:../other\nmodel: Linear(3, 4)\n")
    let shell = "cd repo && $FS import --check m.yaml --python ../python"
    let refused = try scratch.shell(shell)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--allow-outside"))
    #expect(try scratch.shell("\(shell) --allow-outside").status == 0)
  }

  @Test func whatPythonRefusesIsTold() throws {
    let scratch = try Scratch()
    try scratch.write(
      "python", "#!/bin/sh\necho '{\"error\": \"there is no torch\", \"help\": [\"install it\"]}'\n"
    )
    let run = try scratch.shell("chmod +x python; $FS import timm:a --python ./python -o m.yaml")
    #expect(run.status == 2)
    #expect(run.errors == "error: there is no torch\n  = help: install it\n")
    #expect(!scratch.exists("m.yaml"))
  }
}
