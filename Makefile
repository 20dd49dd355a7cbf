# Everything a newcomer needs: `make demo` to meet it, `make test` to prove it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SERVE ?= 1
# Bytecode and compiled engine caches make every later start faster.
unexport PYTHONDONTWRITEBYTECODE
export HELPFULACTS_SHARED ?= ../shared

.PHONY: demo serve check test types proof test-long test-release clean

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Helpful Acts needs Python 3.11 or newer. Set PYTHON=python3.11 (or newer).")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

# Finding by meaning is an extra: without it (no network, no wheel for this machine) finding by words stands alone.
$(VENV)/.meaning: requirements/meaning.txt $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/meaning.txt \
		|| echo "Finding by meaning could not be installed, so finding goes by words alone. Try again: make $@"
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.runtime $(VENV)/.meaning
	@$(BIN)/helpfulacts demo
ifneq ($(SERVE),0)
	@$(BIN)/helpfulacts serve --port $(PORT)
endif

serve: $(VENV)/.runtime
	@$(BIN)/helpfulacts serve --port $(PORT)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -m "not slow and not browser and not long and not release" tests/engine tests/architecture

# The source is the same on both databases, so it is read on SQLite alone, its types while the tests run.
test: $(VENV)/.dev
ifdef HELPFULACTS_DATABASE
	@$(MAKE) --no-print-directory proof
else
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory --jobs=2 types proof
endif

types: $(VENV)/.dev
	$(BIN)/mypy

proof: $(VENV)/.dev
	tools/side-by-side $(BIN)/pytest -m "not long and not release"

test-long: $(VENV)/.dev
	tools/side-by-side $(BIN)/pytest -m "long and not release"

# And once more all that `make test` proves on PostgreSQL, by pointer in a browser too, partitioned by place.
test-release: $(VENV)/.dev
	tools/side-by-side $(BIN)/pytest -m "release"
	HELPFULACTS_PARTITIONED=1 tools/with-postgres tools/side-by-side $(BIN)/pytest -m "not long and not release"

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
