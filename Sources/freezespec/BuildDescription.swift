import CBuildInfo
import FreezeSpec

/// What `--version` prints: the version, and which build of it this is.
///
///     freezespec 0.1.0 (687af6a1b2c3 of 2026-11-26, static release build for x86_64 Linux)
enum BuildDescription {
  static var text: String {
    let commit = String(cString: freezespec_commit)
    let linkage = String(cString: freezespec_linkage)
    let build = linkage.isEmpty ? kind : "\(linkage) \(kind)"
    let origin = commit.isEmpty ? "" : commit + ", "
    return "freezespec \(freezespecVersion) (\(origin)\(build) build for \(platform))"
  }

  private static var kind: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  private static var platform: String { "\(architecture) \(system)" }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "another architecture's"
    #endif
  }

  private static var system: String {
    #if os(Linux)
      "Linux"
    #elseif os(macOS)
      "macOS"
    #else
      "another system"
    #endif
  }
}
