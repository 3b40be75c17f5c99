# The scheduler from a fresh clone: every target creates the environment on first use.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Bytecode is kept even where the surroundings forbid it, as container images like to: each
# command would compile a thousand modules anew, for more time than it has work.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help schedule budget test test-all check bench bench-full bench-docs bench-demand format lock clean

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
TOOLS := $(VENV)/tools
BENCH    := .venv-bench
BENCH_PY := $(BENCH)/bin/python

help:
	@echo "make schedule   roster the week of $(INPUTS)/ into $(OUTPUTS)/"
	@echo "make budget     what the staff list costs in a year, beside need and FTE plan"
	@echo "make test       run the tests"
	@echo "make test-all   run the tests that repeat others with more draws too"
	@echo "make check      format, lint and types"
	@echo "make bench      solve centres of 10 to 1,000 CSRs and compare with peers, a quarter of an hour"
	@echo "make bench-full all sizes, loads and languages, two hours; bench-docs writes the table into docs"
	@echo "make bench-demand  speed of Erlang, simulation and forecast, compared with pyworkforce and Ciw"
	@echo "make coverage   run the tests and measure which lines they run, into htmlcov/"
	@echo "make docs       build the documentation as a site, into site/"
	@echo "make format     format the code and fix what can be fixed"
	@echo "make lock       lock the newest versions that pyproject.toml allows (needs uv)"
	@echo "make clean      remove the environment and caches; results stay"
	@echo
	@echo 'Another centre:  make schedule INPUTS=centre OUTPUTS=results ARGS="--week 2026-11-30"'
	@echo 'One test file:   make test TESTS=tests/cli/test_exit_codes.py'

# `scheduler.warm` compiles the search unless that has been done.
schedule: $(STAMP)
	@$(PY) -m scheduler.warm
	@$(PY) -m scheduler schedule "$(INPUTS)" --out "$(OUTPUTS)" $(ARGS)

budget: $(STAMP)
	@$(PY) -m scheduler.warm
	@$(PY) -m scheduler budget "$(INPUTS)" --out "$(OUTPUTS)" --rostered-fte $(ARGS)

test: $(TOOLS)
	@$(PY) -m scheduler.warm
	@$(PY) -m pytest --numprocesses 2 --dist worksteal $(TESTS) $(ARGS)

# With the cases that are marked slow.
test-all: $(TOOLS)
	@$(PY) -m scheduler.warm
	@$(PY) -m pytest --numprocesses 2 --dist worksteal -m "slow or not slow" $(TESTS) $(ARGS)

check: $(TOOLS)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

bench: $(BENCH)/made
	@$(BENCH_PY) -m scheduler.warm
	@$(BENCH_PY) -m benchmarks.ladder --short $(ARGS)

bench-full: $(BENCH)/made
	@$(BENCH_PY) -m scheduler.warm
	@$(BENCH_PY) -m benchmarks.ladder --full $(ARGS)

bench-docs: $(BENCH)/made
	@$(BENCH_PY) -m scheduler.warm
	@$(BENCH_PY) -m benchmarks.bench_report $(ARGS)

bench-demand: $(BENCH)/made
	@$(BENCH_PY) -m scheduler.warm
	@$(BENCH_PY) -m benchmarks.demand_speed $(ARGS)

format: $(TOOLS)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

# Not compiled to bytecode: Python does that with what a run imports, which is a small part.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile

# An environment in folder $(1) from lock $(2).
define environment
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, found: $$("$(or $(PYTHON),python3)" --version 2>&1)."; \
	  echo "Install it, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; } >&2
	@echo "Creating the environment in $(1) with $(PYTHON), once; this takes up to a minute." >&2
	@"$(PYTHON)" -m venv --clear $(1)
	@$(1)/bin/python $(INSTALL) --requirement $(2)
endef

# The stamp comes last, so that an interrupted installation is repeated.
$(STAMP): requirements.lock
	$(call environment,$(VENV),requirements.lock)
	@$(PY) $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# What only tests and checks need, installed at their first use.
$(TOOLS): $(STAMP) requirements-dev.lock
	@echo "Adding the tools for tests and checks to $(VENV), once." >&2
	@$(PY) $(INSTALL) --requirement requirements-dev.lock
	@touch $(TOOLS)

# The product's packages at the versions of its own lock, and the peers.
$(BENCH)/made: requirements-bench.lock
	$(call environment,$(BENCH),requirements-bench.lock)
	@touch $(BENCH)/made

LOCKED := uv pip compile pyproject.toml --universal --no-strip-extras --fork-strategy fewest --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet

lock:
	@{ echo "# Exact versions with hashes for Python 3.11 and newer; 'make lock' makes it from pyproject.toml."; \
	  $(LOCKED) --extra build; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock
	@{ echo "# The same for 'make test' and 'make check': the packages of requirements.lock, and the tools."; \
	  $(LOCKED) --extra dev --constraint requirements.lock; } > requirements-dev.lock.new
	@mv requirements-dev.lock.new requirements-dev.lock
	@{ echo "# The same for 'make bench': the product's packages as in requirements.lock, and the peers."; \
	  $(LOCKED) --extra bench --constraint requirements.lock; } > requirements-bench.lock.new
	@mv requirements-bench.lock.new requirements-bench.lock

clean:
	@rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find scheduler tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- documentation and coverage ----------------------------------------------------------

.PHONY: docs coverage lock-docs clean-docs

DOCS := .venv-docs

# The site is built from the sources alone: nothing of the product is installed or imported.
$(DOCS)/made: requirements-docs.lock
	$(call environment,$(DOCS),requirements-docs.lock)
	@touch $(DOCS)/made

docs: $(DOCS)/made
	@NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/python -m mkdocs build --quiet --strict
	@echo "The start page: site/index.html"

coverage: $(TOOLS)
	@$(PY) -m scheduler.warm
	@$(PY) -m pytest --numprocesses 2 --dist worksteal --cov --cov-report=term --cov-report=html $(TESTS) $(ARGS)
	@echo "Line by line: htmlcov/index.html"

# Only what the extra asks for, without the product's own packages.
ASKED_BY_DOCS = "$(PYTHON)" -c 'import tomllib; \
	project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	print(*project["optional-dependencies"]["docs"], sep="\n")'

lock: lock-docs
lock-docs:
	@{ echo "# The same for 'make docs', which needs nothing of the product."; \
	  $(ASKED_BY_DOCS) | $(subst pyproject.toml,- --python-version 3.11,$(LOCKED)); \
	} > requirements-docs.lock.new
	@mv requirements-docs.lock.new requirements-docs.lock

clean: clean-docs
clean-docs:
	@rm -rf $(DOCS) site htmlcov .coverage
