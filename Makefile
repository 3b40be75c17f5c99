# The scheduler from a fresh clone: every target makes the environment on first use.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help schedule budget test check bench format lock clean

INPUTS  ?= inputs
OUTPUTS ?= outputs
ARGS    ?=
TESTS   ?= tests

# The first Python on the PATH that runs and is new enough; name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)

VENV  := .venv
PY    := $(VENV)/bin/python
STAMP := $(VENV)/made
WARM  := $(VENV)/warm
KERNELS := $(shell grep -rl --include='*.py' '^from numba import' scheduler 2>/dev/null)

help:
	@echo "make schedule   roster the week of $(INPUTS)/ into $(OUTPUTS)/"
	@echo "make budget     the roster's hours and cost beside the FTE plan"
	@echo "make test       run the tests"
	@echo "make check      format, lint and types"
	@echo "make bench      speed of the Erlang formulas and the simulation on this machine"
	@echo "make format     lay the code out and mend what can be mended"
	@echo "make lock       lock the newest versions that pyproject.toml allows (needs uv)"
	@echo "make clean      remove the environment and caches; results stay"
	@echo
	@echo 'Another centre:  make schedule INPUTS=centre OUTPUTS=results ARGS="--week 2026-11-30"'
	@echo 'One test file:   make test TESTS=tests/cli/test_exit_codes.py'

schedule: $(WARM)
	@$(PY) -m scheduler schedule "$(INPUTS)" --out "$(OUTPUTS)" $(ARGS)

budget: $(WARM)
	@$(PY) -m scheduler budget "$(INPUTS)" --out "$(OUTPUTS)" $(ARGS)

test: $(WARM)
	@$(PY) -m pytest $(TESTS) $(ARGS)

check: $(STAMP)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

bench: $(WARM)
	@$(PY) -m bench.demand $(ARGS)

format: $(STAMP)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

# The stamp comes last, so that an environment that was cut short is made again.
$(STAMP): requirements.lock
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, found: $$("$(or $(PYTHON),python3)" --version 2>&1)."; \
	  echo "Install it, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; } >&2
	@echo "Making the environment in $(VENV) with $(PYTHON), once; this takes a minute or two." >&2
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# Compiled again, all of it, when a kernel has changed: numba sees a change in a kernel's own file
# only, and would go on calling the old machine code of another.
$(WARM): $(STAMP) $(KERNELS) $(wildcard scheduler/warm.py)
	@echo "Compiling the search, once; this takes up to a minute." >&2
	@find scheduler -name '*.nb[ci]' -delete
	@$(PY) -m scheduler.warm
	@touch $(WARM)

lock:
	@{ echo "# Exact versions with hashes for Python 3.11 and newer; 'make lock' makes it from pyproject.toml."; \
	  uv pip compile pyproject.toml --extra dev --universal --fork-strategy fewest --generate-hashes \
	    --upgrade --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet; \
	} > requirements.lock.new
	@mv requirements.lock.new requirements.lock

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find scheduler tests -name __pycache__ -type d -prune -exec rm -rf {} +
