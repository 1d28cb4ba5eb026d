# freezespec: `make run` shows the plan of configs/mlp.yaml, `make test` runs the tests.

PREFIX ?= /usr/local
CONFIG ?= configs/mlp.yaml
SECONDS ?= 60
SWIFT ?= swift
PYTHON ?= python3
NODE ?= node
VENV ?= .venv
BINARY = .build/release/freezespec
# Where shells and man look for what belongs to an installed command.
MAN = $(PREFIX)/share/man/man1
BASH = $(PREFIX)/share/bash-completion/completions
ZSH = $(PREFIX)/share/zsh/site-functions
FISH = $(PREFIX)/share/fish/vendor_completions.d

.PHONY: run build generate test page integration python-test lint parity parity-all static install uninstall fuzz bench clean libyaml

run: build
	$(BINARY) apply $(CONFIG)

build: libyaml
	$(SWIFT) build -c release --product freezespec

# The Swift files made from the page's script and style, the JSON Schema of the configs, and Python's unicodedata.
generate:
	$(PYTHON) Scripts/generate.py

test: libyaml
	$(SWIFT) test

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Fuzz
	Scripts/check-order.sh
	@if command -v shellcheck >/dev/null; then shellcheck -x -P SCRIPTDIR .ci/run Scripts/*.sh Scripts/*/*.sh Benchmarks/*.sh Fuzz/*.sh; fi

# A binary that needs no Swift runtime on the machine where it runs.
static: libyaml
	$(SWIFT) build -c release --product freezespec --static-swift-stdlib

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/freezespec"
	install -d "$(DESTDIR)$(MAN)" "$(DESTDIR)$(BASH)" "$(DESTDIR)$(ZSH)" "$(DESTDIR)$(FISH)"
	install -m 644 docs/man/freezespec.1 "$(DESTDIR)$(MAN)/freezespec.1"
	$(BINARY) --generate-completion-script bash >"$(DESTDIR)$(BASH)/freezespec"
	$(BINARY) --generate-completion-script zsh >"$(DESTDIR)$(ZSH)/_freezespec"
	$(BINARY) --generate-completion-script fish >"$(DESTDIR)$(FISH)/freezespec.fish"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/freezespec" "$(DESTDIR)$(MAN)/freezespec.1" \
	  "$(DESTDIR)$(BASH)/freezespec" "$(DESTDIR)$(ZSH)/_freezespec" \
	  "$(DESTDIR)$(FISH)/freezespec.fish"

# Holds the catalogue, the configs and the patterns against a live PyTorch.
parity: build $(VENV)/ready
	$(VENV)/bin/python Tests/Oracle/parity.py --binary $(BINARY) $(PARITY)

# The same over all models that are there to be imported, of which `make parity` draws a few.
parity-all: build $(VENV)/ready
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
integration: build page .venv-integration/ready
	.venv-integration/bin/pytest -q -p no:cacheprovider Tests/Integration

.venv-integration/ready: Tests/Integration/requirements.txt
	$(PYTHON) -m venv .venv-integration
	.venv-integration/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Holds the Python package and exported files against PyTorch and its trainers: linters, types, training, two
# processes with FSDP.
python-test: build .venv-python/ready
	.venv-python/bin/ruff check Python
	.venv-python/bin/ruff format --check Python
	cd Python/freezespec && ../../.venv-python/bin/mypy
	cd Python/freezespec && ../../.venv-python/bin/pytest -q -p no:cacheprovider

.venv-python/ready: Python/freezespec/tests/requirements.txt
	$(PYTHON) -m venv .venv-python
	.venv-python/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Looks for inputs that break a reader: each target of Fuzz/FuzzTarget.swift for SECONDS, with libFuzzer and
# AddressSanitizer. `make fuzz TARGETS=pickle SECONDS=600`.
fuzz: libyaml
	Fuzz/run.sh $(SECONDS) $(TARGETS)

bench: build
	Benchmarks/run.sh

clean:
	rm -rf .build .build-fuzz $(VENV) .venv-integration .venv-python

libyaml:
	@Scripts/ensure-libyaml.sh
