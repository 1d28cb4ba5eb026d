import FreezeSpec
import SystemPackage

/// The configs of a revision and of the work tree that may differ, by their paths from the root.
struct BaseCandidates {
  /// The configs of the revision.
  private(set) var old: [FilePath: ConfigFile] = [:]
  /// The configs of the work tree.
  private(set) var new: [FilePath: ConfigFile] = [:]
  /// The configs of the revision that nothing was asked of and that are gone: what is asked about may
  /// have come from there.
  private(set) var elsewhere: [FilePath: ConfigFile] = [:]

  init(_ arguments: [String], base: GitConfigs, options: ConfigOptions) throws {
    let tree = base.tree
    let git = tree.git
    let workTree = try GitWorkTree(of: git)
    let scope = try BaseScope(
      arguments, git, tracked: Array(tree.entries.keys) + Array(workTree.absent))
    // A file that is named counts, be it ignored by git.
    for path in workTree.files.union(scope.named) where scope.contains(path) {
      new[path] = try? options.configs.openFound(git.root.pushing(path), as: path.shown)
    }
    // What a sparse checkout leaves out was not removed.
    let tracked = tree.entries.filter { !workTree.absent.contains($0.key) && $0.value.isBlob }
    let paths = tracked.keys.filter(scope.contains)
    try tree.fetch(paths)
    for path in paths {
      old[path] = try base.open(path)
      // Git does not know what a link out of the repository led to.
      if old[path] == nil, tracked[path]?.isLink == true, let file = new[path],
        git.pathFromRoot(file.location) == nil
      {
        new[path] = nil
      }
    }
    for path in scope.named where tree.entries[path] == nil {
      if Files.kind(of: git.root.pushing(path)) != nil { continue }
      throw Failure("there is no \(path.shown), neither here nor at \(base.revision)")
    }
    for path in Set(old.keys).union(new.keys) where !mayDiffer(path, scope) {
      old[path] = nil
      new[path] = nil
    }
    if scope.isEverything || new.keys.allSatisfy({ old[$0] != nil }) { return }
    let others = tracked.filter { path, entry in
      !entry.isLink && path.isYAML && !scope.contains(path) && !workTree.files.contains(path)
    }
    try tree.fetch(others.keys)
    for path in others.keys {
      guard let file = try base.open(path), ConfigFile.isConfig(file.bytes) else { continue }
      elsewhere[path] = file
    }
  }

  /// Whether there is a config on either side, and it does not surely stay as it is.
  ///
  /// A file that is a config on neither side is none of ours, a template say.
  private func mayDiffer(_ path: FilePath, _ scope: BaseScope) -> Bool {
    let sides = [old[path], new[path]].compactMap(\.self)
    guard scope.named.contains(path) || sides.contains(where: { ConfigFile.isConfig($0.bytes) })
    else { return false }
    return sides.count < 2 || sides[0].bytes != sides[1].bytes || mayNameFiles(sides[0].bytes)
  }

  /// Whether a file may name others, which may change while it stays as it is: in plain letters, by an
  /// escape, or in UTF-16.
  private func mayNameFiles(_ bytes: [UInt8]) -> Bool {
    let reference = Array("from".utf8)
    return bytes.indices.contains { index in
      switch bytes[index] {
      case 0, UInt8(ascii: "\\"): true
      case reference[0]: bytes[index...].starts(with: reference)
      default: false
      }
    }
  }
}
