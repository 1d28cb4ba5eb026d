import Foundation

@testable import FreezeSpec

// The functions that libFuzzer calls: https://llvm.org/docs/LibFuzzer.html

/// The target that the environment names.
private let chosen: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    print("FUZZ_TARGET is one of", FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
    exit(2)
  }
  return target
}()

/// Feeds the chosen target with an input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  do {
    try chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    fatalError("\(error)")
  }
  return 0
}

/// libFuzzer's own mutator, of bytes.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

/// Changes an input by what it consists of in three of four rounds, and by its bytes in the others.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt
) -> Int {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let changed = chosen.mutated(input, seed: UInt64(seed)) else {
    return mutateBytes(start, count, room)
  }
  return put(changed, at: start, room)
}

/// Makes one input of two.
@_cdecl("LLVMFuzzerCustomCrossOver")
public func crossOver(
  _ first: UnsafePointer<UInt8>, _ firstCount: Int, _ second: UnsafePointer<UInt8>,
  _ secondCount: Int, _ out: UnsafeMutablePointer<UInt8>, _ room: Int, _ seed: CUnsignedInt
) -> Int {
  let head = Array(UnsafeBufferPointer(start: first, count: firstCount))
  let tail = Array(UnsafeBufferPointer(start: second, count: secondCount))
  if let crossed = chosen.crossed(head, tail, seed: UInt64(seed)) {
    return put(crossed, at: out, room)
  }
  var random = SplitMix(seed: UInt64(seed))
  return put(
    head.prefix(random.below(head.count + 1)) + tail.suffix(random.below(tail.count + 1)), at: out,
    room)
}

/// Gives libFuzzer as much of an input as it has room for.
private func put(_ bytes: [UInt8], at start: UnsafeMutablePointer<UInt8>, _ room: Int) -> Int {
  let kept = min(bytes.count, room)
  for index in 0..<kept { start[index] = bytes[index] }
  return kept
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// What SwiftPM links as `main`, in the place of libFuzzer's own.
@_cdecl("fuzz_main")
public func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  if let folder = ProcessInfo.processInfo.environment["FUZZ_PLANS"] {
    return savePlans(of: CommandLine.arguments.dropFirst(), in: folder)
  }
  _ = chosen
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, testOneInput)
}

/// Writes the plans of configs, for the target that reads plans to start from.
private func savePlans(of configs: some Collection<String>, in folder: String) -> CInt {
  for path in configs {
    guard let bytes = FileManager.default.contents(atPath: path) else { return 1 }
    let reader = ReferenceReader { _, _ in .failure(ConfigFileError("no other file is read")) }
    let file = ConfigFile(path: path, bytes: Array(bytes))
    guard let plan = FreezePlan.make(from: file, reader: reader).plan else { continue }
    let name = URL(filePath: path).lastPathComponent
    let json = plan.rendered(as: .json)
    guard FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(json)) else {
      return 1
    }
  }
  return 0
}
