/// A diff for a terminal.
public struct DiffTextReport: Sendable {
  public var columns: Int
  public var usesColour: Bool
  public init(columns: Int = 80, usesColour: Bool = false) { self.columns = columns; self.usesColour = usesColour }
  public func render(_ changes: [ConfigChange]) -> [UInt8] { Array("\(changes)\n".utf8) }
}
/// md
public struct DiffMarkdownReport: Sendable {
  public init() {}
  public func render(_ changes: [ConfigChange]) -> [UInt8] { [] }
}
/// json
public struct DiffJSONReport: Sendable {
  public init() {}
  public func render(_ changes: [ConfigChange]) -> [UInt8] { [] }
}
