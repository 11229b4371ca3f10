PY ?= python3
UV = .venv/bin/uv
IN = .venv/bin/
export UV_LINK_MODE = copy
export UV_COMPILE_BYTECODE = 1
# Some images set it; every process, of the tests too, would then compile our modules anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup dev run demo test test-fast sweep check bench run-production docs lock fmt clean
help: ## show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: .venv/.ok gateway/static/built/manifest.json gateway/translations/.ok services/documents/rendering/fonts/.ok ## install everything that runs
dev: setup .venv/.dev ## install what checks and tests as well

run: setup ## serve the portal on http://127.0.0.1:8000
	@exec $(IN)huhang serve
demo: setup ## play the main job from end to end over HTTP
	@$(IN)huhang demo
run-production: dev ## the production processes on a local RabbitMQ and PostgreSQL
	@sh deploy/sysdeps.sh
	@exec $(IN)huhang run-production

# Each part names its folders: to collect is to import, and that takes longer than many tests.
FAST = not service and not integration
WHERE_FAST = tests/architecture tests/contract tests/unit
SERVED = service or integration
WHERE_SERVED = tests/contract tests/integration tests/unit
test-fast: dev ## rules, pages and contracts: the tests that need no server
	$(IN)python -m pytest -n 2 --dist loadfile -m "$(FAST)" $(WHERE_FAST)
test: dev ## all tests, with real RabbitMQ, PostgreSQL and Chromium
	@sh deploy/sysdeps.sh
	$(IN)python -m pytest -n 2 --dist loadfile -m "$(FAST)" $(WHERE_FAST)
	$(IN)python -m pytest -n 3 --dist loadfile -m "$(SERVED)" $(WHERE_SERVED)
	$(IN)python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/browser
	$(IN)python -m pytest -n 4 tests/fault
sweep: dev ## every page in every view, every form refused, thirty calls: minutes of Chromium
	HUHANG_SWEEP=1 $(IN)python -m pytest -s -o faulthandler_timeout=0 tests/browser/test_every_page.py tests/browser/test_hotline_desk.py
check: dev ## format, lint, types, import walls, deployment files
	$(IN)ruff format --check .
	$(IN)ruff check .
	$(IN)mypy
	$(IN)lint-imports
	@! grep -nE 'https?://' requirements.lock requirements-dev.lock
	@! grep -n '"resolved"' package-lock.json
	$(IN)check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(IN)hadolint deploy/Dockerfile
bench: dev ## throughput, latency and memory as ratios
	@sh deploy/sysdeps.sh
	$(IN)python -m bench

docs: dev ## write the lists of events, rules and settings from the code
	$(IN)python -m docs.generate
lock: .venv/.uv ## renew the locked dependencies
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements.in -o requirements.lock
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.lock
fmt: dev ## format the code
	$(IN)ruff format .
	$(IN)ruff check --fix .
clean: ## remove everything that was built
	rm -rf .venv node_modules gateway/static/built gateway/translations/.ok services/documents/rendering/fonts

.venv/.uv:
	$(PY) -m venv .venv
	$(IN)pip install -q --disable-pip-version-check uv==0.13.8
	@touch $@
.venv/.ok: .venv/.uv requirements.lock pyproject.toml
	$(UV) pip install -q --python $(IN)python --require-hashes -r requirements.lock
	$(UV) pip install -q --python $(IN)python --no-deps --no-build-isolation -e .
	@touch $@
.venv/.dev: .venv/.ok requirements-dev.lock
	$(UV) pip install -q --python $(IN)python --require-hashes -r requirements-dev.lock
	@touch $@
gateway/static/built/manifest.json: .venv/.ok package-lock.json $(wildcard gateway/assets/* gateway/assets/*/*)
	$(IN)python gateway/assets/build.py
services/documents/rendering/fonts/.ok: gateway/static/built/manifest.json package-lock.json
	sh services/documents/rendering/take-fonts.sh
gateway/translations/.ok: .venv/.ok $(wildcard gateway/translations/*/LC_MESSAGES/*.po)
	$(IN)pybabel -q compile -d gateway/translations
	@touch $@
