@testable import FreezeSpec

/// What a report writes.
func written(_ write: (inout OutputBuffer) -> Void) -> [UInt8] {
  var out = OutputBuffer()
  write(&out)
  return out.finish()
}

/// What `show` prints.
func written(_ model: Module) throws -> [UInt8] {
  var out = OutputBuffer()
  try ModelReport(model).write(to: &out)
  return out.finish()
}
