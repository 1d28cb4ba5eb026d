import SystemPackage

/// What keeps git from doing more than to read the repository that it is asked about.
///
/// A repository's settings may come from anybody: with an archive, with a shared folder, or as a bare
/// repository inside of another one. Git starts the programs that they name, and fetches from where they
/// say. Each entry turns one way of that off, and says which.
enum GitPrecautions {
  /// Settings that are laid over the repository's own.
  static let settings: [(setting: String, value: String, reason: String)] = [
    ("core.fsmonitor", "false", "names a program that tells what changed in the work tree"),
    ("core.hooksPath", "/dev/null", "says where programs are that run at many occasions"),
    ("core.excludesFile", "/dev/null", "is a list of ignored files, which must not hide a config"),
    ("core.attributesFile", "/dev/null", "is a file anywhere, and tells of filters and drivers"),
    ("core.pager", "cat", "names a program that shows what is printed"),
    ("core.editor", "false", "names a program"),
    ("core.askPass", "false", "names a program that asks for a password"),
    ("core.sshCommand", "false", "names a program that reaches a remote over SSH"),
    ("core.gitProxy", "false", "names a program that reaches a remote by git's own protocol"),
    (
      "core.alternateRefsCommand", "false",
      "names a program that lists the commits of another clone"
    ),
    ("core.untrackedCache", "false", "may be written into the index"),
    (
      "credential.helper", "", "names programs that know passwords; nothing forgets those before it"
    ),
    ("diff.external", "", "names a program that compares files"),
    ("gpg.program", "false", "names a program that checks signatures"),
    ("protocol.allow", "never", "lets git reach remotes"),
    ("safe.bareRepository", "explicit", "lets a folder of the work tree pass for a repository"),
    (
      "submodule.recurse", "false",
      "lets commands go on into submodules, with settings of their own"
    ),
  ]

  /// Variables that are set.
  static let variables: [(variable: String, value: String, reason: String)] = [
    ("LC_ALL", "C", "messages are in English, since one of them is looked for"),
    ("GIT_TERMINAL_PROMPT", "0", "nobody is asked for a password"),
    ("GIT_OPTIONAL_LOCKS", "0", "the index is not written, which could disturb another git"),
    ("GIT_NO_REPLACE_OBJECTS", "1", "an object is what its name says"),
    (
      "GIT_NO_LAZY_FETCH", "1",
      "a missing object is not fetched from a remote, whatever that starts"
    ),
    ("GIT_ALLOW_PROTOCOL", "", "the same for a git before 2.39.4, which would start its transport"),
    ("GIT_ATTR_NOSYSTEM", "1", "the system's attributes do not matter"),
    ("GIT_PROTOCOL_FROM_USER", "0", "nor do protocols that only a person may ask for"),
    ("GIT_LITERAL_PATHSPECS", "1", "a path is no pattern"),
  ]

  /// Variables of git's that it gets as they are.
  ///
  /// They say where the repository is and which settings are the user's own. All others are kept from
  /// it, such as those that name programs, or files to write a trace to.
  static let inherited: Set<String> = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_EXEC_PATH",
  ]

  /// Variables of folders, which count from the current one.
  private static let folders = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"]

  /// The value of a variable for a git that works in any folder.
  private static func absolute(_ value: [UInt8], of name: [UInt8]) -> [UInt8] {
    guard folders.contains(where: { name.elementsEqual($0.utf8) }),
      let path = FilePath(bytes: value), !path.isEmpty
    else { return value }
    return Files.here.pushing(path).bytes
  }

  /// What stands between `git` and its command.
  static var options: [String] {
    ["--no-pager"] + settings.flatMap { ["-c", "\($0.setting)=\($0.value)"] }
  }

  /// The variables that git gets, of those of this process.
  static func environment(from own: [(name: [UInt8], value: [UInt8])]) -> [[UInt8]] {
    let set = Set(variables.map { Array($0.variable.utf8) })
    let known = Set(inherited.map { Array($0.utf8) })
    let kept = own.filter { name, _ in
      if set.contains(name) { return false }
      return !name.starts(with: "GIT_".utf8) || known.contains(name)
        // Settings of the user's, by numbers.
        || name.starts(with: "GIT_CONFIG_KEY_".utf8) || name.starts(with: "GIT_CONFIG_VALUE_".utf8)
    }
    return kept.map { $0.name + [UInt8(ascii: "=")] + absolute($0.value, of: $0.name) }
      + variables.map { Array("\($0.variable)=\($0.value)".utf8) }
  }
}
