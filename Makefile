# make site   builds the site from content/ into site/      make test   runs the tests
# make lint   checks style and types                        make docs   writes what is generated in docs/
# make bench  measures builds beside other generators and writes docs/benchmarks.md; BENCH="36 1000 10000" chooses sizes
# make screenshots   takes the pictures of pages again that tests compare, and those that README.md and docs/ show
# make languages   writes how languages write dates and numbers (scholarfolio/languages/*.json)
# The first run makes .venv and installs into it; later runs go straight to work.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test lint docs screenshots languages bench clean

site: $(VENV)/site.installed
	$(BIN)/python build.py build

test: $(VENV)/dev.installed
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST)

lint: $(VENV)/dev.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/site.installed
	$(BIN)/python -m scholarfolio.content.field_docs docs/content.md
	$(BIN)/python -m scholarfolio.check.rule_docs docs/check.md

screenshots: $(VENV)/dev.installed
	$(BIN)/python -m pytest -q tests/browser/test_screens.py --renew-screens
	$(BIN)/python docs/screenshots.py

languages: $(VENV)/dev.installed
	$(BIN)/python -m scholarfolio.languages.cldr

BENCH := 36 1000
bench: $(VENV)/dev.installed
	$(BIN)/python -m benchmarks $(BENCH)

clean:
	rm -rf $(VENV) site dist benchmarks/.peers

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[pictures]'
	touch $@

$(VENV)/dev.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/site.installed
