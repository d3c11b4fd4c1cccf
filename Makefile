# `make` alone lists what there is.

.PHONY: help demo example test test-fast check docs site site-audit rule bench requirements clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s%s\n", $$1, $$2}' Makefile

demo: .venv/.ready ## audit the demo newspaper, whose faults are planted, into reports/demo
	@.venv/bin/audit demo; code=$$?; \
	if [ $$code -eq 0 ]; then echo "The demo's planted faults were not found." >&2; exit 1; fi; \
	if [ $$code -ne 1 ]; then exit $$code; fi

example: .venv/.ready ## write the example report, reports/example, anew
	@.venv/bin/audit demo --quiet --pictures pages --out reports/example; code=$$?; test $$code -eq 1 || exit $$code
	@rm -f reports/example/run.sqlite*

test: .venv/.ready ## run all tests
	.venv/bin/pytest -n auto

test-fast: .venv/.ready ## run the tests that need no browser
	.venv/bin/pytest -n auto -m "not browser"

check: .venv/.ready ## lint, formatting, types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

docs: .venv/.ready ## write the generated parts of the documentation anew
	.venv/bin/python scripts/axe_data.py
	.venv/bin/python scripts/docs.py

site: .venv/.ready ## write the documentation as a site into dist/docs
	.venv/bin/python scripts/website.py

site-audit: site ## audit that site: every page of it, with no fault allowed
	.venv/bin/audit run dist/docs --out reports/docs --baseline "" --offline

rule: .venv/.ready ## start a new rule: make rule NAME=images/image-alt-shouting
	@test -n "$(NAME)" || { echo "Say which: make rule NAME=images/image-alt-shouting" >&2; exit 2; }
	.venv/bin/python scripts/rule.py "$(NAME)"

bench: .venv/.ready ## measure the cost of a page against bare Playwright and axe-core
	.venv/bin/python -m benchmarks.cost

# Build backend included: scripts/bootstrap installs the project itself without fetching anything that is not in the list.
requirements: ## pin the newest packages pyproject.toml allows (needs uv)
	printf 'hatchling>=1.27,<2\neditables\n' | uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command "make requirements" \
		--extra dev --output-file requirements-dev.txt pyproject.toml -

clean: ## delete caches, builds and the demo's report
	rm -rf dist reports/demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/.ready: pyproject.toml requirements-dev.txt scripts/bootstrap
	scripts/bootstrap
