import ArgumentParser
import FreezeSpec

/// The values of an option that takes one of a few words.
///
/// The parser can list the words by itself, but looks its way to them up at each start, which takes a
/// noticeable part of it. So would a default that it knows: options have none, and their help names the
/// word that stands for none, with ``ArgumentParser/ArgumentHelp/choice(_:usual:)``.
protocol Choice: CaseIterable, ExpressibleByArgument, RawRepresentable where RawValue == String {}

extension PlanFormat: Choice {}
extension DiffFormat: Choice {}
extension ExplanationFormat: Choice {}
extension ExportTarget: Choice {}
extension DiagnosticFormat: Choice {}
extension ParameterState: Choice {}

extension Choice {
  /// The value of a word.
  public init?(argument: String) { self.init(rawValue: argument) }

  /// The words.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }

  /// No descriptions: help lists the words alone.
  public static var allValueDescriptions: [String: String] { [:] }

  /// The words, for shells.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension ArgumentHelp {
  /// That of an option in whose place the command takes a value where none is given.
  static func choice(_ text: String, usual: some Choice) -> ArgumentHelp {
    "\(text) (default: \(usual.rawValue))"
  }
}
