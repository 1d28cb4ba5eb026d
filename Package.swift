// swift-tools-version: 6.0
import PackageDescription

// Told by the Makefile, for `freezespec --version`; a C string literal each.
func literal(_ name: String) -> String { "\"\(Context.environment[name] ?? "")\"" }

let package = Package(
  name: "freezespec",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "freezespec", targets: ["freezespec"]),
    .library(name: "FreezeSpec", targets: ["FreezeSpec"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .target(
      name: "CBuildInfo",
      cSettings: [
        .define("FREEZESPEC_COMMIT", to: literal("FREEZESPEC_COMMIT")),
        .define("FREEZESPEC_LINKAGE", to: literal("FREEZESPEC_LINKAGE")),
      ]
    ),
    .target(name: "CMachine"),
    .target(
      name: "FreezeSpec", dependencies: ["CMachine", "CYAML"],
      exclude: ["Import/Assets", "Export/Assets", "Reports/Page/Assets"]),
    .executableTarget(
      name: "freezespec",
      dependencies: [
        "CBuildInfo",
        "CMachine",
        "FreezeSpec",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "FreezeSpecTests", dependencies: ["CMachine", "FreezeSpec"], exclude: ["Golden"]),
    .testTarget(name: "CommandTests", dependencies: ["freezespec"]),
  ],
  swiftLanguageModes: [.v6]
)

// `make test` asks for it: what the tests run is optimised, and the tests themselves are not. They take a third of
// the time; a build from nothing takes 1.9 times as long, one after a change 1.5 times. Never without being asked, as
// no package can depend on one that has such flags.
if Context.environment["FREEZESPEC_OPTIMIZED_TESTS"] != nil {
  for target in package.targets where ["FreezeSpec", "freezespec"].contains(target.name) {
    target.swiftSettings = [.unsafeFlags(["-O"], .when(configuration: .debug))]
  }
}

// `make fuzz` builds this one, with libFuzzer in it.
if Context.environment["FREEZESPEC_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["FreezeSpec"], path: "Fuzz",
      exclude: ["README.md", "run.sh", "corpus.py"],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
