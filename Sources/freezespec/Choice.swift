import ArgumentParser
import FreezeSpec

/// The values of an option that takes one of a few words.
///
/// The parser can list the words by itself, but looks its way to them up at each start, which takes a
/// noticeable part of it.
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

  /// The word of a default, for help.
  public var defaultValueDescription: String { rawValue }

  /// The words.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }

  /// No descriptions: help lists the words alone.
  public static var allValueDescriptions: [String: String] { [:] }

  /// The words, for shells.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
