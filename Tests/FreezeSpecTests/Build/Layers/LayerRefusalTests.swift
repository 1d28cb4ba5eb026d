import Testing

@testable import FreezeSpec

/// What a refused call says; that PyTorch refuses it too is for `CatalogueGoldenTests`.
@Suite struct LayerRefusalTests {
  @Test(arguments: [
    ("Conv2d(3, 64, 7.0)", "7.0", "kernel_size must be an int, not float (7.0)"),
    ("Conv2d(-8, 64, 3, groups=2)", "-8", "in_channels is negative (-8), which no size can be"),
    ("Conv2d(8, 9, 3, groups=4)", "4", "groups=4 does not divide out_channels=9"),
    (#"Conv2d(3, 64, 3, padding="full")"#, #""full""#, "padding cannot be 'full'"),
    (#"Conv2d(3, 64, 3, 2, "same")"#, #""same""#, "padding='same' needs a stride of 1"),
    (#"Conv2d(3, 8, 1, device="gpu")"#, #""gpu""#, "device cannot be 'gpu'"),
    (
      #"ConvTranspose2d(3, 8, 2, padding_mode="reflect")"#, #""reflect""#,
      "padding_mode can only be 'zeros', not 'reflect'"
    ),
    (
      "BatchNorm2d(64, dtype=torch.int32)", "torch.int32",
      "weight of type torch.int32 cannot require gradients"
    ),
    ("LayerNorm(8.0)", "8.0", "normalized_shape must be an int or a tuple of ints, not float"),
    ("GroupNorm(3, 8)", "3", "num_groups=3 does not divide num_channels=8"),
    ("GroupNorm(0, 8)", "0", "num_groups=0 does not divide num_channels=8"),
    (#"GroupNorm(2, "8")"#, #""8""#, "num_channels must be a number, not str ('8')"),
    ("Dropout(1.5)", "1.5", "p is a probability and must lie between 0 and 1, not 1.5"),
    ("Embedding(10, 3, -11)", "-11", "padding_idx=-11 is not within num_embeddings=10"),
    ("Embedding(10, 3, _weight=1)", "1", "_weight takes a tensor, which no config can give"),
    (
      "Linear(2, 3, dtype=torch.float8_e5m2)", "torch.float8_e5m2",
      "PyTorch cannot fill weight with random numbers of type torch.float8_e5m2"
    ),
    (
      "FractionalMaxPool2d(3, 2, 0.5)", "0.5",
      "either output_size or output_ratio must be given, and not both"
    ),
    ("Unflatten(1, 4)", "4", "unflattened_size must be a tuple of ints, not 4"),
    (
      #"Upsample(scale_factor="wide")"#, #""wide""#,
      "scale_factor must be a number or a tuple of numbers, not 'wide'"
    ),
  ])
  func aRefusalPointsAtTheArgumentAndNamesIt(call: String, argument: String, message: String) throws
  {
    let built = BuiltConfig(call: call)
    let finding = try #require(built.diagnostics.first)
    #expect(built.diagnostics.count == 1)
    #expect(finding.message.hasSuffix(": " + message))
    #expect(finding.span.map(built.sources.text) == argument)
  }
}
