extension ConfigSchema {
  /// The definitions of values, modules and classes.
  static let modules = ##"""
      "$defs": {
        "text": {"type": ["string", "number", "boolean"]},
        "texts": {
          "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/text"}}
          ]
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
            "as": {
              "description": "The name of the index inside the repeated module.",
              "$ref": "#/$defs/identifier"
            },
            "from": {
              "description": "A file whose architecture stands here; its path is relative to this file.",
              "type": "string"
            }
          },
          "if": {"required": ["repeat"]},
          "then": {
            "required": ["module"],
            "propertyNames": {"enum": ["repeat", "module", "as", "class"]}
          },
          "else": {
            "if": {"required": ["from"]},
            "then": {"propertyNames": {"const": "from"}},
            "else": {
              "if": {"required": ["args"]},
              "then": {"required": ["class"], "propertyNames": {"enum": ["class", "args"]}},
              "else": {"propertyNames": {"enum": ["class", "parameters", "buffers", "children"]}}
            }
          }
        },
        "class": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "extends": {
              "description": "The class that this one is a subclass of, for type rules.",
              "type": "string"
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
            }
          }
        },

    """##
}
