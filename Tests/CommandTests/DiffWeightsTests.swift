import Foundation
import Testing

/// `diff` of configs whose weights come out of git: files, folders, indices, and what lies beside them.
@Suite struct DiffWeightsTests {
  /// A file in the form of safetensors, its tensors of as many zeros as their one size.
  private static func safetensors(_ sizes: [(name: String, size: Int)]) -> Data {
    var end = 0
    var entries: [String] = []
    for (name, size) in sizes {
      entries.append(
        "\"\(name)\":{\"dtype\":\"F32\",\"shape\":[\(size)],\"data_offsets\":[\(end),\(end + 4 * size)]}"
      )
      end += 4 * size
    }
    let header = "{\(entries.joined(separator: ","))}"
    var data = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    data.append(Data(header.utf8))
    data.append(Data(count: end))
    return data
  }

  private func repository(_ config: String, _ files: [String: Data]) throws -> Repository {
    let repository = try Repository()
    try repository.scratch.write("net.yaml", config)
    for (name, data) in files { try put(data, name, in: repository) }
    try repository.commit()
    return repository
  }

  private func put(_ data: Data, _ name: String, in repository: Repository) throws {
    try repository.scratch.write(name, "")
    try data.write(to: repository.scratch.url.appending(path: name))
  }

  private static let sizes = [(name: "model.embed_tokens.weight", size: 6), (name: "b", size: 2)]
  private static let unchanged = "no config changes\n"

  @Test func theConfigBesideWeightsIsThatOfTheRevision() throws {
    let tied = #"{"architectures": ["LlamaForCausalLM"], "tie_word_embeddings": true}"#
    let repository = try repository(
      "model: {from: ck/model.safetensors}\n",
      ["ck/model.safetensors": Self.safetensors(Self.sizes), "ck/config.json": Data(tied.utf8)])
    let same = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(same.status == 0 && same.output == Self.unchanged, "\(same)")
    try repository.scratch.write(
      "ck/config.json", tied.replacingOccurrences(of: "true", with: "false"))
    let run = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(run.status == 1 && run.output.contains("lm_head.weight"), "\(run)")
  }

  @Test func aFolderAndAnIndexAreReadOutOfTheRevision() throws {
    let index = #"{"weight_map": {"a.weight": "one.safetensors", "b.weight": "two.safetensors"}}"#
    for from in ["ck", "ck/model.safetensors.index.json"] {
      let repository = try repository(
        "model: {from: \(from)}\n",
        [
          "ck/model.safetensors.index.json": Data(index.utf8),
          "ck/one.safetensors": Self.safetensors([("a.weight", 3)]),
          "ck/two.safetensors": Self.safetensors([("b.weight", 4)]),
        ])
      let same = try repository.diff("--base", "HEAD", "--exit-code")
      #expect(same.status == 0 && same.output == Self.unchanged, "\(from): \(same)")
      try put(Self.safetensors([("b.weight", 5)]), "ck/two.safetensors", in: repository)
      let run = try repository.diff("--base", "HEAD", "--exit-code")
      #expect(run.status == 1 && run.output.contains("1 reshaped"), "\(from): \(run)")
    }
  }

  // MARK: Git LFS

  /// A repository whose weights git has as a pointer, and the disk as they are.
  private func repositoryWithPointer() throws -> (Repository, store: String) {
    let weights = Self.safetensors([("a.weight", 3)])
    let hash = String(repeating: "0123456789abcdef", count: 4)
    let pointer = """
      version https://git-lfs.github.com/spec/v1
      oid sha256:\(hash)
      size \(weights.count)

      """
    let repository = try repository(
      "model: {from: w.safetensors}\n", ["w.safetensors": Data(pointer.utf8)])
    try put(weights, "w.safetensors", in: repository)
    return (repository, ".git/lfs/objects/01/23/\(hash)")
  }

  @Test func whatGitHasAPointerOfIsReadFromWhereGitLFSKeepsIt() throws {
    let (repository, store) = try repositoryWithPointer()
    try put(Self.safetensors([("a.weight", 3)]), store, in: repository)
    let same = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(same.status == 0 && same.output == Self.unchanged, "\(same)")
    try put(Self.safetensors([("a.weight", 4)]), "w.safetensors", in: repository)
    let run = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(run.status == 1 && run.output.contains("1 reshaped"), "\(run)")
  }

  @Test(arguments: [
    // Nothing was fetched; something else lies there; what lies there lies elsewhere.
    "", "mkdir -p $(dirname $STORE); echo x >$STORE",
    "mkdir -p $(dirname $STORE); ln -s $PWD/w.safetensors $STORE",
    "mkdir -p .git/lfs other; ln -s $PWD/other .git/lfs/objects; mkdir -p $(dirname $STORE); cp w.safetensors $STORE",
  ])
  func aPointerWithoutItsFileIsNoMistakeOfTheConfig(script: String) throws {
    let (repository, store) = try repositoryWithPointer()
    let made = try repository.scratch.shell("set -e; " + script, environment: ["STORE": store])
    #expect(made.status == 0, "\(made.errors)")
    try repository.scratch.write("new.yaml", "model: ReLU()\n")
    let run = try repository.diff("HEAD:net.yaml", "new.yaml")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("had files that are not here"), "\(run)")
    #expect(
      words.contains("git has a pointer of Git LFS for it, and the file is not in .git/lfs"),
      "\(run)")
    #expect(words.contains("[invalid-from]; fetch it: git lfs fetch origin HEAD"), "\(run)")
  }

  @Test func besideALinkLiesWhatIsBesideItOnTheDisk() throws {
    let tied = #"{"architectures": ["LlamaForCausalLM"], "tie_word_embeddings": true}"#
    let repository = try Repository()
    try put(Self.safetensors(Self.sizes), "store/blob1", in: repository)
    try put(Data(tied.utf8), "snap/config.json", in: repository)
    _ = try repository.scratch.shell("ln -s ../store/blob1 snap/model.safetensors")
    try repository.scratch.write("net.yaml", "model: {from: snap/model.safetensors}\n")
    try repository.commit()
    try repository.scratch.write("net.yaml", "# new\nmodel: {from: snap/model.safetensors}\n")
    let run = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(run.output == Self.unchanged, "\(run)")
  }

  @Test func weightsThatAreGoneAreAnError() throws {
    let repository = try repository(
      "model: {from: w.safetensors}\n", ["w.safetensors": Self.safetensors(Self.sizes)])
    _ = try repository.scratch.shell("rm w.safetensors")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.status == 1 && run.errors.contains("cannot read w.safetensors"), "\(run)")
  }

  @Test func aFolderMayBeASubmodule() throws {
    let (inner, outer) = (try Repository(), try Repository())
    try put(Self.safetensors(Self.sizes), "model.safetensors", in: inner)
    try inner.commit()
    try outer.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    try outer.scratch.write("net.yaml", "model: {from: sub}\n")
    try outer.commit()
    let same = try outer.diff("--base", "HEAD", "--exit-code")
    #expect(same.status == 0 && same.output == Self.unchanged, "\(same)")
    try put(Self.safetensors([("b", 2)]), "sub/model.safetensors", in: outer)
    let run = try outer.diff("--base", "HEAD", "--exit-code")
    #expect(run.status == 1 && run.output.contains("1 parameter removed"), "\(run)")
  }

  @Test func ofALongFileTheStartSaysWhatIsAsked() throws {
    let long = [(name: "a", size: 17 << 20), (name: "b", size: 2)]
    let repository = try repository(
      "model: {from: w.safetensors}\n", ["w.safetensors": Self.safetensors(long)])
    let same = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(same.status == 0 && same.output == Self.unchanged, "\(same)")
    try put(Self.safetensors([("a", 3), ("b", 2)]), "w.safetensors", in: repository)
    let run = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(run.status == 1 && run.output.contains("1 reshaped"), "\(run)")
  }

  @Test func aPointerOfLFSIsTold() throws {
    let pointer = """
      version https://git-lfs.github.com/spec/v1
      oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
      size 12345

      """
    let repository = try repository(
      "model: {from: w.safetensors}\n", ["w.safetensors": Data(pointer.utf8)])
    try put(Self.safetensors([("a", 3)]), "w.safetensors", in: repository)
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.contains("LFS"), "\(run)")
  }
}

/// `diff --base` where the work tree is not what the index says, or git is told where to look.
@Suite struct DiffWorkTreeTests {
  private static let plan = "model: Linear(2, 2)\nrules: [{freeze: {parameter: weight}}]\n"

  private func repository(_ name: String = "a.yaml") throws -> Repository {
    let repository = try Repository()
    try repository.scratch.write(name, Self.plan)
    try repository.commit()
    return repository
  }

  private let thaw = "1 parameter newly trainable"

  @Test func aFileKeptFromTheIndexIsComparedWhereItIsThere() throws {
    let repository = try repository()
    try repository.git("update-index", "--skip-worktree", "a.yaml")
    #expect(try repository.diff("--base", "HEAD", "a.yaml").output == "no config changes\n")
    try repository.scratch.write("a.yaml", "model: Linear(2, 2)\n")
    for arguments in [["a.yaml"], []] {
      let run = try repository.diff(["--base", "HEAD"] + arguments)
      #expect(run.output.hasPrefix("a.yaml: \(thaw)"), "\(run)")
    }
  }

  @Test func aRenameIsFoundBeforeItIsStaged() throws {
    let repository = try repository()
    try repository.scratch.write("n/b.yaml", Self.plan.replacing("weight", with: "bias"))
    _ = try repository.scratch.shell("rm a.yaml")
    for arguments in [[], ["n"], ["n/b.yaml"]] {
      let run = try repository.diff(["--base", "HEAD"] + arguments)
      #expect(run.output.hasPrefix("a.yaml → n/b.yaml: \(thaw)"), "\(arguments): \(run)")
    }
  }

  @Test func relativeFoldersOfGitCountFromTheCurrentOne() throws {
    let repository = try repository()
    try repository.scratch.write("a.yaml", "model: Linear(2, 2)\n")
    try repository.scratch.write("sub/x", "")
    for environment in [["GIT_DIR": "../.git", "GIT_WORK_TREE": ".."], ["GIT_WORK_TREE": ".."]] {
      let run = try repository.diff("--base", "HEAD", in: "sub", environment: environment)
      #expect(run.output.hasPrefix("a.yaml: \(thaw)"), "\(environment): \(run)")
    }
  }

  @Test func dotsBehindALinkAreOfWhatItLeadsTo() throws {
    let repository = try repository("x/a.yaml")
    try repository.scratch.write("a.yaml", "model: Linear(7, 7)\n")
    try repository.scratch.write("x/y/z", "")
    _ = try repository.scratch.shell("ln -s x/y d")
    try repository.commit()
    try repository.scratch.write("x/a.yaml", "model: Linear(2, 2)\n")
    let run = try repository.diff("--base", "HEAD", "d/../a.yaml")
    #expect(run.output.hasPrefix("x/a.yaml: \(thaw)"), "\(run)")
  }
}
