/// Says where files lie in a checkout, as reviews name them: from its root, with slashes.
public struct CheckoutPaths: Hashable, Sendable {
  /// The folder that relative paths count from, absolute and without links.
  public var folder: String
  /// The checkout's root, absolute and without links.
  public var root: String

  /// Describes a checkout.
  public init(folder: String, root: String) {
    self.folder = folder
    self.root = root
  }

  /// A path from the root; an absolute path for a file outside the checkout, and `nil` for what is
  /// no file, such as standard input.
  func path(of file: String) -> String? {
    if file.isEmpty || file == "<stdin>" { return nil }
    var parts: [Substring] = []
    for part in (file.hasPrefix("/") ? file : folder + "/" + file).split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    let top = root.split(separator: "/")
    guard parts.count > top.count, parts.starts(with: top) else {
      return "/" + parts.joined(separator: "/")
    }
    return parts[top.count...].joined(separator: "/")
  }
}
