/// The JSON Schema of the config language, by which editors complete, explain and check configs.
public enum ConfigSchema {
  /// The schema, of draft 2020-12, in UTF-8 with a final line break.
  public static var text: String { root + modules + rules }

  private static let root = ##"""
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
          "description": "Your own module classes, by name.",
          "type": "object",
          "propertyNames": {"$ref": "#/$defs/identifier"},
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
        "eval": {
          "description": "Modules that training holds in eval mode: selectors, or `frozen` for every module with all its parameters frozen.",
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
              "description": "By what the logits are divided; above 0. Below 1 it sharpens, above 1 it flattens.",
              "anyOf": [
                {"type": "number", "exclusiveMinimum": 0},
                {"type": "string", "pattern": "^ *\\+?[0-9._]+([eE][-+]?[0-9_]+)? *$"}
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
              "description": "Numbers to preview: a list, or lists in it, all of one length.",
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

    """##
}
