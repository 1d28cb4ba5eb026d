import Synchronization
import SystemPackage

/// The folder of the file that was read last of several: to go to it once for all its files takes less than
/// to go to each of them from the root.
final class LastFolder: Sendable {
  private final class Folder: Sendable {
    let path: FilePath
    let place: Place

    init(_ path: FilePath) {
      self.path = path
      var place = Place(path)
      place.enter()
      self.place = place
    }
  }

  private let last = Mutex<Folder?>(nil)

  /// The place of a file.
  func place(of path: FilePath) -> Place {
    guard let name = path.lastComponent else { return Place(path) }
    return Place(name, in: folder(path.folder).place) ?? Place(path)
  }

  private func folder(_ path: FilePath) -> Folder {
    if let known = last.withLock(\.self), known.path == path { return known }
    let folder = Folder(path)
    last.withLock { $0 = folder }
    return folder
  }
}
