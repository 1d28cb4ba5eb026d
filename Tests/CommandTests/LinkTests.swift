import Foundation
import Synchronization
import Testing

/// Links out of a repository, and what git keeps for itself.
@Suite struct LinkTests {
  /// A repository beside a folder that is none of its business.
  private struct World {
    let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.write("repo/.git/HEAD", "ref: refs/heads/main\n")
      try scratch.write("repo/.git/config", "model: Secret()\n")
      try scratch.write("repo/.git/objects/x", "")
      try scratch.write("repo/.git/refs/x", "")
      try scratch.write("repo/.git/secret.yaml", "model: Secret()\n")
      try scratch.write("repo/plans/a.yaml", "model: Linear(1, 1)\n")
      try scratch.write("repo/shared/s.yaml", "model: Inner()\n")
      try scratch.write("outside/s.yaml", "model: Secret()\n")
      try scratch.write("outside/inner/t.yaml", "model: Secret()\n")
    }

    var repository: String { scratch.path + "/repo" }

    func run(_ arguments: String...) throws -> Command {
      try Command.run(program: Command.binary.path, arguments, in: repository)
    }
  }

  // MARK: Searches

  @Test(arguments: ["../../outside", "/", "../..", "../../outside/inner"])
  func aSearchDoesNotFollowALinkOutOfTheRepository(target: String) throws {
    let world = try World()
    try world.scratch.shell("ln -s \(target) repo/plans/all")
    let run = try world.run("check", "plans")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.hasPrefix("warning[link-not-followed]: plans/all is not searched: it leads"))
    #expect(run.errors.hasSuffix("\n\n1 warning\n"), "\(run.errors)")
    #expect(try world.run("check", "plans", "--strict").status == 1)
  }

  @Test func aSearchFollowsALinkOutWhereThatIsAllowed() throws {
    let world = try World()
    try world.scratch.shell("ln -s ../../outside repo/plans/all")
    let run = try world.run("check", "plans", "--allow-outside")
    #expect(run.errors.contains("--> plans/all/inner/t.yaml:1:8"), "\(run.errors)")
  }

  @Test func aSearchFollowsLinksInTheRepositoryOnce() throws {
    let world = try World()
    try world.scratch.shell(
      """
      cd repo; ln -s ../shared plans/shared; ln -s .. plans/up; ln -s "$PWD/shared" plans/whole
      ln -s ../shared/s.yaml plans/file.yaml
      """)
    let run = try world.run("check", "plans")
    #expect(run.status == 1)
    #expect(run.errors.contains("--> plans/file.yaml:1:8"), "\(run.errors)")
    // One file, whatever names it has.
    #expect(run.errors.hasSuffix("\n1 error\n"), "\(run.errors)")
  }

  @Test func aLinkOfAConfigsNameThatLeadsOutIsAnError() throws {
    let world = try World()
    try world.scratch.shell(
      "ln -s ../../outside/s.yaml repo/plans/s.yaml; ln -s /etc/passwd repo/plans/p.yaml")
    let run = try world.run("check", "plans")
    #expect(run.status == 2)
    for name in ["p", "s"] {
      #expect(run.errors.contains("cannot read plans/\(name).yaml: it leads out of "))
    }
    #expect(!run.errors.contains("Secret") && !run.errors.contains("root:"))
  }

  @Test(arguments: ["ln -s ../.git plans/git", "ln -s ../.git/secret.yaml plans/git.yaml"])
  func aSearchDoesNotFollowALinkIntoGitsFolder(link: String) throws {
    let world = try World()
    try world.scratch.shell("cd repo; \(link)")
    let run = try world.run("check", "plans", "--allow-outside")
    #expect(run.errors.contains("it leads into a folder of git's own"), "\(run.errors)")
    #expect(!run.errors.contains("Secret"))
  }

  @Test func aNamedFolderOfTheRepositoryIsInTheRepository() throws {
    let world = try World()
    try world.scratch.shell("ln -s ../outside repo/all; ln -s / repo/root; ln -s repo way")
    for name in ["all", "root", "all/inner"] {
      let run = try world.run("check", name)
      #expect(run.status == 2)
      #expect(run.errors.contains("cannot read \(name): it leads out of "), "\(run.errors)")
      #expect(!run.errors.contains("Secret"))
    }
    // What is not in the repository by its name may be anywhere.
    #expect(try world.run("check", "../outside").errors.contains("Secret"))
    #expect(try world.run("check", "../way/plans").status == 0)
    #expect(try world.run("check", "all", "--allow-outside").errors.contains("Secret"))
  }

  @Test func aDeepFolderIsSaidNotToBeSearched() throws {
    let world = try World()
    // The search begins just above what is too deep: each folder on the way takes its time.
    let run = try world.scratch.shell(
      """
      cd repo/plans
      for ((depth = $(pwd | tr -cd / | wc -c); depth < 255; depth++)); do mkdir d; cd d; done
      mkdir -p d/d/d; echo 'model: Deep()' >d/d/d/d.yaml
      "$FS" check .
      """)
    #expect(run.status == 2)
    #expect(run.errors.contains("it lies in more than 256 folders"))
  }

  // MARK: from

  @Test(arguments: [
    "../.git/config", "../.GIT/../.git/config", "../link/config", "../.git/secret.yaml",
    "../kept/config", "../nested/.git",
  ])
  func fromNamesNothingOfGits(reference: String) throws {
    let world = try World()
    try world.scratch.shell(
      """
      cd repo; ln -s .git link; cp -r .git kept; mkdir .GIT nested; echo 'model: Secret()' >nested/.git
      """)
    try world.scratch.write("repo/plans/b.yaml", "model: {from: \(reference)}\n")
    for options in [[], ["--allow-outside"]] {
      let run = try Command.run(
        program: Command.binary.path, ["check", "plans/b.yaml"] + options, in: world.repository)
      #expect(run.status == 1)
      #expect(run.errors.contains("`from` names a file of git's own"), "\(run.errors)")
      #expect(!run.errors.contains("Secret"))
    }
  }

  @Test(arguments: [
    "../../outside/s.yaml", "../../outside/missing.yaml", "out/s.yaml", "out/../s.yaml", "one.yaml",
    "out/missing.yaml", "/etc/passwd", "round/../../../outside/s.yaml",
    "/proc/self/cwd/../outside/s.yaml",
  ])
  func fromDoesNotLeaveTheRepositoryNorTellWhatIsThere(reference: String) throws {
    let world = try World()
    try world.scratch.shell(
      "cd repo/plans; ln -s ../../outside out; ln -s ../../outside/s.yaml one.yaml; ln -s . round")
    try world.scratch.write("repo/plans/b.yaml", "model: {from: \(reference)}\n")
    let run = try world.run("check", "plans/b.yaml")
    #expect(run.status == 1)
    // A link is followed before `..` is.
    let isInside = reference == "out/../s.yaml"
    #expect(run.errors.contains("`from` leaves \(world.repository)") || isInside, "\(run.errors)")
    #expect(!run.errors.contains("Secret"))
  }

  @Test(arguments: [
    "../shared/s.yaml", "round/round/../shared/s.yaml", "../../repo/shared/s.yaml", "in.yaml",
    "./.././shared/./s.yaml", "$ROOT/shared/s.yaml", "../../way/shared/s.yaml",
  ])
  func fromFollowsLinksInTheRepository(reference: String) throws {
    let world = try World()
    try world.scratch.shell(
      "ln -s repo way; cd repo/plans; ln -s . round; ln -s round/../shared/s.yaml in.yaml")
    let path = reference.replacing("$ROOT", with: world.repository)
    try world.scratch.write("repo/plans/b.yaml", "model: {from: \(path)}\n")
    let run = try world.run("check", "plans/b.yaml")
    #expect(run.status == 1 && run.errors.contains("no class `Inner`"), "\(run.errors)")
  }

  // MARK: Races

  /// A thread that makes a link of a folder, and a folder of the link, over and over.
  private final class Turner: Sendable {
    private let isDone = Mutex(false)
    let turns = Mutex(0)

    func start(_ folder: String, target: String) {
      symlink(target, folder + ".link")
      Thread.detachNewThread {
        while !self.isDone.withLock({ $0 }) {
          rename(folder, folder + ".kept")
          rename(folder + ".link", folder)
          rename(folder, folder + ".link")
          rename(folder + ".kept", folder)
          self.turns.withLock { $0 += 1 }
        }
      }
    }

    func stop() { isDone.withLock { $0 = true } }
  }

  @Test(.timeLimit(.minutes(10)))
  func nothingOutsideIsReadWhileAFolderTurnsIntoALink() throws {
    let world = try World()
    for number in 0..<8 {
      try world.scratch.write("repo/plans/\(number).yaml", "model: {from: ../turn/s.yaml}\n")
      try world.scratch.write("repo/plans/f\(number)/x.yaml", "model: {from: ../in.yaml}\n")
    }
    try world.scratch.shell(
      """
      cp -r repo/shared repo/turn; ln -s ../turn/s.yaml repo/plans/in.yaml
      ln -s ../turn repo/plans/all
      """)
    let turner = Turner()
    turner.start(world.repository + "/turn", target: "../outside")
    defer { turner.stop() }
    var inside = 0
    var refused = 0
    for count in 0..<40 where count < 8 || inside == 0 || refused == 0 {
      let run = try world.run("check", "plans")
      #expect(!run.errors.contains("Secret"))
      if run.errors.contains("Inner") { inside += 1 }
      if run.errors.contains("leaves") { refused += 1 }
    }
    // Both were met.
    #expect(inside > 0 && refused > 0 && turner.turns.withLock { $0 } > 20)
  }
}
