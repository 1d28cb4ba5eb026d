import SystemPackage

/// The folders in which files may be read, whatever links in them say.
struct Enclosure: Sendable {
  /// Why a place is not inside.
  enum Refusal {
    case isOutside
    /// It lies in a folder of git's own, which holds secrets, and settings that run programs.
    case isOfGit
  }

  /// The folders, without links.
  let folders: [FilePath]

  /// Some folders, and all there is where files may be read elsewhere too.
  init(_ folders: [FilePath], allowsOutside: Bool) {
    self.folders = folders + (allowsOutside ? ["/"] : [])
  }

  /// Why a place is not inside; `nil` where it is.
  func refusal(of place: borrowing Place) -> Refusal? {
    let path = place.path
    let around = folders.filter { path.starts(with: $0) }
    if around.isEmpty { return .isOutside }
    guard let depth = place.namesToGit else { return nil }
    return around.contains { $0.components.count >= depth } ? nil : .isOfGit
  }
}
