# `make` sets up and brings every target up to date; `make test` sets up and passes the tests.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := generator templates tests benchmarks fidelity tools

.DEFAULT_GOAL := sync
.PHONY: help sync test check lint types unit snapshots walk soak mock judgement bench chart whole fidelity calls clean

help:  ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("sdkscribe needs Python 3.11 or newer: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group test
	@touch $@

sync: .venv/.ready  ## Main job: npm packages to specs to generated packages
	$(BIN)/sdkscribe sync

test: lint types check unit  ## Everything that CI runs

lint: .venv/.ready  ## Style: ruff, and black as the judge
	$(BIN)/ruff check $(SOURCES) generated
	$(BIN)/black --quiet --check $(SOURCES) generated

types: .venv/.ready  ## Strict types, by mypy and by pyright
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

check: .venv/.ready  ## The committed specs and packages are current
	$(BIN)/sdkscribe sync --check

unit: .venv/.ready  ## The tests
	$(BIN)/pytest -n 2

snapshots: .venv/.ready  ## Accept the generated output as the new snapshots
	$(BIN)/pytest --snapshot-update tests/test_snapshots.py

walk: .venv/.ready  ## The walks in the docs, with their outputs as they are now
	cd tests && PYTHONPATH=../generator ../$(BIN)/python -m walk ../docs/vendoring.md

soak: .venv/.ready  ## The tests of chance, for long: 200 kills, thousands of mutated packages, 10,000 calls
	$(BIN)/pytest --hypothesis-profile=soak tests/hostile tests/vendoring tests/runtime tests/diff/test_mutations.py

mock: .venv/.ready  ## The OpenAPI documents served by a mock server from npm, and called
	$(BIN)/python tools/mock_server.py

judgement: .venv/.ready  ## Which types of real pairs of versions fit each other, held against TypeScript
	$(BIN)/python -m tools.typescript_judgement

bench: .venv/.ready  ## Time and memory, side by side with real peers
	$(BIN)/python -m benchmarks

chart: .venv/.ready  ## Time and memory against size, as a picture in docs/
	$(BIN)/python -m benchmarks.chart

whole: .venv/.ready  ## Whole SDKs, generated: imported, and clean to both type checkers
	$(BIN)/python -m fidelity.checkers

fidelity: .venv/.ready  ## Whole SDKs, held against their sources and the vendors' Python packages
	$(BIN)/python -m fidelity

calls: .venv/.ready  ## Every endpoint of whole SDKs, called by us and by the vendors' own clients in Node
	PYTHONPATH=tests $(BIN)/python -m fidelity.requests

clean:  ## Remove the environment and the caches
	rm -rf .venv .venv-npm-packages .venv-python-packages .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
