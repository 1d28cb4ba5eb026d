import SystemPackage

/// The configs that a command's arguments stand for: files as they are, folders searched.
struct ConfigSearch {
  /// A file to check.
  enum Entry: Sendable {
    /// One that was named.
    case named(String)
    /// One that was found in a folder, and so may be no config at all.
    case found(FilePath, Enclosure)
    /// What may hold configs and cannot be read.
    case unreadable(FilePath, FileError)
    /// A link to a folder that is not searched.
    case refused(FilePath, String)

    /// Where it is.
    var path: FilePath? {
      switch self {
      case .named(let argument): FilePath(argument)
      case .found(let path, _), .unreadable(let path, _), .refused(let path, _): path
      }
    }
  }

  /// The files, in the order of the arguments, folders in the order of names; each path once.
  private(set) var entries: [Entry] = []
  /// The folders that were given and share nothing with earlier ones, each with the paths that a search of it comes to.
  private(set) var folders: [(argument: String, paths: Set<FilePath>)] = []
  private let configs: DiskConfigs
  private var visited: Set<FilePath> = []
  /// What the search at hand came to.
  private var reached: Set<FilePath> = []
  /// The folders that were searched for earlier arguments, and whether one was met again.
  private var earlier: Set<FilePath> = []
  private var meetsEarlier = false
  private var indices: [FilePath: Int] = [:]

  init(_ arguments: [String], _ configs: DiskConfigs) {
    self.configs = configs
    for argument in arguments {
      let path = FilePath(argument)
      if argument != "-", Files.kind(of: path) == .folder {
        let folder = Place(path).path
        if let repository = configs.repository(leftBy: path, to: folder) {
          let reason = Enclosure.Refusal.isOutside.ofLink(in: repository)
          add(path, .unreadable(path, FileError(refusal: reason)))
        } else {
          reached = []
          search(path, configs.enclosure(ofSearch: folder))
          // What is in a folder that was searched for an earlier argument is told for that one.
          if !meetsEarlier { folders.append((argument, reached)) }
          earlier = visited
          meetsEarlier = false
        }
      } else if let index = indices[path] {
        entries[index] = .named(argument)
      } else {
        add(path, .named(argument))
      }
    }
  }

  private mutating func search(_ folder: FilePath, _ enclosure: Enclosure) {
    for (name, kind) in list(folder, enclosure) {
      // The names of the current folder stand alone.
      let path = folder == "." ? FilePath(root: nil, [name]) : folder.appending(name)
      // Most links lead to files of other names: the system knows that at once.
      if kind == .link, !path.isYAML, Files.kind(of: path) == .regular { continue }
      do throws(FileError) {
        switch kind == .link ? try Place(path).kind() : kind {
        case .folder: search(path, enclosure)
        case .regular: if path.isYAML { add(path, .found(path, enclosure)) }
        // A pipe or a device holds no config, and reading it might never end.
        case .special, .link: continue
        }
      } catch {
        // Of a link that leads nowhere this is said when it is read; one of another name would be no
        // config either.
        if path.isYAML {
          add(path, .found(path, enclosure))
        } else if !error.isAbsence, !error.isLoop {
          add(path, .unreadable(path, error))
        }
      }
    }
  }

  /// What is in a folder; nothing where it is not searched, which is noted, or was before.
  private mutating func list(_ folder: FilePath, _ enclosure: Enclosure)
    -> [(name: FilePath.Component, kind: Files.Kind)]
  {
    let place = Place(folder)
    if let refusal = enclosure.refusal(of: place) {
      add(folder, .refused(folder, refusal.ofLink(in: enclosure)))
      return []
    }
    do throws(FileError) {
      // A symbolic link may lead back into a folder around it.
      if place.failure == nil, !visited.insert(place.path).inserted {
        if earlier.contains(place.path) { meetsEarlier = true }
        return []
      }
      return try Files.entries(of: place.open(waits: false))
    } catch {
      add(folder, .unreadable(folder, error))
      return []
    }
  }

  private mutating func add(_ path: FilePath, _ entry: Entry) {
    reached.insert(path)
    guard indices[path] == nil else { return }
    indices[path] = entries.count
    entries.append(entry)
  }
}
