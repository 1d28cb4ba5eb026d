import Foundation
import SystemPackage
import Testing

@testable import freezespec

/// How a result takes its name.
@Suite struct NewFileTests {
  /// The two ways: without a name until it is whole, and for systems that have no such files.
  private static let ways: [@Sendable (NewFile, [UInt8]) throws -> Void] = [
    { file, bytes in try file.write { sink in sink(bytes) } },
    { file, bytes in try file.writeNamed { sink in sink(bytes) } },
  ]

  @Test(arguments: ways.indices) func aFileIsReplacedWhole(way: Int) throws {
    let scratch = try Scratch()
    try scratch.write("old", "old")
    let bytes = [UInt8](repeating: 0x61, count: 3_000_000)
    for name in ["old", "new"] {
      let file = NewFile(path: FilePath(scratch.path + "/" + name), mode: 0o640)
      try Self.ways[way](file, bytes)
      #expect(try scratch.read(name).utf8.count == bytes.count)
      #expect(try scratch.shell("stat -c %a \(name) || stat -f %Lp \(name)").output == "640\n")
    }
    #expect(try scratch.shell("ls -A").output == "new\nold\n")
  }

  @Test(arguments: ways.indices) func nothingIsLeftOfOneThatCannotTakeItsName(way: Int) throws {
    let scratch = try Scratch()
    try scratch.write("folder/file", "")
    let file = NewFile(path: FilePath(scratch.path + "/folder"), mode: nil)
    #expect(throws: FileError.self) { try Self.ways[way](file, [1]) }
    #expect(try scratch.shell("ls -A . folder").output == ".:\nfolder\n\nfolder:\nfile\n")
  }

  @Test(arguments: [true, false]) func nothingIsLeftOfOneThatCannotBeMade(isNamed: Bool) throws {
    let scratch = try Scratch()
    let file = NewFile(path: FilePath(scratch.path + "/file"), mode: nil)
    let content: Content = { sink in
      sink([UInt8](repeating: 0x61, count: 100_000))
      throw CancellationError()
    }
    #expect(throws: CancellationError.self) {
      if isNamed { try file.writeNamed(content) } else { try file.write(content) }
    }
    #expect(try scratch.shell("ls -A").output.isEmpty)
  }
}
