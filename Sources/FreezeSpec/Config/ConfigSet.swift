/// A config with the configs that its `from` entries name.
struct ConfigSet: Sendable {
  /// One file.
  struct Entry: Sendable {
    var config: FreezeConfig
    /// The index of the file that each of its references names.
    var references: [FileReference: Int]
    /// What the file says where it is no config but a checkpoint.
    var checkpoint: Checkpoint?
  }

  /// The files; the first is the one that was asked for.
  var entries: [Entry]
  /// The bytes of YAML in all of them.
  var bytes: Int

  /// The config that was asked for.
  var main: FreezeConfig { entries[0].config }
}
