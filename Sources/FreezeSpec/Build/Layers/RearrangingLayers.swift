/// The classes of torch.nn that move elements about (`torch/nn/modules/flatten.py`, `fold.py`,
/// `pixelshuffle.py`, `channelshuffle.py`).
enum RearrangingLayers {
  static let all: [LayerClass] = [
    LayerClass("Flatten", "start_dim=1, end_dim=-1") {
      $0.repr("start_dim={start_dim}, end_dim={end_dim}")
    },
    LayerClass("Unflatten", "dim, unflattened_size") { layer in
      let size = layer["unflattened_size"]
      guard let sizes = size.items, sizes.allSatisfy({ $0.asInt != nil }) else {
        throw LayerError(
          "unflattened_size", "unflattened_size must be a tuple of ints, not \(brief(size))")
      }
      layer.repr("dim={dim}, unflattened_size={unflattened_size}")
    },
    LayerClass("Fold", "output_size, kernel_size, dilation=1, padding=0, stride=1") {
      $0.repr(
        """
        output_size={output_size}, kernel_size={kernel_size}, dilation={dilation}, \
        padding={padding}, stride={stride}
        """)
    },
    LayerClass("Unfold", "kernel_size, dilation=1, padding=0, stride=1") {
      $0.repr(
        """
        kernel_size={kernel_size}, dilation={dilation}, padding={padding}, stride={stride}
        """)
    },
    LayerClass("PixelShuffle", "upscale_factor") { $0.repr("upscale_factor={upscale_factor}") },
    LayerClass("PixelUnshuffle", "downscale_factor") {
      $0.repr("downscale_factor={downscale_factor}")
    },
    LayerClass("ChannelShuffle", "groups") { $0.repr("groups={groups}") },
  ]
}
