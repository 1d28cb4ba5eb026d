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
  private let folders: [FilePath]
  /// The folder that files are told to leave, for messages.
  let outermost: FilePath

  /// A folder, with a repository around it where there is one; and all there is where files may be read
  /// elsewhere too.
  init(_ folder: FilePath, repository: FilePath? = nil, allowsOutside: Bool) {
    outermost = repository ?? folder
    folders = [folder, outermost] + (allowsOutside ? ["/"] : [])
  }

  /// Why a place is not inside; `nil` where it is, and where a shortage ended the way to it: then it
  /// cannot be opened either.
  func refusal(of place: borrowing Place) -> Refusal? {
    if place.failure?.isShortage == true { return nil }
    let path = place.path
    let around = folders.filter { path.starts(with: $0) }
    if around.isEmpty { return .isOutside }
    guard let depth = place.namesToGit else { return nil }
    return around.contains { $0.components.count >= depth } ? nil : .isOfGit
  }
}

extension Enclosure.Refusal {
  /// What is said of a link that is not followed.
  func ofLink(in enclosure: Enclosure) -> String {
    switch self {
    case .isOutside:
      "it leads out of \(enclosure.outermost.shown); --allow-outside follows it, if you trust it"
    case .isOfGit: "it leads into a folder of git's own"
    }
  }
}
