// The functions that libFuzzer calls: https://llvm.org/docs/LibFuzzer.html

/// Feeds the chosen target with an input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// libFuzzer's own mutator, of bytes.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

/// Changes lines and words of configs in three of four rounds, and bytes in the others.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt
) -> Int {
  guard FuzzTarget.chosen.takesConfigs, seed % 4 != 0 else {
    return mutateBytes(start, count, room)
  }
  var mutator = ConfigMutator(seed: UInt64(seed))
  let changed = mutator.mutated(Array(UnsafeBufferPointer(start: start, count: count)))
  let kept = min(changed.count, room)
  for index in 0..<kept { start[index] = changed[index] }
  return kept
}

/// Takes the head of one input and the tail of another, at ends of lines.
@_cdecl("LLVMFuzzerCustomCrossOver")
public func crossOver(
  _ first: UnsafePointer<UInt8>, _ firstCount: Int, _ second: UnsafePointer<UInt8>,
  _ secondCount: Int, _ out: UnsafeMutablePointer<UInt8>, _ room: Int, _ seed: CUnsignedInt
) -> Int {
  var mutator = ConfigMutator(seed: UInt64(seed))
  let crossed = mutator.crossed(
    Array(UnsafeBufferPointer(start: first, count: firstCount)),
    Array(UnsafeBufferPointer(start: second, count: secondCount)))
  let kept = min(crossed.count, room)
  for index in 0..<kept { out[index] = crossed[index] }
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
  _ = FuzzTarget.chosen
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, testOneInput)
}
