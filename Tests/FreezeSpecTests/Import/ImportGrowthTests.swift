import Testing

@testable import FreezeSpec

/// What imports take of models that no person wrote.
@Suite struct ImportGrowthTests {
  /// Modules of one class, each with as many parameters, of which no two have sizes of one row.
  private func blocks(_ count: Int, parameters: Int) -> ModelDescription {
    var description = Self.empty(classes: ["Block", "Net"])
    var number = 1
    for _ in 0..<count {
      var module = ModelDescription.Module()
      for index in 0..<parameters {
        number = (number * 7_919 + 104_729) % 1_000_003
        module.parameters.append(
          ModelDescription.TensorEntry(name: "p\(index)", tensor: description.tensors.count))
        description.tensors.append(ModelDescription.Tensor(shape: [number % 997 + 1]))
      }
      description.modules.append(module)
    }
    description.addRoot()
    return description
  }

  private static func empty(classes: [String], in module: String = "a.b") -> ModelDescription {
    var description = ModelDescription()
    description.printed = nil
    description.classes = classes.map { name in
      var type = ModelDescription.Class()
      type.name = name
      type.module = module
      return type
    }
    return description
  }

  // MARK: Classes

  @Test func anImportHasSoManySteps() {
    let steps = ImportSteps()
    // What is refused costs nothing.
    #expect(!steps.take(Limits.importSteps + 1))
    #expect(steps.take(Limits.importSteps) && !steps.take(1))
  }

  @Test func aClassIsDeclaredWhileThereAreSteps() throws {
    let description = blocks(8, parameters: 2)
    func arguments(_ steps: Int) throws -> [Int] {
      try ArchitectureMaker.make(description, style: .classes, steps: ImportSteps(steps)).classes
        .map(\.arguments.count)
    }
    #expect(try arguments(10_000) == [2])
    // Written out, where too few are left.
    #expect(try arguments(100) == [])
    #expect(try arguments(0) == [])
  }

  @Test(.timeLimit(.minutes(2))) func modulesThatDifferInHundredsOfValuesAreWrittenOut() throws {
    let description = blocks(5, parameters: 300)
    let found = try ArchitectureMaker.make(description, style: .classes)
    #expect(found.classes.isEmpty)
    let text = try ModelImport.architecture(description, head: [])
    #expect(text.split(separator: "\n").count { $0.contains("class: Block") } == 5)
  }

  @Test func aClassThatTakesTooManyStepsLeavesThoseOfOthers() throws {
    var description = blocks(5, parameters: 300)
    description.classes += Self.empty(classes: ["Base", "Small"]).classes
    description.classes[3].bases = [2]
    description.modules.removeLast()
    for _ in 0..<3 {
      var small = ModelDescription.Module(type: 3)
      small.parameters = [.init(name: "w", tensor: description.tensors.count)]
      description.tensors.append(ModelDescription.Tensor(shape: [3]))
      description.modules.append(small)
    }
    description.addRoot(type: 1)
    let text = try ModelImport.architecture(description, head: [])
    #expect(text.contains("  Small:\n    extends: Base\n    parameters: {w: [3]}\n"), "\(text)")
    #expect(text.contains(": Small()"), "\(text.suffix(300))")
    // Its modules are alike or written out: neither needs a step.
    let starved = try ArchitectureMaker.make(
      description, style: .classes, steps: ImportSteps(20))
    #expect(starved.classes.map(\.number) == [2, 3])
  }

  @Test func moreNamesThanManyAreNotMerged() {
    let lists = (0..<2).map { list in (0..<mostMerged / 2 + 1).map { "p\(list)_\($0)" } }
    #expect(mergedOrder(lists) == nil)
    #expect(mergedOrder(lists.map { $0.dropLast() })?.count == mostMerged)
  }

  @Test func namesThatCountOnAreLookedForFromTheLastOne() {
    var names = CountedNames()
    var taken: Set = ["size_3"]
    var questions = 0
    for _ in 0..<1_000 {
      let name = names.name("size") { name in
        questions += 1
        return !taken.contains(name)
      }
      taken.insert(name)
    }
    #expect(taken.contains("size") && taken.contains("size_1001"))
    #expect(questions < 3_000)
  }

  // MARK: Names of classes

  @Test(.timeLimit(.minutes(1))) func classesOfOneNameAreToldApartByNumbers() {
    let names = { (module: String, count: Int) in
      let classes = Array(repeating: "Same", count: count)
      return ClassNames(Self.empty(classes: classes, in: module).classes).names
    }
    #expect(names("m-0", 3) == ["class_2.Same", "class_3.Same", "class_4.Same"])
    #expect(names("a.b", 4) == ["b.Same", "a.b.Same", "class_3.a.b.Same", "class_4.a.b.Same"])
    let many = names("m-0", 20_000)
    #expect(Set(many).count == many.count)
    #expect(many.last == "class_20001.Same")
  }

  @Test func longModulesOfPythonDoNotMakeLongNames() {
    let module = Array(repeating: "part", count: 10_000).joined(separator: ".")
    let classes = Self.empty(classes: Array(repeating: "Same", count: 10), in: module).classes
    let names = ClassNames(classes).names
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.utf8.count <= Limits.nameBytes })
    // A number that comes before has room too.
    let long = String(repeating: "x", count: 4_085)
    let same = ClassNames(Self.empty(classes: Array(repeating: "Same", count: 3), in: long).classes)
    #expect(same.names == ["class_3.Same", "class_4.Same", "class_5.Same"])
  }

  // MARK: Keys

  @Test func longNamesGetLinesOfTheirOwn() throws {
    let name = String(repeating: "a", count: 1_100)
    var description = Self.empty(classes: [name, "Net"])
    for index in 0..<2 {
      var module = ModelDescription.Module()
      module.parameters = [ModelDescription.TensorEntry(name: name, tensor: index)]
      description.modules.append(module)
      description.tensors.append(ModelDescription.Tensor(shape: [index + 2]))
    }
    description.addRoot()
    for index in 0..<2 {
      description.modules[2].children.append(
        ModelDescription.ChildEntry(name: name + "\(index)é", module: index))
    }
    description.modules[2].children.removeFirst(2)
    let text = try ModelImport.architecture(description, head: [])
    #expect(text.contains("  ? \(name)\n  :\n"))
    #expect(text.contains("    ? \(name)0é\n    :"))
    let parameters = BuiltConfig(text).parameters
    #expect(parameters == ["\(name)0é.\(name) [2]", "\(name)1é.\(name) [3]"])
  }

  // MARK: Sizes

  @Test func moreElementsThanAPlanCountsAreRefused() {
    var description = Self.empty(classes: ["Net"])
    var root = ModelDescription.Module()
    for (index, name) in ["a", "b"].enumerated() {
      root.parameters.append(ModelDescription.TensorEntry(name: name, tensor: index))
      description.tensors.append(ModelDescription.Tensor(shape: [1 << 62]))
    }
    description.modules = [root]
    let error = #expect(throws: ImportError.self) {
      try ModelImport.architecture(description, head: [])
    }
    #expect(
      error?.message == "no config can say this model: the model has more than 2^63 - 1 elements")
  }

  // MARK: Lists

  private func call(_ name: String, _ value: Term) -> Node {
    .call(CallNode(target: .layer(name), arguments: [value, nil]))
  }

  @Test(.timeLimit(.minutes(1))) func turnsThatNothingBeginsWithAreFoundOnce() {
    let nodes =
      [call("ReLU", .int(0)), call("Linear", .int(9))]
      + (0..<20_000).map { call("Linear", .int($0 % 2)) }
    let slots = SlotRuns.compressed(nodes.map { Slot(key: .position, nodes: [$0]) })
    #expect(slots.count == nodes.count)
  }

  @Test(.timeLimit(.minutes(1))) func childrenOfWhichNoneCountOnAreLookedAtOnce() {
    let slots = (0..<20_000).map { index in
      Slot(
        key: .name(ExactString("l\(index)")), nodes: [call("Linear", .int(index * index % 9_973))])
    }
    #expect(SlotRuns.compressed(slots).count > 19_000)
  }

  @Test func aRowOfFractionsIsNoLongerThanTheirParts() {
    func row(_ count: Int) -> Progression? {
      Progression((1...count).map { call("Dropout", .literal(.float(0.5 * Double($0)))) }[...])
    }
    #expect(row(400)?.count == 400)
    #expect(row(401) == nil)
  }

  @Test func thereIsANameForAnIndexWhateverIsTaken() {
    let taken = ["i", "j", "k", "l", "m", "n"] + (0..<128).map { "i\($0)" }
    #expect(IndexNames(besides: Set(taken))[5] == "i133")
    #expect(IndexNames(besides: ["i"], ["j"])[0] == "k")
  }

  // MARK: Shared modules

  @Test func aListThatManyClassesShareIsLookedAtOnce() {
    // A list of modules, and as many that hold that list.
    let count = 200
    var description = Self.empty(classes: (0...2 * count).map { "C\($0)" })
    description.modules = (0..<count).map { ModelDescription.Module(type: $0) }
    description.addRoot()
    for index in 0..<count {
      var holder = ModelDescription.Module(type: count + index)
      holder.children = [ModelDescription.ChildEntry(name: "s", module: count)]
      description.modules.append(holder)
    }
    let modules = Array(description.modules.indices)
    let few = ClassGraph(
      description, modules: modules, steps: ImportSteps(count - 1), isOwn: { $0 != count },
      isWhole: { _ in false })
    #expect(few.groups.isEmpty)
    var questions = 0
    let graph = ClassGraph(
      description, modules: modules, steps: ImportSteps(),
      isOwn: { number in
        questions += 1
        return number != count
      }, isWhole: { _ in false })
    #expect(graph.inner[count] == Array(0..<count))
    #expect(graph.groups.count == 2 * count)
    #expect(questions < 10 * count)
  }

  @Test func namesOfWhatIsNotTiedCountForNothing() throws {
    var description = Self.empty(classes: ["Net"])
    var leaf = ModelDescription.Module()
    let names = ["a", "b"] + (0..<2_000).map { "p\($0)" }
    for (index, name) in names.enumerated() {
      leaf.parameters.append(.init(name: name, tensor: max(index - 1, 0)))
    }
    description.tensors = (1..<names.count).map { _ in ModelDescription.Tensor(shape: [1]) }
    description.modules = [leaf]
    for index in 0..<20 {
      var outer = ModelDescription.Module()
      outer.children = [.init(name: String(repeating: "x", count: 2_000), module: index)]
      description.modules.append(outer)
    }
    description.root = 20
    let ties = try TieNames(description).ties
    #expect(ties.count == 1 && ties[0].count == 2)
  }

  @Test func longNamesOfTiedParametersAreRefused() {
    var description = Self.empty(classes: ["Net"])
    var module = ModelDescription.Module()
    module.parameters = (0..<2_000).map {
      ModelDescription.TensorEntry(name: "p\($0)", tensor: 0)
    }
    description.tensors = [ModelDescription.Tensor(shape: [1])]
    description.modules = [module]
    let name = String(repeating: "x", count: 4_000)
    for index in 0..<100 {
      var outer = ModelDescription.Module()
      outer.children = [ModelDescription.ChildEntry(name: name, module: index)]
      description.modules.append(outer)
    }
    description.root = 100
    let error = #expect(throws: ImportError.self) {
      try ModelImport.architecture(description, head: [])
    }
    #expect(error?.message.hasPrefix("the names of tied parameters take more than") == true)
  }
}

extension ModelDescription {
  /// Adds a module that holds all others, of the last class where none is said.
  fileprivate mutating func addRoot(type: Int? = nil) {
    var root = Module(type: type ?? classes.count - 1)
    root.children = modules.indices.map { ChildEntry(name: "c\($0)", module: $0) }
    self.root = modules.count
    modules.append(root)
  }
}
