// Made by Scripts/generate.py from docs/config.schema.json: change that, and run it.

extension ConfigSchema {
  /// The whole file.
  static let json: StaticString = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "freezespec config",
      "description": "A PyTorch architecture, which of its parameters train, and a softmax temperature.",
      "type": "object",
      "required": ["model"],
      "additionalProperties": false,
      "properties": {
        "freezespec": {
          "description": "The version of this language.",
          "enum": [1, "1"],
          "default": 1
        },
        "name": {
          "description": "The plan's name; the file's name without its extension by default.",
          "$ref": "#/$defs/text"
        },
        "description": {
          "description": "What the plan is for.",
          "$ref": "#/$defs/text"
        },
        "dtype": {
          "description": "The type of parameters and buffers that state no other; float32 by default.",
          "$ref": "#/$defs/dtype"
        },
        "let": {
          "description": "Names for values, for use in expressions: `{dim: 768, hidden: 4 * dim}`.",
          "type": "object",
          "propertyNames": {"$ref": "#/$defs/identifier"},
          "additionalProperties": {"$ref": "#/$defs/argument"}
        },
        "classes": {
          "description": "Your own module classes, by name, which may have dots: `lora.Linear`.",
          "type": "object",
          "propertyNames": {"$ref": "#/$defs/className"},
          "additionalProperties": {"$ref": "#/$defs/class"}
        },
        "model": {
          "description": "The architecture: a sequence is an nn.Sequential, a text a constructor call.",
          "$ref": "#/$defs/module"
        },
        "tie": {
          "description": "Parameters that are one tensor, each a list of its names.",
          "type": "array",
          "items": {
            "description": "The names of one tensor.",
            "type": "array",
            "minItems": 2,
            "items": {"$ref": "#/$defs/text"}
          }
        },
        "rules": {
          "description": "What freezes and what trains, in order: the last rule that matches decides.",
          "type": "array",
          "items": {"$ref": "#/$defs/rule"}
        },
        "unknown": {
          "description": "What the checkpoint that the architecture was imported from does not tell: the `classes` of modules that are written without one; their `children`, of which there may be more, in another order; the `shapes` of those tensors that are written as [0].",
          "anyOf": [
            {"enum": ["classes", "children", "shapes"]},
            {"type": "array", "items": {"enum": ["classes", "children", "shapes"]}}
          ]
        },
        "unmatched": {
          "description": "What becomes of the parameters that no rule matches: they train, are frozen, or each needs a rule. Without it they train, and a warning tells of them where a rule says what trains.",
          "enum": ["train", "freeze", "error"]
        },
        "eval": {
          "description": "Modules that the training loop has to put into eval mode, after each model.train(): selectors, or `frozen` for every module with all its parameters frozen.",
          "anyOf": [
            {"$ref": "#/$defs/evalSelector"},
            {"type": "array", "items": {"$ref": "#/$defs/evalSelector"}}
          ]
        },
        "wrap": {
          "description": "The classes whose modules FSDP wraps, such as `[BertLayer]`.",
          "$ref": "#/$defs/texts"
        },
        "softmax": {
          "description": "A softmax with a temperature.",
          "type": "object",
          "required": ["temperature"],
          "additionalProperties": false,
          "properties": {
            "temperature": {
              "description": "By what the logits are divided; above 0. Below 1 it sharpens, above 1 it flattens. A list is a sweep.",
              "anyOf": [
                {"$ref": "#/$defs/temperature"},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/temperature"}}
              ]
            },
            "dim": {
              "description": "The dimension along which the probabilities sum to 1; -1, the last, by default.",
              "anyOf": [
                {"type": "integer"},
                {"type": "string", "pattern": "^ *[-+]?[0-9_]+ *$"}
              ]
            },
            "logits": {
              "description": "Numbers to preview: a list, or lists in it, all of one length. `-.inf` masks a class.",
              "$ref": "#/$defs/logits"
            },
            "teacher": {
              "description": "The logits of a teacher, shaped as `logits`: the preview adds the distillation loss.",
              "$ref": "#/$defs/logits"
            }
          }
        },
        "expect": {
          "description": "Assertions that hold the plan in place, checked on every run.",
          "type": "array",
          "items": {"$ref": "#/$defs/expectation"}
        }
      },
      "$defs": {
        "text": {"type": ["string", "number", "boolean"]},
        "texts": {
          "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/text"}}
          ]
        },
        "className": {
          "type": "string",
          "pattern": "^(?!(torch|nn)\\.)[^\\s0-9.(){}\\[\\]-][^\\s.(){}\\[\\]-]*(\\.[^\\s0-9.(){}\\[\\]-][^\\s.(){}\\[\\]-]*)*$"
        },
        "identifier": {"type": "string", "pattern": "^[^\\s0-9.(){}\\[\\]-][^\\s.(){}\\[\\]-]*$"},
        "dtype": {
          "anyOf": [
            {
              "enum": [
                "float32", "float64", "float16", "bfloat16",
                "float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu",
                "complex32", "complex64", "complex128"
              ]
            },
            {"enum": ["float", "double", "half", "cfloat", "cdouble", "chalf"]},
            {"type": "string", "pattern": "^torch\\.(b?float|complex|double|half|c(float|double|half)$)"}
          ]
        },
        "argument": {
          "description": "An expression in the part of Python that constructor calls use, a list, or a module.",
          "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "items": {"$ref": "#/$defs/argument"}},
            {"$ref": "#/$defs/moduleMapping"}
          ]
        },
        "module": {
          "anyOf": [
            {
              "description": "A constructor call, as print(model) shows it: `Linear(10, 20)`.",
              "type": "string",
              "minLength": 1
            },
            {
              "description": "A Sequential of these modules, named 0, 1, 2, …",
              "type": "array",
              "items": {"$ref": "#/$defs/module"}
            },
            {"$ref": "#/$defs/moduleMapping"}
          ]
        },
        "moduleMapping": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "class": {
              "description": "A class of torch.nn or one under `classes`; of a composite, its name alone.",
              "type": "string"
            },
            "args": {
              "description": "The arguments of the call, by name or in order.",
              "anyOf": [
                {"type": "object", "additionalProperties": {"$ref": "#/$defs/argument"}},
                {"type": "array", "items": {"$ref": "#/$defs/argument"}}
              ]
            },
            "parameters": {"$ref": "#/$defs/parameters"},
            "buffers": {"$ref": "#/$defs/buffers"},
            "children": {"$ref": "#/$defs/children"},
            "repeat": {
              "description": "How many of the module: a ModuleList of them, or, in a sequence, that many items.",
              "type": ["integer", "string"]
            },
            "module": {
              "description": "The module to repeat.",
              "$ref": "#/$defs/module"
            },
            "items": {
              "description": "Modules to repeat in a row, where a single `module` is not enough.",
              "type": "array",
              "items": {"$ref": "#/$defs/module"}
            },
            "repr": {
              "description": "What print(model) shows between the parentheses, {expressions} filled in.",
              "$ref": "#/$defs/text"
            },
            "print": {
              "description": "All that print(model) shows of it, {expressions} filled in: its class has a __repr__ of its own.",
              "$ref": "#/$defs/text"
            },
            "as": {
              "description": "The name of the index inside the repeated module.",
              "$ref": "#/$defs/identifier"
            },
            "from": {
              "description": "A file whose architecture stands here: a config, or weights. Its path is relative to this file.",
              "type": "string"
            },
            "key": {
              "description": "Beside `from`: where in a file of torch.save's the weights are, such as `state_dict`.",
              "type": "string"
            },
            "let": {
              "description": "Beside `from`: values that stand in for those of the file's own `let`, by their names.",
              "type": "object",
              "propertyNames": {"$ref": "#/$defs/identifier"},
              "additionalProperties": {"$ref": "#/$defs/argument"}
            }
          },
          "if": {"required": ["repeat"]},
          "then": {
            "oneOf": [{"required": ["module"]}, {"required": ["items"]}],
            "propertyNames": {"enum": ["repeat", "module", "items", "as", "class"]}
          },
          "else": {
            "if": {"required": ["from"]},
            "then": {"propertyNames": {"enum": ["from", "let", "key"]}},
            "else": {
              "if": {"required": ["args"]},
              "then": {"required": ["class"], "propertyNames": {"enum": ["class", "args"]}},
              "else": {"propertyNames": {"enum": ["class", "parameters", "buffers", "children", "repr", "print"]}}
            }
          }
        },
        "class": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "extends": {
              "description": "The class or classes that this one is a subclass of, for type rules.",
              "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
            },
            "args": {
              "description": "What the constructor takes: names, or name=default.",
              "type": "array",
              "items": {"type": "string"}
            },
            "parameters": {"$ref": "#/$defs/parameters"},
            "buffers": {"$ref": "#/$defs/buffers"},
            "children": {"$ref": "#/$defs/children"},
            "repr": {
              "description": "What print(model) shows between the parentheses, {expressions} filled in.",
              "$ref": "#/$defs/text"
            },
            "print": {
              "description": "All that print(model) shows of it, {expressions} filled in: its class has a __repr__ of its own.",
              "$ref": "#/$defs/text"
            }
          }
        },
        "shape": {
          "description": "The sizes: a list of expressions, or one that gives a list.",
          "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "items": {"$ref": "#/$defs/text"}}
          ]
        },
        "parameters": {
          "description": "The module's own parameters: shapes by name, or a sequence named by index, or mappings with `shape`.",
          "anyOf": [
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/parameter"}},
            {"type": "array", "items": {"$ref": "#/$defs/parameter"}}
          ]
        },
        "parameter": {
          "anyOf": [
            {"$ref": "#/$defs/shape"},
            {
              "type": "object",
              "required": ["shape"],
              "additionalProperties": false,
              "dependentRequired": {"as": ["repeat"]},
              "properties": {
                "shape": {"$ref": "#/$defs/shape"},
                "dtype": {
                  "description": "The type of its elements, such as bfloat16.",
                  "$ref": "#/$defs/text"
                },
                "requires_grad": {
                  "description": "The state that it has before any rule; true by default.",
                  "$ref": "#/$defs/text"
                },
                "repeat": {
                  "description": "How many of it; in a mapping its name uses the index.",
                  "type": ["integer", "string"]
                },
                "as": {
                  "description": "The name of the index in its name, shape and dtype.",
                  "$ref": "#/$defs/identifier"
                }
              }
            }
          ]
        },
        "buffers": {
          "description": "The module's own buffers: shapes by name, or a sequence named by index, or mappings with `shape`.",
          "anyOf": [
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/buffer"}},
            {"type": "array", "items": {"$ref": "#/$defs/buffer"}}
          ]
        },
        "buffer": {
          "anyOf": [
            {"$ref": "#/$defs/shape"},
            {
              "type": "object",
              "required": ["shape"],
              "additionalProperties": false,
              "dependentRequired": {"as": ["repeat"]},
              "properties": {
                "shape": {"$ref": "#/$defs/shape"},
                "dtype": {
                  "description": "The type of its elements, such as int64.",
                  "$ref": "#/$defs/text"
                },
                "persistent": {
                  "description": "Whether the state dict holds it; true by default.",
                  "$ref": "#/$defs/text"
                },
                "repeat": {
                  "description": "How many of it; in a mapping its name uses the index.",
                  "type": ["integer", "string"]
                },
                "as": {
                  "description": "The name of the index in its name, shape and dtype.",
                  "$ref": "#/$defs/identifier"
                }
              }
            }
          ]
        },
        "children": {
          "description": "The modules in this one, by name, or a sequence named by index.",
          "anyOf": [
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/module"}},
            {"type": "array", "items": {"$ref": "#/$defs/module"}}
          ]
        },
        "rule": {
          "description": "Freezes or trains what its selector matches.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "freeze": {
              "description": "What is frozen: requires_grad becomes False.",
              "$ref": "#/$defs/selector"
            },
            "train": {
              "description": "What trains: requires_grad becomes True.",
              "$ref": "#/$defs/selector"
            },
            "because": {
              "description": "The reason, shown in reviews.",
              "$ref": "#/$defs/text"
            },
            "optional": {
              "description": "Whether it may match nothing.",
              "type": "boolean"
            }
          },
          "oneOf": [{"required": ["freeze"]}, {"required": ["train"]}]
        },
        "selector": {
          "anyOf": [
            {
              "description": "A glob over whole parameter names: `encoder.*`, `*.{0..5}.*`.",
              "$ref": "#/$defs/text"
            },
            {
              "description": "Any of these.",
              "type": "array",
              "minItems": 1,
              "items": {"$ref": "#/$defs/selector"}
            },
            {
              "description": "All of these keys must hold.",
              "type": "object",
              "minProperties": 1,
              "additionalProperties": false,
              "properties": {
                "name": {
                  "description": "The whole parameter name, exactly.",
                  "$ref": "#/$defs/texts"
                },
                "glob": {
                  "description": "A glob over the whole parameter name: `*`, `?`, `[0-9]`, `{q,k,v}`, `{0..11}`.",
                  "$ref": "#/$defs/texts"
                },
                "regex": {
                  "description": "A regular expression of Python's that the whole parameter name matches.",
                  "$ref": "#/$defs/texts"
                },
                "type": {
                  "description": "At or below a module of this class, or of a subclass; a glob is allowed.",
                  "$ref": "#/$defs/texts"
                },
                "module": {
                  "description": "At or below this module path: `encoder.layer[:6].attention`, `model.layers[-2:]`.",
                  "$ref": "#/$defs/texts"
                },
                "parameter": {
                  "description": "The last component of the parameter name: `bias`, `weight`.",
                  "$ref": "#/$defs/texts"
                },
                "except": {
                  "description": "What is taken away from the others.",
                  "$ref": "#/$defs/selector"
                }
              }
            }
          ]
        },
        "evalSelector": {
          "anyOf": [
            {
              "description": "Every module with all its parameters frozen.",
              "const": "frozen"
            },
            {"$ref": "#/$defs/moduleSelector"}
          ]
        },
        "moduleSelector": {
          "description": "Modules; all of these keys must hold.",
          "type": "object",
          "minProperties": 1,
          "additionalProperties": false,
          "properties": {
            "module": {
              "description": "At or below this module path.",
              "$ref": "#/$defs/texts"
            },
            "type": {
              "description": "At or below a module of this class, or of a subclass; a glob is allowed.",
              "$ref": "#/$defs/texts"
            },
            "except": {
              "description": "What is taken away from the others.",
              "anyOf": [
                {"$ref": "#/$defs/moduleSelector"},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/moduleSelector"}}
              ]
            }
          }
        },
        "temperature": {
          "description": "A number above 0, or an expression that gives one.",
          "anyOf": [
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string"}
          ]
        },
        "logits": {
          "type": "array",
          "items": {
            "anyOf": [
              {"type": "number"},
              {"type": "string", "pattern": "^ *([-+]?[0-9._]+([eE][-+]?[0-9_]+)?|-\\.?[iI][nN][fF]) *$"},
              {"$ref": "#/$defs/logits"}
            ]
          }
        },
        "expectation": {
          "type": "object",
          "minProperties": 1,
          "maxProperties": 1,
          "additionalProperties": false,
          "properties": {
            "frozen": {
              "description": "Every parameter that the selector matches is frozen.",
              "$ref": "#/$defs/selector"
            },
            "trainable": {
              "description": "Every parameter that the selector matches trains.",
              "$ref": "#/$defs/selector"
            },
            "trainable_elements": {
              "description": "How many elements train, or `{min: …, max: …}`.",
              "$ref": "#/$defs/count"
            },
            "frozen_elements": {
              "description": "How many elements are frozen, or `{min: …, max: …}`.",
              "$ref": "#/$defs/count"
            },
            "trainable_parameters": {
              "description": "How many parameters train, or `{min: …, max: …}`.",
              "$ref": "#/$defs/count"
            },
            "frozen_parameters": {
              "description": "How many parameters are frozen, or `{min: …, max: …}`.",
              "$ref": "#/$defs/count"
            },
            "trainable_fraction": {
              "description": "The share of all elements that train, from 0 to 1, or `{min: …, max: …}`.",
              "$ref": "#/$defs/fraction"
            },
            "softmax": {
              "description": "What holds of each distribution of the softmax, at each of its temperatures.",
              "type": "object",
              "minProperties": 1,
              "additionalProperties": false,
              "properties": {
                "max": {
                  "description": "The most that the largest probability may be.",
                  "anyOf": [
                    {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                    {"type": "string", "pattern": "^ *\\+?[0-9._]+([eE][-+]?[0-9_]+)? *$"}
                  ]
                },
                "entropy": {
                  "description": "Bounds of the entropy, in nats.",
                  "type": "object",
                  "minProperties": 1,
                  "additionalProperties": false,
                  "properties": {
                    "min": {"description": "At least.", "$ref": "#/$defs/nats"},
                    "max": {"description": "At most.", "$ref": "#/$defs/nats"}
                  }
                }
              }
            }
          }
        },
        "nats": {
          "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": "^ *\\+?[0-9._]+([eE][-+]?[0-9_]+)? *$"}
          ]
        },
        "count": {
          "anyOf": [
            {"$ref": "#/$defs/countValue"},
            {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": false,
              "properties": {
                "min": {"description": "At least.", "$ref": "#/$defs/countValue"},
                "max": {"description": "At most.", "$ref": "#/$defs/countValue"}
              }
            }
          ]
        },
        "countValue": {
          "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": "^ *\\+?[0-9_]+ *$"}
          ]
        },
        "fraction": {
          "anyOf": [
            {"$ref": "#/$defs/fractionValue"},
            {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": false,
              "properties": {
                "min": {"description": "At least.", "$ref": "#/$defs/fractionValue"},
                "max": {"description": "At most.", "$ref": "#/$defs/fractionValue"}
              }
            }
          ]
        },
        "fractionValue": {
          "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": "^ *\\+?[0-9._]+([eE][-+]?[0-9_]+)? *$"}
          ]
        }
      }
    }

    """#
}
