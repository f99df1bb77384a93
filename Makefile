# One command per wish. Each sets up what it needs, on a machine with Python 3.11+, pip and make.
.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check format bench rivals clean

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/
READY := $(VENV)/.ready

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN)pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

setup: $(READY) ## install everything into .venv

demo: $(READY) ## index the sample newspaper and ask it three questions
	$(RUN)baoda demo

serve: $(READY) ## answer at http://127.0.0.1:8000 (the sample newspaper, unless BAODA_ARCHIVE is set)
	@test -n "$$BAODA_ARCHIVE" || $(RUN)baoda index --archive .cache/sample $$($(RUN)python -c "import bot.sample; print(bot.sample.PAGES)")
	$(RUN)baoda serve --archive "$${BAODA_ARCHIVE:-.cache/sample}"

test: $(READY) ## everything: format, lint, types, all tests (under 10 minutes on 2 cores)
	$(MAKE) --no-print-directory lint
	$(RUN)python -m pytest -q -n 2 --dist loadgroup

check: $(READY) ## the same without the slow tests
	$(MAKE) --no-print-directory lint
	$(RUN)python -m pytest -q -n 2 --dist loadgroup -m "not slow"

.PHONY: lint
lint: $(READY)
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy

format: $(READY) ## put the code into the house format
	$(RUN)ruff format .
	$(RUN)ruff check --fix .

bench: $(READY) ## measure quality and speed (needs ../shared)
	$(RUN)python -m benchmarks

RIVALS := .cache/rivals
$(RIVALS)/.ready: pyproject.toml benchmarks/rivals.txt
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/pip install --quiet --disable-pip-version-check -r benchmarks/rivals.txt -e .
	@touch $@

rivals: $(RIVALS)/.ready ## measure beside other engines, into docs/benchmarks.md (an hour)
	OMP_NUM_THREADS=1 $(RIVALS)/bin/python -m benchmarks rivals

clean: ## remove what was built
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache *.egg-info
