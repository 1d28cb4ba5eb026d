import Foundation

@testable import FreezeSpec

/// A config and the files that its `from` names, found by their paths.
struct ConfigFiles {
  /// The config itself.
  let main: ConfigFile
  /// Finds the others, and the config itself.
  let reader: ReferenceReader

  /// - Parameters:
  ///   - path: The path of the config.
  ///   - bytes: The bytes of a file; `nil` where there is none of the path.
  init(_ path: String, bytes: @escaping (String) -> [UInt8]?) {
    main = ConfigFile(path: path, bytes: bytes(path) ?? [])
    reader = ReferenceReader { reference, referrer in
      let folder = (referrer.path as NSString).deletingLastPathComponent as NSString
      let path = (folder.appendingPathComponent(reference) as NSString).standardizingPath
      guard let bytes = bytes(path) else {
        return .failure(
          ConfigFileError(
            "cannot read \(path): no such file or directory",
            help: ["the path is relative to the file in which it stands"]))
      }
      return .success(ConfigFile(path: path, bytes: bytes))
    }
  }

  /// What comes of the config up to its plan.
  var outcome: PlanOutcome { FreezePlan.make(from: main, reader: reader) }
}
