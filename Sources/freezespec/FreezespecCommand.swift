import ArgumentParser

@main
struct FreezespecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freezespec",
    abstract: "Plan which parameters of a PyTorch model train, and review the plan like code."
  )
}
