# `make run` and `make test` set up what is missing and do again only what has changed.
.DEFAULT_GOAL := help
.PHONY: help run test samples screenshots bench lint catalogues lock clean ready assets

PYTHON ?= python3
# Node from the .venv serves where the machine has none.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PIP := .venv/bin/python -m pip --quiet --disable-pip-version-check
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

run: ready ## Set up, migrate, load the demonstration into an empty instance, serve (PORT, QUARTER_INSTANCE)
	@exec .venv/bin/quarter run --demo

test: ready .venv/dev ## Set up what the tests need and run all of them, on SQLite and on PostgreSQL
	@bash .ci/prepare
	@bash .ci/test

samples: ready .venv/dev ## Write minutes in every format to build/samples/, for validators of your own
	@.venv/bin/python -m tests.samples build/samples

screenshots: ready .venv/dev ## Take pictures of every page of the demonstration, to look at
	@bash .ci/prepare
	@.venv/bin/python -m tests.screenshots

bench: ready .venv/dev ## Measure how fast it is, on SQLite and PostgreSQL; the table goes to build/bench/
	@bash .ci/bench

lint: .venv/dev ## Check style, types and the floors of the house
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

catalogues: .venv/dev ## Bring new sentences into the catalogues, for translation
	@bash .ci/catalogues

lock: ## Pin all dependencies anew
	@bash .ci/lock

clean: ## Remove what was set up; instance/ stays
	rm -rf .venv node_modules quarter/built quarter.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis $(CATALOGUES)
	find quarter tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready: .venv/quarter assets $(CATALOGUES)

assets: .venv/quarter node_modules/.package-lock.json
	@.venv/bin/python -m quarter.web.assets

# Empty files in .venv record which step was done, and when.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quarter needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/packages: requirements.txt .venv/made
	@echo 'Installing Python packages …'
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

.venv/quarter: pyproject.toml .venv/packages
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.txt .venv/quarter
	@echo 'Installing test tools …'
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

.venv/node: requirements-node.txt .venv/made
	@{ command -v node && command -v npm; } >/dev/null || $(PIP) install --require-hashes -r requirements-node.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .venv/node
	@echo 'Installing browser files …'
	@npm ci --loglevel=error
	@touch $@

%.mo: %.po .venv/packages
	@.venv/bin/pybabel --quiet compile --input-file $< --output-file $@
