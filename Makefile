# What one does with a checkout. `make` alone lists it.
# Needs Python 3.11 or newer, git and make; everything else is installed into .venv, once.

# The first of these that is Python 3.11 or newer, or say which: make play PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && \
	echo $$python && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STORY := story/lakkon

.DEFAULT_GOAL := help
.PHONY: help play test fuzz suite check lint proof format bench peers pictures mutants wheel clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

play: .venv/for-play ## install what is needed and open the game (options: make play ARGS="--help")
	@$(BIN)/borderpost $(ARGS)

test: .venv/for-work ## install what is needed and run every test (options: make test ARGS="-k saves")
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

FUZZ ?= 20

fuzz: .venv/for-work ## try whatever comes, 20 times as much as the tests do (make fuzz FUZZ=100 ARGS="-k reader")
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -m fuzz -n auto $(ARGS)

suite: .venv/for-work ## fetch the public test suite of YAML, by npm, for the tests; how it fares
	@$(BIN)/python -m tests.fuzz.yaml_suite

check: lint proof ## everything that is checked without a test

lint: .venv/for-work ## lint, format, types, who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 src
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin src
	$(BIN)/lint-imports --no-logo

proof: .venv/for-work ## the proof of the shipped story, and runs of it that earlier versions saved
	$(BIN)/borderpost check $(STORY) --strict --saves tests/saves

format: .venv/for-work ## lay the code out the way `make check` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/for-work ## measure start-up, keys, memory, loading, playing, proofs, debriefs (takes minutes)
	$(BIN)/python -m benchmarks.startup $(ARGS)
	$(BIN)/python -m benchmarks.keys $(ARGS)
	$(BIN)/python -m benchmarks.journal $(ARGS)
	$(BIN)/python -m benchmarks.memory $(ARGS)
	$(BIN)/python -m benchmarks.long_run $(ARGS)
	$(BIN)/python -m benchmarks.soak $(ARGS)
	$(BIN)/python -m benchmarks.loading $(ARGS)
	$(BIN)/python -m benchmarks.playing $(ARGS)
	$(BIN)/python -m benchmarks.proving $(ARGS)
	$(BIN)/python -m benchmarks.checking $(ARGS)
	$(BIN)/python -m benchmarks.debriefing $(ARGS)

peers: .venv/for-work ## get the engines that benchmarks compare with, into a folder git ignores
	$(BIN)/python -m benchmarks.peers fetch

pictures: .venv/for-work ## draw the pictures of the game in docs/pictures anew: look at them after
	$(BIN)/python docs/pictures/draw.py
	$(BIN)/python docs/pictures/draw_pages.py

mutants: .venv/for-mutants ## change the code in small ways, and see which no test notices (takes hours)
	$(BIN)/mutmut run $(ARGS)
	@echo "No test noticed these; .venv/bin/mutmut show NAME shows one:"
	@$(BIN)/mutmut results | grep -v ': not checked$$' || echo "    (none)"

wheel: .venv/for-work ## build the package into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## remove what was installed and built (saved runs stay)
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
		.yaml-test-suite mutants

# .venv is made anew when it is missing, when its Python is gone, or when the checkout has moved.
.PHONY: anew
ANEW := $(shell test -x $(BIN)/python && test "$$(cat .venv/made 2>&1)" = "$(CURDIR)" || echo anew)

.venv/made: $(ANEW)
	@$(if $(PYTHON),$(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "borderpost needs Python 3.11 or newer, and found none."; \
		echo "Install it, or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; } >&2
	@echo "Setting up .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo "This Python cannot make virtual environments."; \
		echo "On Debian and Ubuntu: apt install python3-venv; then run make again."; exit 1; } >&2
	@echo "$(CURDIR)" > $@

# The packages are pinned in constraints.txt, the one that builds ours included, so that nothing
# is fetched but what stands there. The stamps keep make from installing twice.
.venv/for-play: pyproject.toml constraints.txt .venv/made
	@echo "Installing what the game needs into .venv (once) ..."
	@$(PIP) install -c constraints.txt hatchling
	@$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

.venv/for-work: .venv/for-play
	@echo "Installing what the tests and checks need into .venv (once) ..."
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

.venv/for-mutants: .venv/for-work
	@echo "Installing what changes the code into .venv (once) ..."
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[mutants]'
	@touch $@
