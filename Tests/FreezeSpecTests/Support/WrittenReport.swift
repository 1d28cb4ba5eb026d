@testable import FreezeSpec

/// What a report writes.
func written(_ write: (inout OutputBuffer) -> Void) -> [UInt8] {
  var out = OutputBuffer()
  write(&out)
  return out.finish()
}
