/// The names that `add_module` refuses since every module has them already.
enum ModuleAttributes {
  /// Those of `nn.Module`: methods, fields and what Python gives every object.
  static let module: Set<String> = [
    "T_destination", "__annotations__", "__call__", "__class__", "__delattr__", "__dict__",
    "__dir__", "__doc__", "__eq__", "__format__", "__ge__", "__getattr__", "__getattribute__",
    "__getstate__", "__gt__", "__hash__", "__init__", "__init_subclass__", "__le__", "__lt__",
    "__module__", "__ne__", "__new__", "__reduce__", "__reduce_ex__", "__repr__", "__setattr__",
    "__setstate__", "__sizeof__", "__str__", "__subclasshook__", "__weakref__", "_apply",
    "_backward_hooks", "_backward_pre_hooks", "_buffers", "_call_impl", "_compiled_call_impl",
    "_forward_hooks", "_forward_hooks_always_called", "_forward_hooks_with_kwargs",
    "_forward_pre_hooks", "_forward_pre_hooks_with_kwargs", "_get_backward_hooks",
    "_get_backward_pre_hooks", "_get_name", "_is_full_backward_hook", "_load_from_state_dict",
    "_load_state_dict_post_hooks", "_load_state_dict_pre_hooks",
    "_maybe_warn_non_full_backward_hook", "_modules", "_named_members",
    "_non_persistent_buffers_set", "_parameters", "_register_load_state_dict_pre_hook",
    "_register_state_dict_hook", "_replicate_for_data_parallel", "_save_to_state_dict",
    "_slow_forward", "_state_dict_hooks", "_state_dict_pre_hooks", "_version",
    "_wrapped_call_impl", "add_module", "apply", "bfloat16", "buffers", "call_super_init",
    "children", "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr",
    "float", "forward", "get_buffer", "get_extra_state", "get_parameter", "get_submodule",
    "half", "ipu", "load_state_dict", "modules", "mtia", "named_buffers", "named_children",
    "named_modules", "named_parameters", "parameters", "register_backward_hook",
    "register_buffer", "register_forward_hook", "register_forward_pre_hook",
    "register_full_backward_hook", "register_full_backward_pre_hook",
    "register_load_state_dict_post_hook", "register_load_state_dict_pre_hook",
    "register_module", "register_parameter", "register_state_dict_post_hook",
    "register_state_dict_pre_hook", "requires_grad_", "set_extra_state", "set_submodule",
    "share_memory", "state_dict", "to", "to_empty", "train", "training", "type", "xpu",
    "zero_grad",
  ]

  /// Those of `nn.ModuleDict` besides.
  static let moduleDict: Set<String> = [
    "__contains__", "__delitem__", "__getitem__", "__iter__", "__len__", "__setitem__", "clear",
    "items", "keys", "pop", "update", "values",
  ]

  /// The fields without which a `nn.ParameterDict` no longer works, so that none of its values can
  /// have their names.
  static let keptByParameterDict: Set<String> = [
    "__class__", "__dict__", "__weakref__", "_buffers", "_keys", "_modules", "_parameters",
  ]

  /// The methods that print it, which nothing but a module can have the name of: that is kept aside.
  static let calledByParameterDict: Set<String> = [
    "_get_name", "_key_to_attr", "extra_repr", "items",
  ]

  /// Python's `type(nn.ParameterDict.name).__name__`, seen on an object; nil where the class has no
  /// such attribute.
  static func classOfParameterDict(attribute name: String) -> String? {
    if let exception = exceptionsToMethods[name] { return exception }
    let isField = name == "training" || name.hasSuffix("_hooks") || fields.contains(name)
    if isField && !name.hasPrefix("_get_") { return nil }
    let isKnown = module.contains(name) || moduleDict.contains(name)
    return isKnown || parameterDict.contains(name) ? "method" : nil
  }

  /// What `nn.ParameterDict` has besides the methods of `nn.ModuleDict`.
  private static let parameterDict: Set<String> = [
    "__ior__", "__or__", "__reversed__", "__ror__", "_key_to_attr", "copy", "fromkeys", "get",
    "popitem", "setdefault",
  ]

  /// What an object has and its class has not, beside what is named after hooks: a module of such
  /// a name takes its place.
  private static let fields: Set<String> = [
    "_backward_hooks", "_forward_hooks_always_called", "_forward_hooks_with_kwargs",
    "_forward_pre_hooks_with_kwargs", "_is_full_backward_hook", "_non_persistent_buffers_set",
  ]

  /// The attributes of the class that are no methods written in Python.
  private static let exceptionsToMethods: [String: String] = {
    let namesByClass: [String: [String]] = [
      "TypeVar": ["T_destination"],
      "bool": ["call_super_init", "dump_patches"],
      "int": ["_version"],
      "dict": ["__annotations__"],
      "str": ["__doc__", "__module__"],
      "NoneType": ["_compiled_call_impl"],
      "method-wrapper": [
        "__eq__", "__ge__", "__getattribute__", "__gt__", "__hash__", "__le__", "__lt__", "__ne__",
        "__str__",
      ],
      "builtin_function_or_method": [
        "__format__", "__init_subclass__", "__new__", "__reduce__", "__reduce_ex__", "__sizeof__",
        "__subclasshook__",
      ],
    ]
    var classes: [String: String] = [:]
    for (name, attributes) in namesByClass {
      for attribute in attributes { classes[attribute] = name }
    }
    return classes
  }()
}
