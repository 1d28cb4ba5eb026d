import ArgumentParser

/// The values of an option that takes one of a few words.
///
/// The parser can list the words by itself, but looks its way to them up at each start, which takes a
/// noticeable part of it.
protocol Choice: CaseIterable, ExpressibleByArgument, RawRepresentable where RawValue == String {}

extension Choice {
  init?(argument: String) { self.init(rawValue: argument) }

  var defaultValueDescription: String { rawValue }

  static var allValueStrings: [String] { allCases.map(\.rawValue) }

  static var allValueDescriptions: [String: String] { [:] }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
