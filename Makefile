# make build   builds the site from content/ into site/     make check   judges it and its content
# make mine NAME="Ada Lovelace"   makes this checkout another person's site: a new content/, after asking.
#              FROM=papers.bib fills it; YES=1 does not ask
# make test    runs the tests                               make lint    checks style and types
# make quick   runs those that build no whole site and open no browser: half a minute
# make docs    writes what is generated in docs/
# make bench   measures builds beside other generators and writes docs/benchmarks.md; BENCH="36 1000 10000" chooses sizes
# make screenshots   takes the pictures of pages again that tests compare, and those that README.md and docs/ show
# make languages     writes how languages write dates and numbers (scholarfolio/languages/*.json)
# The first run makes .venv and installs into it; later runs go straight to work. PYTHON=python3.13 names another Python.

VENV := .venv
BIN := $(VENV)/bin

# The version of a Python; nothing where it does not run or is too old.
version = $(shell $(1) -c 'import sys; v = sys.version_info; v < (3, 11) or sys.stdout.write("%d.%d.%d" % v[:3])' 2>/dev/null)

# The Python for .venv: the one that is named, or else the one it was made with, as long as that runs.
ifeq ($(origin PYTHON),undefined)
PYTHON := python3
WANTED := $(call version,$(BIN)/python)
endif
WANTED := $(or $(WANTED),$(call version,$(PYTHON)))
MADE_WITH := $(shell sed -n 's/^version[_info]* *= *\([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p' $(VENV)/pyvenv.cfg 2>/dev/null)

.PHONY: site build check mine test quick lint docs screenshots languages bench clean

site: build

build check: $(VENV)/site.installed
	$(BIN)/python build.py $@ $(ARGS)

mine: $(VENV)/site.installed
	@test -n '$(subst ','\'',$(NAME))' || { echo 'Whose site is it? Type: make mine NAME="Ada Lovelace"' >&2; exit 2; }
	@$(BIN)/python build.py new . --replace --name '$(subst ','\'',$(NAME))' $(if $(FROM),--from '$(FROM)') $(if $(YES),--yes)

test: $(VENV)/dev.installed
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST)

quick: $(VENV)/dev.installed
	$(BIN)/python -m pytest --quick --quiet --numprocesses auto --dist loadfile $(PYTEST)

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

# made anew for another Python, also for one that an upgrade of the system has put in the place of the old one
ifneq ($(MADE_WITH),$(WANTED))
.PHONY: $(VENV)/pyvenv.cfg
endif
$(VENV)/pyvenv.cfg:
	@test -n '$(call version,$(PYTHON))' || { \
	  echo "scholarfolio needs Python 3.11 or newer; $(PYTHON) is: $$($(PYTHON) --version 2>&1 || true)"; \
	  for newer in python3.15 python3.14 python3.13 python3.12 python3.11; do \
	    if $$newer -c 'import sys' 2>/dev/null; then echo "Type: make $(MAKECMDGOALS) PYTHON=$$newer"; exit 1; fi; \
	  done; \
	  echo "Install one, from python.org or with the system's package manager. Then type, say:"; \
	  echo "make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; } >&2
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# installed again where the checkout was moved: the commands in .venv name their place
ifneq ($(shell cat $(VENV)/site.installed 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/site.installed
endif
$(VENV)/site.installed: pyproject.toml $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[pictures]'
	@echo '$(CURDIR)' >$@

$(VENV)/dev.installed: pyproject.toml $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
	@echo '$(CURDIR)' >$(VENV)/site.installed
