# freezespec: `make run` shows the plan of configs/mlp.yaml, `make test` runs the tests.

PREFIX ?= /usr/local
CONFIG ?= configs/mlp.yaml
SECONDS ?= 60
SWIFT ?= swift
PYTHON ?= python3
NODE ?= node
VENV ?= .venv
# BINARY=… installs or tests another build than the one that `make build` makes.
RELEASE = .build/release/freezespec
STATIC = .build-static/release/freezespec
BINARY ?= $(RELEASE)
BUILT = $(if $(filter $(RELEASE),$(BINARY)),build)
# What `freezespec --version` tells of a build.
COMMIT = $(if $(wildcard .git),$(shell git log -1 --abbrev=12 --format='$(shell \
  git describe --always --dirty --abbrev=12 --exclude '*') of %cs'))
# Where shells and man look for what belongs to an installed command.
MAN = $(PREFIX)/share/man/man1
BASH = $(PREFIX)/share/bash-completion/completions
ZSH = $(PREFIX)/share/zsh/site-functions
FISH = $(PREFIX)/share/fish/vendor_completions.d

.PHONY: run build generate test page integration python-test lint parity parity-all static dist packages site install \
  can-install uninstall fuzz bench bench-short bench-growth startup-order clean libyaml

run: $(BUILT)
	$(BINARY) apply $(CONFIG)

build: libyaml
	FREEZESPEC_COMMIT="$(COMMIT)" $(SWIFT) build -c release --product freezespec

# The Swift files made from the page's script and style, the JSON Schema of the configs, and Python's unicodedata.
generate:
	$(PYTHON) Scripts/generate.py

# The tests run what is optimised: Package.swift.
TESTED = FREEZESPEC_OPTIMIZED_TESTS=1
test: libyaml
	$(TESTED) $(SWIFT) test

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Fuzz
	Scripts/check-order.sh
	@if command -v shellcheck >/dev/null; then shellcheck -x -P SCRIPTDIR .ci/run Scripts/*.sh Scripts/*/*.sh Fuzz/*.sh; fi

# A binary that needs no shared library on the machine where it runs. Its folder is one of its own, as
# other flags build everything anew. Generic types are made by calls and not from their mangled names, for
# which the runtime would look through all conformances: a start takes a quarter fewer instructions. What a
# start runs lies side by side in the file, so that fewer of its pages must be mapped: `make startup-order`. Of a copy
# the system keeps longer pieces than of what a linker writes here and there; all that is installed is one. As long as
# there is one thread, references are counted without atomic instructions: Sources/CMachine/reference-counts.c, which
# has these functions.
STARTUP_ORDER = Packaging/startup.order
COUNTS_x86_64 = $(foreach name,retain release bridgeObjectRetain bridgeObjectRelease,$(name) $(name)_n)
static: libyaml
	@test "$$(uname -s)" = Linux || { \
	  echo "error: static binaries are made on Linux, and this is $$(uname -s): make build makes one for here" >&2; exit 1; }
	@if [ $(STARTUP_ORDER) -nt $(STATIC) ]; then rm -f $(STATIC); fi
	FREEZESPEC_COMMIT="$(COMMIT)" FREEZESPEC_LINKAGE=static $(SWIFT) build -c release --product freezespec \
	  --scratch-path .build-static --static-swift-stdlib -Xswiftc -static-executable \
	  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
	  -Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -use-ld=lld \
	  -Xlinker "--symbol-ordering-file=$(CURDIR)/$(STARTUP_ORDER)" -Xlinker --no-warn-symbol-ordering \
	  $(foreach name,$(COUNTS_$(shell uname -m)),-Xlinker --wrap=swift_$(name))
	@cp $(STATIC) $(STATIC).copy && mv -f $(STATIC).copy $(STATIC)

# Writes that order, as valgrind sees it of the binary that is there. It need not be new: what it does not name
# lies where it would without it.
startup-order:
	BINARY=$(STATIC) Benchmarks/startup_order.py $(STARTUP_ORDER)

# What a release consists of, in dist/: the wheel, the tarball, the Debian package and their sums. The
# static binary must answer like a dynamic one, for which the tests' own does.
dist: static
	$(TESTED) $(SWIFT) build --product freezespec
	Scripts/dist.sh $(STATIC) .build/debug/freezespec

# Makes all that and tests it, with the action, the hooks, the workflows, the container and the site.
packages: dist .venv-packaging/ready
	$(MAKE) --no-print-directory site BINARY=$(STATIC)
	.venv-packaging/bin/pytest -q -p no:cacheprovider Tests/Packaging

# The documentation with the example plans' pages, in dist-site/.
site: $(BUILT) .venv-packaging/ready
	FREEZESPEC=$(abspath $(BINARY)) NO_MKDOCS_2_WARNING=1 .venv-packaging/bin/mkdocs build --quiet

.venv-packaging/ready: Tests/Packaging/requirements.txt
	$(PYTHON) -m venv .venv-packaging
	.venv-packaging/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

install: can-install $(BUILT)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/freezespec"
	install -d "$(DESTDIR)$(MAN)" "$(DESTDIR)$(BASH)" "$(DESTDIR)$(ZSH)" "$(DESTDIR)$(FISH)"
	install -m 644 docs/man/freezespec.1 "$(DESTDIR)$(MAN)/freezespec.1"
	$(BINARY) --generate-completion-script bash >"$(DESTDIR)$(BASH)/freezespec"
	$(BINARY) --generate-completion-script zsh >"$(DESTDIR)$(ZSH)/_freezespec"
	$(BINARY) --generate-completion-script fish >"$(DESTDIR)$(FISH)/freezespec.fish"

# Before minutes of building.
can-install:
	@install -d "$(DESTDIR)$(PREFIX)/bin" 2>/dev/null && test -w "$(DESTDIR)$(PREFIX)/bin" || { \
	  echo "error: nothing can be written to $(DESTDIR)$(PREFIX)/bin: choose another PREFIX," \
	    "as in make install PREFIX=\$$HOME/.local" >&2; exit 1; }

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/freezespec" "$(DESTDIR)$(MAN)/freezespec.1" \
	  "$(DESTDIR)$(BASH)/freezespec" "$(DESTDIR)$(ZSH)/_freezespec" \
	  "$(DESTDIR)$(FISH)/freezespec.fish"

# Holds the catalogue, the configs and the patterns against a live PyTorch.
parity: $(BUILT) $(VENV)/ready
	$(VENV)/bin/python Tests/Oracle/parity.py --binary $(BINARY) $(PARITY)

# The same over all models that are there to be imported, of which `make parity` draws a few.
parity-all: $(BUILT) $(VENV)/ready
	$(VENV)/bin/python Tests/Oracle/parity.py --binary $(BINARY) --models 0 $(PARITY)

$(VENV)/ready: Tests/Oracle/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Holds the script of the HTML reports against Node.js: that each file reads, and what its functions give.
page:
	$(PYTHON) Scripts/generate.py --check
	for file in Sources/FreezeSpec/Reports/Page/Assets/*.js; do $(NODE) --check "$$file" || exit 1; done
	$(NODE) --test Tests/Integration/page/*.test.mjs

# Holds the output against the programs that read it: validators of its schemas, pre-commit, pandas, and
# headless Chromium. That with its driver, and Node.js, must be installed. Builds the program of
# docs/library.md, and holds it against the command.
integration: $(BUILT) page .venv-integration/ready
	FREEZESPEC=$(abspath $(BINARY)) .venv-integration/bin/pytest -q -p no:cacheprovider Tests/Integration

.venv-integration/ready: Tests/Integration/requirements.txt
	$(PYTHON) -m venv .venv-integration
	.venv-integration/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Holds the Python package and exported files against PyTorch and its trainers: linters, types, training, two
# processes with FSDP.
python-test: $(BUILT) .venv-python/ready
	.venv-python/bin/ruff check Python
	.venv-python/bin/ruff format --check Python
	cd Python/freezespec && ../../.venv-python/bin/mypy
	cd Python/freezespec && FREEZESPEC_BINARY=$(abspath $(BINARY)) ../../.venv-python/bin/pytest -q -p no:cacheprovider

.venv-python/ready: Python/freezespec/tests/requirements.txt
	$(PYTHON) -m venv .venv-python
	.venv-python/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Looks for inputs that break a reader: each target of Fuzz/FuzzTarget.swift for SECONDS, with libFuzzer and
# AddressSanitizer. `make fuzz TARGETS=pickle SECONDS=600`.
fuzz: libyaml
	Fuzz/run.sh $(SECONDS) $(TARGETS)

# Measures what is released against its peers' programs; Benchmarks/README.md says what must be installed.
bench: static .build/benchmarks/venv/ready
	BINARY=$(STATIC) Benchmarks/run.py $(ROWS)

# The short form for CI, of what is released too: instructions are counted by valgrind, and no clock is looked at.
bench-short: static
	BINARY=$(STATIC) Benchmarks/short.py

# Writes how work grows with its size into docs/performance.md; takes a quarter of an hour.
bench-growth: $(BUILT)
	BINARY=$(BINARY) Benchmarks/growth.py

.build/benchmarks/venv/ready: Benchmarks/requirements.txt
	$(PYTHON) -m venv .build/benchmarks/venv
	.build/benchmarks/venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

clean:
	rm -rf .build .build-fuzz .build-static dist dist-site $(VENV) .venv-integration .venv-packaging .venv-python

libyaml:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "error: there is no $(SWIFT): building needs Swift 6; pip install freezespec does without" >&2; exit 1; }
	@Scripts/ensure-libyaml.sh
