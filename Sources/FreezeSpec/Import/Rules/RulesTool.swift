/// A tool whose settings say what a model trains, and whose matching is known to the letter.
package enum RulesTool: String, CaseIterable, Sendable {
  /// `unfrozen_parameters` and `freeze_mm_modules` of a run's YAML.
  case axolotl
  /// `finetuning_type: freeze` and `full` of a run's YAML.
  case llamaFactory = "llama-factory"
  /// `tuner_type: full` of a run's YAML or of the `args.json` that it leaves behind.
  case msSwift = "ms-swift"
  /// `adapter_config.json`.
  case peft
  /// A schedule of FinetuningScheduler, the callback for Lightning.
  case finetuningScheduler = "finetuning-scheduler"

  /// The tool's name as it writes it.
  var name: String {
    switch self {
    case .axolotl: "axolotl"
    case .llamaFactory: "LLaMA-Factory"
    case .msSwift: "ms-swift"
    case .peft: "PEFT"
    case .finetuningScheduler: "finetuning-scheduler"
    }
  }

  /// The release whose matching is followed.
  var version: String {
    switch self {
    case .axolotl: "0.19.0"
    case .llamaFactory: "0.9.5"
    case .msSwift: "4.6.0"
    case .peft: "0.21.2"
    case .finetuningScheduler: "2.14.1"
    }
  }
}
