# Works with GNU Make 3.81, which macOS has. Each command does its own set-up.

# The first Python that really runs: a fitting one if there is one, else any from 3.8, which fetches a fitting one.
try = for python in .venv/bin/python python3.13 python3.12 python3.11 python3 python; do \
  "$$python" -c 'import sys; sys.exit(not $(1) <= sys.version_info[:2] <= $(2))' >/dev/null 2>&1 \
  && { echo "$$python"; exit; }; done
PYTHON = $(shell $(call try,(3, 11),(3, 13)); $(call try,(3, 8),(3, 99)))
SET_UP = python="$(PYTHON)"; test -n "$$python" \
  || { echo 'Python is missing. Run: sudo apt-get install -y python3 python3-venv' >&2; exit 1; }; \
  "$$python" -m tests.tooling.install
IN_VENV = .venv/bin/python -m

.PHONY: help demo test check setup format lock clean for-use for-work

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: for-use ## run Faultlens on the bundled pump skid and open its page
	@.venv/bin/faultlens demo $(ARGS)

test: for-work ## run all tests; ARGS go to pytest, as in: make test ARGS='-k audit'
	@$(IN_VENV) tests.tooling.run_tests $(ARGS)

check: for-work ## run all checks: format, lint, types, imports, sizes, generated files
	@$(IN_VENV) tests.tooling.check $(ARGS)

setup: for-work ## make .venv with all that the checks and the tests need

format: for-work ## format the code and mend what the linter can mend
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .
	@$(IN_VENV) tests.tooling.web format

lock: for-work ## lock the newest packages that pyproject.toml allows
	@$(IN_VENV) tests.tooling.locks --renew

clean: ## remove all that these commands made
	rm -rf .venv .tools uv.lock build dist ar_client/web/dist ar_client/web/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find explain knowledge_base assistant ar_client tests -name __pycache__ -type d -prune -exec rm -rf {} +

for-use:
	@$(SET_UP) user

for-work:
	@$(SET_UP) dev
