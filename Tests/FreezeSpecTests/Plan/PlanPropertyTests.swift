import Foundation
import Testing

@testable import FreezeSpec

/// What holds of every plan, over random models and rules; a failure names its seed.
@Suite struct PlanPropertyTests {
  private static let seeds = Array(UInt64(1)...15)

  /// A parameter with all that a plan says of it but its rules' lines.
  private struct Row: Hashable, CustomStringConvertible {
    let name: String
    let shape: String
    let dtype: DType
    let className: String
    let requiresGrad: Bool
    let decidedBy: Int?

    init(_ parameter: PlanSnapshot.Parameter, tellsClass: Bool = true) {
      name = parameter.name
      shape = "\(parameter.shape)"
      dtype = parameter.dtype
      className = tellsClass ? parameter.className : ""
      requiresGrad = parameter.requiresGrad
      decidedBy = parameter.decidedBy
    }

    var description: String {
      "\(name) \(shape) \(dtype) \(className) \(requiresGrad) \(decidedBy.map(String.init) ?? "-")"
    }
  }

  /// The plan of a config that has no errors.
  private func plan(_ config: (text: String, files: [String: String])) throws -> FreezePlan {
    let made = MadePlan(config.text, files: config.files)
    let errors = made.outcome.diagnostics.filter { $0.severity == .error }.map(\.message)
    return try #require(made.plan, "\(errors)\n\(config.text)")
  }

  private func rows(_ plan: FreezePlan) -> [Row] { PlanSnapshot(plan).parameters.map { Row($0) } }

  private func names(_ module: RandomModule) throws -> [String] {
    try PlanSnapshot(plan(module.config(.writtenOut, width: 4))).parameters.map(\.name)
  }

  @Test(arguments: seeds)
  func thePlanDoesNotDependOnHowTheArchitectureIsWritten(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let module = RandomModule.root(&random)
    let rules = RandomRules(names: try names(module)).rules(&random)
    let plans = try RandomModule.Style.allCases.map {
      try plan(module.config($0, width: 4, rules: rules))
    }
    let first = rows(plans[0])
    for other in plans.dropFirst() {
      #expect(rows(other) == first)
      #expect(PlanDiff(from: PlanSnapshot(plans[0]), to: PlanSnapshot(other)).sections.isEmpty)
    }
  }

  @Test(arguments: seeds)
  func norWhetherItIsImportedFromItsWeights(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let module = RandomModule.root(&random)
    let written = module.config(.writtenOut, width: 4)
    let parameters = try Array(PlanSnapshot(plan(written)).parameters)
    let rules = RandomRules(names: parameters.map(\.name)).rules(&random, asksForTypes: false)
    let imported = try CheckpointImport(Self.checkpoint(parameters), words: "x").architecture()
    let text = imported + "rules:\n" + rules.map { "  - \($0)\n" }.joined()
    let there = try PlanSnapshot(plan((text, [:]))).parameters.map { Row($0, tellsClass: false) }
    let here = try PlanSnapshot(plan(module.config(.writtenOut, width: 4, rules: rules))).parameters
      .map { Row($0, tellsClass: false) }
    #expect(Set(there) == Set(here))
  }

  /// The weights of parameters, as safetensors holds them.
  private static func checkpoint(_ parameters: [PlanSnapshot.Parameter]) throws -> Checkpoint {
    var header: [String] = []
    var end = 0
    for parameter in parameters {
      let bytes = 4 * parameter.elements
      header.append(
        "\"\(parameter.name)\":{\"dtype\":\"F32\",\"shape\":\(parameter.shape),"
          + "\"data_offsets\":[\(end),\(end + bytes)]}")
      end += bytes
    }
    let bytes = HostileCheckpointTests.safetensors("{\(header.joined(separator: ","))}", data: end)
    guard case .checkpoint(let checkpoint) = try CheckpointReader.read(ByteSource(bytes)) else {
      throw CheckpointError("it is an index")
    }
    return checkpoint
  }

  @Test(arguments: seeds)
  func rulesThatShareNoParameterMayStandInAnyOrder(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let module = RandomModule.root(&random)
    var rules = RandomRules(names: try names(module)).rules(&random)
    let first = try plan(module.config(.repeats, width: 4, rules: rules))
    var touched = Array(repeating: Set<Int>(), count: rules.count)
    for parameter in first.model.parameters.indices {
      for rule in first.evaluation[parameter].matchedBy { touched[rule - 1].insert(parameter) }
    }
    var swaps = 0
    for _ in 0..<20 {
      let at = random.below(rules.count - 1)
      guard touched[at].isDisjoint(with: touched[at + 1]) else { continue }
      rules.swapAt(at, at + 1)
      touched.swapAt(at, at + 1)
      swaps += 1
    }
    let second = try plan(module.config(.repeats, width: 4, rules: rules))
    #expect(
      rows(second).map(\.requiresGrad) == rows(first).map(\.requiresGrad),
      "\(swaps) swaps: \(rules)")
  }

  /// Two plans of one random model, and one of another.
  private func snapshots(_ seed: UInt64) throws -> [PlanSnapshot] {
    var random = SplitMix(seed: seed)
    let modules = [RandomModule.root(&random), RandomModule.root(&random)]
    return try [0, 0, 1].map { index in
      let rules = RandomRules(names: try names(modules[index])).rules(&random)
      return PlanSnapshot(
        try plan(modules[index].config(.repeats, width: 3 + random.below(3), rules: rules)))
    }
  }

  @Test(arguments: seeds)
  func aPlanDoesNotDifferFromItselfAndADiffIsTheOtherWaysMirror(seed: UInt64) throws {
    let snapshots = try snapshots(seed)
    for old in snapshots {
      #expect(PlanDiff(from: old, to: old).isEmpty)
      #expect(PlanDiff(from: old, to: old).dangers.isEmpty)
      for new in snapshots {
        let (there, back) = (PlanDiff(from: old, to: new), PlanDiff(from: new, to: old))
        #expect(there.isEmpty == back.isEmpty)
        for kind in PlanDiff.Kind.allCases {
          #expect(Self.names(kind, there) == Self.names(Self.mirror(kind), back), "\(kind)")
        }
        #expect(there.addedExpectations == back.removedExpectations)
        let isAdded = { (change: PlanDiff.RuleChange) in
          if case .added = change { true } else { false }
        }
        let isRemoved = { (change: PlanDiff.RuleChange) in
          if case .removed = change { true } else { false }
        }
        #expect(there.ruleChanges.count(where: isAdded) == back.ruleChanges.count(where: isRemoved))
        #expect(there.ruleChanges.count(where: isRemoved) == back.ruleChanges.count(where: isAdded))
      }
    }
  }

  @Test(arguments: seeds)
  func aDiffByTreesIsTheDiffByNames(seed: UInt64) throws {
    let snapshots = try snapshots(seed)
    for old in snapshots {
      for new in snapshots {
        let byTrees = PlanDiff(from: old, to: new)
        let byNames = PlanDiff(from: old.withoutTree, to: new.withoutTree)
        #expect(byTrees.sections.map(\.kind) == byNames.sections.map(\.kind))
        #expect(byTrees.sections.map(\.count) == byNames.sections.map(\.count))
        let groups = [byTrees, byNames].map { $0.sections.flatMap(\.groups) }
        #expect(groups[0].map(\.glob) == groups[1].map(\.glob))
        #expect(groups[0].map(\.names) == groups[1].map(\.names))
        #expect(groups[0].map(\.exceptions) == groups[1].map(\.exceptions))
        #expect(groups[0].map(\.elements) == groups[1].map(\.elements))
        #expect(groups[0].map(\.newState) == groups[1].map(\.newState))
        #expect(groups[0].map(\.oldRule) == groups[1].map(\.oldRule))
        #expect(groups[0].map(\.newRule) == groups[1].map(\.newRule))
        #expect(groups[0].map(\.oldShape) == groups[1].map(\.oldShape))
        #expect(groups[0].map(\.newShape) == groups[1].map(\.newShape))
        #expect(groups[0].map(\.newClass) == groups[1].map(\.newClass))
      }
    }
  }

  private static func names(_ kind: PlanDiff.Kind, _ diff: PlanDiff) -> Set<String> {
    Set(diff.sections.filter { $0.kind == kind }.flatMap(\.groups).flatMap(\.names))
  }

  private static func mirror(_ kind: PlanDiff.Kind) -> PlanDiff.Kind {
    switch kind {
    case .newlyTrainable: .newlyFrozen
    case .newlyFrozen: .newlyTrainable
    case .added: .removed
    case .removed: .added
    case .bufferAdded: .bufferRemoved
    case .bufferRemoved: .bufferAdded
    default: kind
    }
  }

  @Test(arguments: seeds)
  func foldedRowsUnfoldToTheRows(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let module = RandomModule.root(&random)
    let rules = RandomRules(names: try names(module)).rules(&random)
    let plan = try plan(module.config(.repeats, width: 4, rules: rules))
    let all = rows(plan)
    var unfolded: [Row] = []
    let folded = PlanRows(
      plan, PlanReportOptions(columns: nil, usesColour: false, folds: true, only: nil))
    for row in folded {
      var automaton = PatternAutomaton()
      automaton.add(try Glob.parse(row.name), as: 0)
      var dfa = LazyDFA(automaton)
      let members = all.filter { !dfa.patterns(matching: $0.name).isEmpty }
      #expect(members.count == row.count, "\(row.name)")
      let shown = all[row.parameter]
      #expect(
        members.allSatisfy {
          $0.shape == shown.shape && $0.dtype == shown.dtype && $0.className == shown.className
            && $0.requiresGrad == shown.requiresGrad && $0.decidedBy == shown.decidedBy
        }, "\(row.name)")
      unfolded += members
    }
    #expect(unfolded.count == all.count)
    #expect(Set(unfolded) == Set(all))
  }

  @Test(arguments: seeds)
  func aSavedPlanIsThePlan(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let module = RandomModule.root(&random)
    let rules = RandomRules(names: try names(module)).rules(&random)
    let plan = try plan(module.config(.repeats, width: 4, rules: rules))
    let saved = try PlanSnapshot(saved: plan.rendered(as: .json))
    #expect(saved.parameters.map { Row($0) } == rows(plan))
    #expect(PlanDiff(from: PlanSnapshot(plan), to: saved).isEmpty)
  }
}
