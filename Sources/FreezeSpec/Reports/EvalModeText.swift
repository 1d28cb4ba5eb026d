/// What reports say of the modules that training holds in eval mode.
enum EvalModeText {
  /// Whose duty that is, as words before the modules: no config keeps `model.train()` from putting them
  /// back into train mode.
  static let duty = "the training loop has to put into eval mode, after each model.train()"
}
