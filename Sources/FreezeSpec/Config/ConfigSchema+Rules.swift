extension ConfigSchema {
  /// The definitions of tensors, rules, selectors and expectations.
  static let rules = ##"""
        "shape": {
          "description": "The sizes: a list of expressions, or one that gives a list.",
          "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "items": {"$ref": "#/$defs/text"}}
          ]
        },
        "parameters": {
          "description": "The module's own parameters: shapes by name, or mappings with `shape`.",
          "type": "object",
          "additionalProperties": {
            "anyOf": [
              {"$ref": "#/$defs/shape"},
              {
                "type": "object",
                "required": ["shape"],
                "additionalProperties": false,
                "properties": {
                  "shape": {"$ref": "#/$defs/shape"},
                  "dtype": {
                    "description": "The type of its elements, such as bfloat16.",
                    "$ref": "#/$defs/text"
                  },
                  "requires_grad": {
                    "description": "The state that it has before any rule; true by default.",
                    "$ref": "#/$defs/text"
                  }
                }
              }
            ]
          }
        },
        "buffers": {
          "description": "The module's own buffers: shapes by name, or mappings with `shape`.",
          "type": "object",
          "additionalProperties": {
            "anyOf": [
              {"$ref": "#/$defs/shape"},
              {
                "type": "object",
                "required": ["shape"],
                "additionalProperties": false,
                "properties": {
                  "shape": {"$ref": "#/$defs/shape"},
                  "dtype": {
                    "description": "The type of its elements, such as int64.",
                    "$ref": "#/$defs/text"
                  }
                }
              }
            ]
          }
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
        "logits": {
          "type": "array",
          "items": {
            "anyOf": [
              {"type": "number"},
              {"type": "string", "pattern": "^ *[-+]?[0-9._]+([eE][-+]?[0-9_]+)? *$"},
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
            }
          }
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

    """##
}
