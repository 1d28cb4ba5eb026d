import Foundation
import Testing

/// Repositories whose settings want git to do more than to read them.
@Suite struct HostileGitTests {
  /// A way to have a program run.
  struct Trap: Sendable, CustomTestStringConvertible {
    let name: String
    /// Sets it, as a script in the repository; `$EVIL` is the program.
    let script: String
    /// A command of git's own that steps into it; nothing where none of those that are run here does.
    var proof = ""
    /// Variables for the command alone.
    var environment: [String: String] = [:]

    var testDescription: String { name }
  }

  /// Makes the clone one that lacks the blob of a.yaml and may fetch it.
  private static let promise = """
    git config core.repositoryformatversion 1
    git config extensions.partialClone o
    git config remote.o.promisor true
    object=$(git rev-parse HEAD:a.yaml)
    rm -f ".git/objects/${object:0:2}/${object:2}"

    """
  private static let fetch = "git cat-file -p HEAD:a.yaml"

  static let traps = [
    Trap(
      name: "core.sshCommand of a promised blob",
      script: promise + "git config remote.o.url ssh://x/y; git config core.sshCommand $EVIL",
      proof: fetch),
    Trap(
      name: "uploadpack of a promised blob",
      script: promise + "git config remote.o.url .; git config remote.o.uploadpack $EVIL",
      proof: fetch),
    Trap(
      name: "core.gitProxy of a promised blob",
      script: promise + "git config remote.o.url git://x/y; git config core.gitProxy $EVIL",
      proof: fetch),
    Trap(
      name: "ext:: of a promised blob",
      script: promise
        + "git config remote.o.url \"ext::$EVIL\"; git config protocol.ext.allow always",
      proof: fetch),
    Trap(
      name: "a bundle's place of a promised blob, rewritten by insteadOf",
      script: promise
        + "git config remote.o.url x:y; git config url.ssh://h/.insteadOf x:; git config core.sshCommand $EVIL",
      proof: fetch),
    Trap(
      name: "credential.helper and core.askPass of a promised blob",
      script: promise
        + "git config remote.o.url https://127.0.0.1:1/; git config credential.helper $EVIL; "
        + "git config core.askPass $EVIL"),
    Trap(
      name: "core.fsmonitor", script: "git config core.fsmonitor $EVIL", proof: "git status"),
    Trap(
      name: "core.fsmonitor by include",
      script: "printf '[core]\\nfsmonitor=%s\\n' $EVIL >.git/more; git config include.path more",
      proof: "git status"),
    Trap(
      name: "core.fsmonitor by includeIf",
      script: "printf '[core]\\nfsmonitor=%s\\n' $EVIL >.git/more; "
        + "git config includeIf.onbranch:main.path more",
      proof: "git status"),
    Trap(
      name: "core.fsmonitor of a worktree's settings",
      script: "git config extensions.worktreeConfig true; "
        + "git config --worktree core.fsmonitor $EVIL",
      proof: "git status"),
    Trap(
      name: "hooks", script: "cp $EVIL .git/hooks/post-index-change",
      proof: "touch b.yaml; git update-index --force-write-index"),
    Trap(
      name: "core.hooksPath",
      script: "mkdir hooks; cp $EVIL hooks/post-index-change; git config core.hooksPath hooks",
      proof: "touch b.yaml; git update-index --force-write-index"),
    Trap(
      name: "diff.external and drivers",
      script: """
        git config diff.external $EVIL; git config diff.d.textconv $EVIL
        git config diff.d.command $EVIL; echo '*.yaml diff=d' >.gitattributes
        """,
      proof: "git diff"),
    Trap(
      name: "filters",
      script: """
        for kind in clean smudge process; do git config filter.f.$kind $EVIL; done
        echo '*.yaml filter=f' >.gitattributes
        """,
      proof: "git status"),
    Trap(
      name: "programs of people",
      script: """
        for key in core.pager core.editor sequence.editor gpg.program pager.ls-tree pager.cat-file \\
          pager.rev-parse core.alternateRefsCommand; do git config $key $EVIL; done
        for name in ls-tree ls-files cat-file rev-parse; do git config alias.$name "!$EVIL"; done
        """),
    Trap(
      name: "a submodule",
      script: """
        git init -q sub; git -C sub config core.fsmonitor $EVIL; echo 'model: ReLU()' >sub/c.yaml
        git -C sub add .; git -C sub -c user.name=x -c user.email=x@y commit -qm x
        git -c advice.addEmbeddedRepo=false add sub; git config submodule.recurse true
        """,
      proof: "git -C sub status"),
    Trap(
      name: "variables", script: "",
      environment: [
        "GIT_TRACE": "$MARK", "GIT_TRACE_SETUP": "$MARK", "GIT_TRACE2": "$MARK",
        "GIT_TRACE2_EVENT": "$MARK", "GIT_TRACE2_PERF": "$MARK", "GIT_TRACE_PACK_ACCESS": "$MARK",
        "GIT_SSH": "$EVIL", "GIT_SSH_COMMAND": "$EVIL", "GIT_EXTERNAL_DIFF": "$EVIL",
        "GIT_PAGER": "$EVIL", "GIT_ASKPASS": "$EVIL", "GIT_PROXY_COMMAND": "$EVIL",
        "GIT_NO_LAZY_FETCH": "0", "GIT_ALLOW_PROTOCOL": "ssh:ext",
      ]),
  ]

  private func trapped(_ trap: Trap) throws -> (Repository, mark: String, evil: String) {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", "model: Linear(1, 1)\n")
    try repository.scratch.write("b.yaml", "model: Linear(2, 1)\n")
    try repository.commit()
    try repository.scratch.write("a.yaml", "model: Linear(1, 3)\n")
    let mark = repository.path + "/.git/mark"
    let evil = repository.path + "/.git/evil"
    try repository.scratch.write(".git/evil", "#!/bin/sh\ntouch \(mark)\nexit 1\n")
    _ = try repository.scratch.shell("chmod +x .git/evil")
    let made = try repository.scratch.shell(
      "set -e\n" + trap.script, environment: ["EVIL": evil])
    try #require(made.status == 0, "\(made.errors)")
    return (repository, mark, evil)
  }

  @Test(arguments: traps) func aRepositoryRunsNoProgram(trap: Trap) throws {
    let (repository, mark, evil) = try trapped(trap)
    if !trap.proof.isEmpty {
      _ = try repository.scratch.shell(trap.proof)
      try #require(FileManager.default.fileExists(atPath: mark), "the trap is none")
      try FileManager.default.removeItem(atPath: mark)
    }
    let environment = trap.environment.mapValues {
      $0.replacing("$MARK", with: mark).replacing("$EVIL", with: evil)
    }
    let lacksBlob = trap.script.contains("partialClone")
    for arguments in [
      ["--base", "HEAD"], ["HEAD:a.yaml", "a.yaml"], ["--base", "HEAD", "a.yaml"],
    ] {
      let run = try Command.run(
        program: Command.binary.path, ["diff"] + arguments, in: repository.path,
        environment: environment)
      #expect(run.status == (lacksBlob ? 2 : 0), "\(run.errors)")
      if lacksBlob { #expect(run.errors.contains("the clone is not whole"), "\(run.errors)") }
      #expect(!FileManager.default.fileExists(atPath: mark), "\(arguments)")
    }
  }

  /// Git learned to be told not to fetch in 2.39.4; that no protocol is allowed does for those before.
  @Test(arguments: traps.filter { $0.proof == fetch })
  func anOlderGitFetchesNothingEither(trap: Trap) throws {
    let (repository, mark, _) = try trapped(trap)
    try repository.scratch.write(
      ".git/bin/git",
      "#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nPATH=${PATH#*:} exec git \"$@\"\n")
    _ = try repository.scratch.shell("chmod +x .git/bin/git")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try Command.run(
      program: Command.binary.path, ["diff", "--base", "HEAD"], in: repository.path,
      environment: ["PATH": repository.path + "/.git/bin:" + path])
    #expect(run.status == 2, "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  // MARK: Elsewhere

  /// Somebody's repository, and a folder beside it that wants it read.
  private func secret() throws -> (Scratch, environment: [String: String]) {
    let scratch = try Scratch()
    try scratch.write("secret/s.yaml", "model: Secret()\n")
    let identity = ["GIT_CONFIG_GLOBAL": scratch.path + "/gitconfig"]
    try scratch.write("gitconfig", "[user]\nname=x\nemail=x@y\n[init]\ndefaultBranch=main\n")
    let made = try scratch.shell(
      """
      set -e; git init -q secret; git -C secret add .; git -C secret commit -qm x
      git init -q here; echo 'model: ReLU()' >here/h.yaml
      git -C here add .; git -C here commit -qm x
      """, environment: identity)
    try #require(made.status == 0, "\(made.errors)")
    return (scratch, identity)
  }

  @Test(arguments: [
    "git -C here config core.worktree \"$PWD/secret\"", "git -C here config core.worktree ../..",
    "rm -r here/.git; echo 'gitdir: ../secret/.git' >here/.git",
    "rm -r here/.git; ln -s ../secret/.git here/.git",
    "rm -r here/.git/objects here/.git/refs; echo \"$PWD/secret/.git\" >here/.git/commondir",
    "cd here/.git; rm -r objects refs; ln -s ../../secret/.git/{objects,refs} .",
    "cd here/.git; rmdir objects/pack; ln -s ../../../secret/.git/objects/pack objects/pack",
    "cd here/.git; rm -r refs/heads; ln -s ../../../secret/.git/refs/heads refs/heads",
    // Whose objects are read need not be known where what is read names a commit of them.
    """
    cd here/.git; $ALT
    ln -sf ../../../../secret/.git/refs/heads/main refs/heads/main
    """,
    """
    cd here/.git; $ALT; mkdir foo; ln -s ../../../secret/.git/refs/heads/main foo/x
    echo 'ref: foo/x' >refs/heads/main
    """,
    "cd here/.git; $ALT; ln -s ../../secret/.git foo; echo 'ref: foo/refs/heads/main' >refs/heads/main",
    """
    cd here/.git; $ALT; mkdir -p worktrees/x; echo 'ref: worktrees/x/HEAD' >refs/heads/main
    ln -s ../../../../secret/.git/refs/heads/main worktrees/x/HEAD
    """,
    """
    git -C secret gc -q; cd here/.git; for file in ../../secret/.git/objects/pack/*; do
      ln -s $PWD/$file objects/pack/.x.${file##*.}; done
    """,
    // Links to folders of its own, in which are others.
    """
    cd here/.git; mkdir a b; ln -s $PWD/../../secret/.git/refs/heads/* a; rm -r refs/heads objects/pack
    git -C ../../secret gc -q; ln -s $PWD/../../secret/.git/objects/pack/* b
    ln -s ../a refs/heads; ln -s ../b objects/pack
    """,
    """
    cd here/.git; mv objects own; ln -s own objects; git -C ../../secret gc -q
    ln -s $PWD/../../secret/.git/objects/pack/* own/pack
    """,
    """
    cd here/.git; $ALT; mkdir ../wt; ln -s ../../secret/.git/refs/heads/main ../wt/x; ln -s ../wt foo
    echo 'ref: foo/x' >refs/heads/main
    """,
    "cd here/.git; $ALT; ln -sf ../../../secret/.git/logs/HEAD logs/HEAD",
    "cd here/.git; $ALT; ln -sf ../../secret/.git/index index",
    "cd here/.git; $ALT; ln -sf ../../secret/.git/HEAD FETCH_HEAD",
    """
    cd secret/.git/objects; for object in ??/*; do
      mkdir -p ../../../here/.git/objects/${object%/*}
      ln -s $PWD/$object ../../../here/.git/objects/$object; done
    """,
    "git -C secret gc -q; cd here/.git/objects; ln -s $PWD/../../../secret/.git/objects/pack/* pack",
    """
    rm -r here/.git; git -C secret worktree add -q ../tree
    echo "gitdir: $PWD/secret/.git/worktrees/tree" >here/.git
    """,
  ])
  func aRepositoryThatSaysItIsElsewhereIsRefused(script: String) throws {
    let (scratch, environment) = try secret()
    try scratch.write("alternates", "../../../secret/.git/objects\n")
    let alternates = "cp ../../alternates objects/info/alternates"
    let made = try scratch.shell(
      "set -e; " + script, environment: environment.merging(["ALT": alternates]) { $1 })
    try #require(made.status == 0, "\(made.errors)")
    for arguments in ["--base HEAD", "HEAD:s.yaml h.yaml"] {
      let run = try scratch.shell("cd here; \"$FS\" diff \(arguments)", environment: environment)
      #expect(run.status == 2)
      #expect(run.errors.contains("allow it with --allow-outside"), "\(run.errors)")
      #expect(!(run.output + run.errors).contains("Secret"))
    }
  }

  @Test func worktreesAndSubmodulesAreCompared() throws {
    let (scratch, environment) = try secret()
    let made = try scratch.shell(
      """
      set -e; git -C here worktree add -q ../tree
      git -C here -c protocol.file.allow=always submodule --quiet add ../secret sub
      git init -q --separate-git-dir kept apart; echo 'model: ReLU()' >apart/h.yaml
      git -C apart add .; git -C apart commit -qm x
      """, environment: environment)
    try #require(made.status == 0, "\(made.errors)")
    for folder in ["tree", "here/sub"] {
      let run = try scratch.shell(
        "cd \(folder); \"$FS\" diff --base HEAD", environment: environment)
      #expect(run.status == 0 && run.output == "no config changes\n", "\(folder) \(run)")
    }
    // One that is kept apart looks like one that is another's.
    let apart = try scratch.shell(
      "cd apart; \"$FS\" diff --base HEAD --allow-outside", environment: environment)
    #expect(apart.output == "no config changes\n", "\(apart)")
  }

  @Test func aBareRepositoryInTheWorkTreeIsNotAsked() throws {
    let (scratch, environment) = try secret()
    let made = try scratch.shell(
      """
      set -e; git clone -q --bare secret here/bare
      git -C here/bare config core.bare false; git -C here/bare config core.worktree ../
      printf '#!/bin/sh\\ntouch %s/mark\\n' "$PWD" >evil; chmod +x evil
      git -C here/bare config core.fsmonitor "$PWD/evil"
      """, environment: environment)
    try #require(made.status == 0, "\(made.errors)")
    let run = try scratch.shell(
      "cd here/bare; \"$FS\" diff HEAD:h.yaml HEAD:h.yaml", environment: environment)
    #expect(run.status == 0, "\(run)")
    #expect(!scratch.exists("mark"))
  }

  // MARK: Contents

  @Test func aLinkOutThatIsNewIsNotRead() throws {
    let (scratch, environment) = try secret()
    _ = try scratch.shell("ln -s ../secret/s.yaml here/s.yaml; ln -s ../secret here/all")
    let run = try scratch.shell("cd here; \"$FS\" diff --base HEAD", environment: environment)
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot read s.yaml: it leads out of"), "\(run.errors)")
    #expect(!(run.output + run.errors).contains("Secret"))
  }

  @Test func aFolderThatBecameALinkOutIsNotRead() throws {
    let (scratch, environment) = try secret()
    _ = try scratch.shell(
      """
      mkdir here/plans; echo 'model: ReLU()' >here/plans/s.yaml; git -C here add .
      git -C here commit -qm y; rm -r here/plans; ln -s ../secret here/plans
      """, environment: environment)
    let run = try scratch.shell("cd here; \"$FS\" diff --base HEAD", environment: environment)
    #expect(run.status == 2)
    #expect(!(run.output + run.errors).contains("Secret"), "\(run)")
  }

  @Test func aFileThatIsNamedLikeARevisionsIsNotTakenForIt() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", "model: Linear(1, 1)\n")
    try repository.commit()
    try repository.scratch.write("HEAD:a.yaml", "model: Linear(1, 2)\n")
    let run = try repository.diff("HEAD:a.yaml", "a.yaml")
    #expect(run.status == 2)
    #expect(run.errors.contains("is a file, and one of a revision too"), "\(run.errors)")
    #expect(try repository.diff("./HEAD:a.yaml", "a.yaml").status == 0)
  }

  @Test(.timeLimit(.minutes(10))) func aFewObjectsThatStandForManyFilesAreRefused() throws {
    let repository = try Repository()
    // Ten folders of ten folders and so on, all of them the same few objects.
    let made = try repository.scratch.shell(
      """
      set -e; object=$(echo 'model: ReLU()' | git hash-object -w --stdin); mode='100644 blob'
      for level in {1..9}; do
        object=$(for name in {0..9}; do
          printf '%s %s\t%s.yaml\n' "$mode" "$object" "$name"; done | git mktree)
        mode='040000 tree'
      done
      git update-ref refs/heads/bomb "$(git commit-tree -m x "$object")"
      """)
    try #require(made.status == 0, "\(made.errors)")
    let run = try repository.diff("--base", "bomb")
    #expect(run.status == 2)
    #expect(run.errors.contains("more files than"), "\(run.errors)")
  }

  @Test func aBlobThatIsLargeIsNotReadWhole() throws {
    let repository = try Repository()
    // 200 MB of one letter are 200 KB in git.
    _ = try repository.scratch.shell("head -c 200000000 /dev/zero | tr '\\0' '#' >a.yaml")
    try repository.commit()
    try repository.scratch.write("a.yaml", "model: ReLU()\n")
    let run = try repository.scratch.shell("ulimit -v 500000; \"$FS\" diff --base HEAD a.yaml")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("a.yaml had errors, and has none now"), "\(run.output)")
  }
}
