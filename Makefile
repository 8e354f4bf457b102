# `make serve` and `make test` do everything from a clean clone; `make help` lists the rest.

VENV := .venv
PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
# Where `make serve` answers: the first address from port 8000 on that nothing listens at, unless one is given.
ADDR ?= $(shell $(VENV)/bin/python -c "import socket; print(next(f'127.0.0.1:{port}' for port in range(8000, 8100) \
  if socket.socket().connect_ex(('127.0.0.1', port))))")

# Material announces its end of life in twenty lines on every build. The README says it once, and mkdocs is pinned.
export NO_MKDOCS_2_WARNING := 1

# What pages load that others wrote. npm, itself a package of PyPI here, leaves this file behind when it is done.
PACKAGES := node_modules/.package-lock.json
# What the benchmark measures beside this site gets an environment of its own.
BENCH := .venv-bench
# The tests want the readers of other people's too.
TEST_PACKAGES := $(VENV)/packages.stamp
# What alters the code is needed for that alone, so it gets an environment of its own.
MUTMUT := .venv-mutants

.PHONY: help serve build check new packages schema lock clean
.DEFAULT_GOAL := help

help:
	@echo "make serve   build the site and serve it, with live reload (elsewhere: make serve ADDR=127.0.0.1:9000)"
	@echo "make build   build the site into site/, strictly"
	@echo "make check   check docs/comparison.yml and quizzes/ without building"
	@echo "make new DIR=../mine  lay down a small project of made-up content, to write over"
ifneq ($(wildcard tests),)
	@echo "make test    run all tests"
	@echo "make mutants alter every value of the source in turn, and tell in mutants.txt what told of each"
	@echo "make code-mutants  alter the code itself in turn, and tell in code-mutants.txt what no test told of (MODULES=scoring for one part)"
	@echo "make coverage  measure what the tests run of hooks/ and of the scripts; the table goes to coverage.txt too"
	@echo "make bench   time what the project's own code costs; the table goes to bench.txt too"
endif
	@echo "make packages  install what pages load that others wrote (the others above do it too)"
	@echo "make schema  write the JSON Schemas that editors use, after a change of the model"
	@echo "make lock    pin the requirements anew, with hashes"
	@echo "make clean   delete everything that was made here"

serve: $(VENV)/site.stamp $(PACKAGES)
	@$(VENV)/bin/mkdocs serve --dev-addr $(ADDR)

build: $(VENV)/site.stamp $(PACKAGES)
	@$(VENV)/bin/mkdocs build --strict

check: $(VENV)/site.stamp $(PACKAGES)
	@$(VENV)/bin/python hooks/cli.py check --strict

new: $(VENV)/site.stamp
	@test -n "$(DIR)" || { echo "Say where: make new DIR=../mine" >&2; exit 2; }
	@$(VENV)/bin/python hooks/cli.py new "$(DIR)"

# A project that `make new` laid down has no tests: they are about the code, which is the same there.
ifneq ($(wildcard tests),)
.PHONY: test mutants code-mutants bench coverage

test: $(VENV)/test.stamp $(TEST_PACKAGES)
	@$(VENV)/bin/python -m pytest -n auto --maxprocesses 4 --dist worksteal

mutants: $(VENV)/test.stamp $(TEST_PACKAGES)
	@$(VENV)/bin/python tests/mutants mutants.txt

# MODULES="scoring lint" alters these parts alone; tests/code_mutants/parts.yml names them all. JOBS=1 leaves the other cores free.
code-mutants: $(MUTMUT)/packages.stamp $(TEST_PACKAGES)
	@$(MUTMUT)/bin/python tests/code_mutants code-mutants.txt $(MODULES)

# TESTS=tests/test_items.py measures what these alone run.
coverage: $(VENV)/test.stamp $(TEST_PACKAGES)
	@$(VENV)/bin/python tests/measuring coverage.txt -n auto --maxprocesses 4 --dist worksteal $(TESTS)

bench: $(VENV)/test.stamp $(TEST_PACKAGES) $(BENCH)/bench.stamp
	@$(VENV)/bin/python tests/bench bench.txt

$(BENCH)/bench.stamp: requirements-bench.txt $(VENV)/made.stamp
	@$(VENV)/bin/python -m venv --clear $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

endif

packages: $(PACKAGES)

schema: $(VENV)/site.stamp
	@$(VENV)/bin/python hooks/cli.py schema

$(VENV)/site.stamp: requirements.txt $(VENV)/made.stamp
	@$(PIP) requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/site.stamp
	@$(PIP) requirements-test.txt
	@touch $@

$(MUTMUT)/packages.stamp: requirements-mutants.txt $(VENV)/site.stamp
	@$(VENV)/bin/python -m venv --clear $(MUTMUT)
	@$(subst $(VENV)/bin,$(MUTMUT)/bin,$(PIP)) requirements-mutants.txt
	@touch $@

$(PACKAGES): package-lock.json .npmrc $(VENV)/site.stamp
	@$(VENV)/bin/npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(TEST_PACKAGES): package-lock.json .npmrc $(VENV)/site.stamp
	@$(VENV)/bin/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# Debian ships Python without the part that makes environments; root can add it here, others are told how.
$(VENV)/made.stamp:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3 ..." >&2; exit 1; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; \
	  else \
	    echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	fi; \
	$$found -m venv --clear $(VENV) && touch $@

# uv resolves for every platform at once. It is needed for this alone, so it gets an environment of its own. What the others hold
# to comes first.
lock:
	@python3 -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv
	@for name in requirements $(filter-out requirements,$(basename $(wildcard requirements*.in))); do \
	  .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" $$name.in -o $$name.txt; \
	done
	@rm -rf .venv-lock

clean:
	@rm -rf $(VENV) $(BENCH) $(MUTMUT) .venv-lock .code-mutants node_modules site .pytest_cache .hypothesis .mypy_cache .ruff_cache
	@find $(wildcard hooks tests) -name __pycache__ -prune -exec rm -rf {} +
