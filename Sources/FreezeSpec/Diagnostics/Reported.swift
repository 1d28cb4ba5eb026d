/// Says that a step failed and that its diagnostics are already made.
struct Reported: Error {}
