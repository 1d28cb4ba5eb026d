# freezespec: `make run` shows the plan of configs/mlp.yaml, `make test` runs the tests.

PREFIX ?= /usr/local
CONFIG ?= configs/mlp.yaml
SWIFT ?= swift
PYTHON ?= python3
VENV ?= .venv
BINARY = .build/release/freezespec

.PHONY: run build test lint parity static install uninstall bench clean libyaml

run: build
	$(BINARY) apply $(CONFIG)

build: libyaml
	$(SWIFT) build -c release --product freezespec

test: libyaml
	$(SWIFT) test

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

# A binary that needs no Swift runtime on the machine where it runs.
static: libyaml
	$(SWIFT) build -c release --product freezespec --static-swift-stdlib

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/freezespec"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/freezespec"

# Holds the catalogue, the configs and the patterns against a live PyTorch.
parity: build $(VENV)/ready
	$(VENV)/bin/python Tests/Oracle/parity.py --binary $(BINARY) $(PARITY)

$(VENV)/ready: Tests/Oracle/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

bench: build
	Benchmarks/run.sh

clean:
	rm -rf .build $(VENV)

libyaml:
	@Scripts/ensure-libyaml.sh
