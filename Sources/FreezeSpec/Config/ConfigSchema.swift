/// The JSON Schema of the config language, by which editors complete, explain and check configs.
///
/// It is written by hand, in `docs/config.schema.json`; a test holds it against the decoder's keys.
package enum ConfigSchema {
  /// The schema, of draft 2020-12, in UTF-8 with a final line break.
  package static var text: String { json.description }
}
