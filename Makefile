# What can be done with this checkout. Every target sets up .venv by itself; all that must be there is make and
# Python 3.11 or newer.

VENV     ?= .venv
WORKERS  ?= 2
PYTHON   ?=

LOCK  = requirements/dev.lock
BIN   = $(VENV)/bin
READY = $(VENV)/.ready
PIP   = $(BIN)/python -m pip --disable-pip-version-check --quiet

ROSTER   = examples/nia-2023/roster.csv
FIGURES  = examples/nia-2023/nia-2023.figures.yaml
SCENARIO = examples/nia-2023/add-ten.yaml

# Read by .ci/run, which passes --junitxml.
PYTEST_FLAGS ?=

NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
CAN_VENV   = import venv, ensurepip

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all lint format types rules bench lock clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## create .venv with the locked dependencies and this project

run: $(READY) ## show the example: the published budget against the model, and ten more people
	@$(BIN)/personnel-budget compare $(ROSTER) $(FIGURES) --scope general
	@$(BIN)/personnel-budget compare $(ROSTER) $(FIGURES) --scope all
	@$(BIN)/personnel-budget simulate $(ROSTER) $(SCENARIO)

test: lint types rules ## every check that needs Python only (WORKERS=2 processes)
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m "not debian" $(PYTEST_FLAGS)

test-all: $(READY) ## the tests that need Debian packages (locales, LibreOffice) or other Pythons
	@$(BIN)/python -m pytest -q -rs -m debian $(PYTEST_FLAGS)

lint: $(READY) ## ruff and yamllint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/yamllint --strict .

format: $(READY) ## put the Python files into form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(READY) ## mypy, strict
	@$(BIN)/mypy

rules: $(READY) ## the scenarios of law, run by OpenFisca's own runner
	@PYTHONUTF8=1 $(BIN)/openfisca test -c openfisca_china_personnel tests/rules

bench: $(READY) ## measure all of it and write benchmarks/RESULTS.md (ten minutes)
	@$(BIN)/python benchmarks

lock: $(READY) ## write the newest versions that fit pyproject.toml to requirements/dev.lock
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file $(LOCK)

clean: ## remove .venv, caches and what was built
	rm -rf $(VENV) build dist out site .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The build backend is in the lock too, so that nothing is fetched that the lock does not name.
$(READY): $(LOCK) pyproject.toml | $(BIN)/python
	@echo "Installing the locked dependencies into $(VENV) …"
	@$(PIP) install --require-hashes --requirement $(LOCK)
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

# The first Python that runs (a pyenv shim may not), is new enough and can make a virtual environment.
$(BIN)/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	  $$python -c '$(NEW_ENOUGH)' >/dev/null 2>&1 || continue; \
	  if $$python -c '$(CAN_VENV)' >/dev/null 2>&1; then \
	    echo "Creating $(VENV) with $$($$python --version) …"; \
	    exec $$python -m venv --clear $(VENV); \
	  fi; \
	  without_venv=$$python; \
	done; \
	if [ -n "$$without_venv" ]; then \
	  echo "$$without_venv has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	else \
	  echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3 …" >&2; \
	fi; \
	exit 1
