/// The tensors of a module itself.
enum ModuleTensors: Sendable {
  /// Parameters and buffers, one by one.
  case listed([Parameter], [Buffer])
  /// What a template makes of some sizes: most modules of large models differ in these alone.
  case filled(LayerTemplate, LayerTemplate.Sizes)

  var parameterCount: Int {
    switch self {
    case .listed(let parameters, _): parameters.count
    case .filled(let template, _): template.parameterCount
    }
  }

  var bufferCount: Int {
    switch self {
    case .listed(_, let buffers): buffers.count
    case .filled(let template, _): template.bufferCount
    }
  }

  func parameter(_ index: Int) -> Parameter {
    switch self {
    case .listed(let parameters, _): parameters[index]
    case .filled(let template, let sizes): template.parameter(index, sizes)
    }
  }

  /// What is known of a parameter without its sizes.
  func traits(ofParameter index: Int) -> Parameter.Traits {
    switch self {
    case .listed(let parameters, _): parameters[index].traits
    case .filled(let template, _): template.traits(ofParameter: index)
    }
  }

  func buffer(_ index: Int) -> Buffer {
    switch self {
    case .listed(_, let buffers): buffers[index]
    case .filled(let template, let sizes): template.buffer(index, sizes)
    }
  }
}

extension Module {
  /// The parameters of a module itself.
  public struct Parameters: RandomAccessCollection, Sendable {
    let tensors: ModuleTensors

    /// The index of the first.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { tensors.parameterCount }
    /// One of them.
    public subscript(position: Int) -> Parameter { tensors.parameter(position) }
  }

  /// The buffers of a module itself.
  public struct Buffers: RandomAccessCollection, Sendable {
    let tensors: ModuleTensors

    /// The index of the first.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { tensors.bufferCount }
    /// One of them.
    public subscript(position: Int) -> Buffer { tensors.buffer(position) }
  }
}
