import Testing

/// What a machine that is full, closed or short of something leaves: a message, and files as they were.
@Suite struct MachineFaultTests {
  private func folder() throws -> Scratch {
    let scratch = try Scratch()
    for number in 0..<20 {
      try scratch.write("plans/a/b/c/\(number).yaml", "model: Linear(1, 1)\n")
    }
    return scratch
  }

  @Test func fewDescriptorsEndWithAMessage() throws {
    let scratch = try folder()
    let run = try scratch.shell("exec 3>&- 4>&-; ulimit -n 5; exec \"$FS\" check plans")
    #expect(run.status == 2 && run.errors.contains("too many open files"), "\(run.errors)")
    #expect(try scratch.shell("ulimit -n 16; exec \"$FS\" check plans").status == 0)
  }

  @Test func fewDescriptorsEndAComparisonToo() throws {
    let scratch = try folder()
    try scratch.shell(
      "git init -q; git add .; git -c user.name=a -c user.email=a@b.c commit -q -m x")
    let run = try scratch.shell("exec 3>&- 4>&-; ulimit -n 5; exec \"$FS\" diff --base HEAD")
    #expect(run.status == 2 && run.output.isEmpty, "\(run)")
    #expect(run.errors.contains("too many open files"))
  }

  @Test func aFolderThatTakesNoFileStaysAsItIs() throws {
    let scratch = try Scratch()
    let text = "model: Sequential(ReLu())\n"
    try scratch.write("closed/c.yaml", text)
    try scratch.write("closed/good.yaml", "model: ReLU()\n")
    // Root may write everywhere.
    let nobody =
      "if [ \"$(id -u)\" = 0 ]; then set -- setpriv --reuid 65534 --clear-groups \"$@\"; fi"
    for arguments in ["show good.yaml -o new.txt", "check --fix c.yaml"] {
      let run = try scratch.shell(
        "chmod 755 .; chmod 555 closed; cd closed; set -- \"$FS\" \(arguments); \(nobody); \"$@\"")
      #expect(run.status == 2 && run.errors.contains("permission denied"), "\(run)")
      #expect(try scratch.shell("ls closed").output == "c.yaml\ngood.yaml\n")
      #expect(try scratch.read("closed/c.yaml") == text)
    }
  }
}
