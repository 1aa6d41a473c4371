# Gongkai (公开). `make run` and `make test` need nothing but Python 3.11+, make and a package index:
# the first of them sets everything up in .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# Arguments for `gongkai run`, e.g. make run ARGS="--jobs 4"
ARGS ?=

.PHONY: help run test lint format corpus ui setup clean-venv docs docs-images bench-extract injection faults older-readers sql-lint superset metricflow
.DEFAULT_GOAL := help

help:  ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(READY)  ## Everything from raw/ to a release; only what changed is done
	@$(BIN)/gongkai run $(ARGS)

test: lint  ## Lint, type-check and all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile -q

lint: $(READY)  ## Style, types, generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pipelines.contracts --check

format: $(READY)  ## Put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

corpus: $(READY)  ## Report over the real corpus, compared with the last (make corpus ARGS="--learn-from-others")
	@$(BIN)/python -m benchmarks.corpus $(ARGS)

ui: $(READY)  ## Dagster's web interface (port 3000; make ui ARGS="--port 3001")
	@$(BIN)/gongkai ui $(ARGS)

setup: $(READY)  ## Only the set-up

bench-extract: $(READY)  ## Our reading engine beside its peers: docs/benchmarks/extract.md (an hour; ARGS="--help")
	@$(BIN)/python -m benchmarks.extract $(ARGS)

injection: $(READY)  ## One figure of real documents changed at a time: what the rules find (make injection ARGS="--changes 200")
	@$(BIN)/python -m benchmarks.injection $(ARGS)

faults: $(READY)  ## Kills, full disks and other trouble on purpose: docs/benchmarks/faults.md (hours; ARGS="--help")
	@$(BIN)/python -m benchmarks.faults $(ARGS)

superset: $(READY)  ## Apache Superset over the current release: installed once, filled, served (port 8088)
	@$(BIN)/gongkai bi install
	@$(BIN)/gongkai bi load
	@$(BIN)/gongkai bi serve $(ARGS)

metricflow: $(READY)  ## MetricFlow in an environment of its own (.make/metricflow); a test then asks it
	@$(BIN)/python -m scripts.metricflow

sql-lint: $(READY)  ## Style of the warehouse's SQL (sqlfluff in an environment of its own)
	@$(BIN)/uv tool run --from 'sqlfluff>=4.5,<5' sqlfluff lint dbt_project/models/staging \
		dbt_project/models/intermediate dbt_project/models/reconciliation/int_*.sql dbt_project/models/marts \
		dbt_project/models/semantic docs/questions docs/panels --processes 2

older-readers: $(READY)  ## Open the current release with older and newer DuckDB, each in its own environment
	@$(BIN)/python -m scripts.older_readers $(ARGS)

# The documentation has an environment of its own: nothing else needs its packages.
DOCS := .venv-docs

docs: $(READY) $(DOCS)/.ready  ## The documentation site: site/index.html
	@$(BIN)/python -m scripts.reference_pages
	@NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --quiet --clean
	@echo "site/index.html"

docs-images: $(READY)  ## Screenshots of the tutorial, taken anew (needs Chromium)
	@GONGKAI_WRITE_IMAGES=1 $(BIN)/python -m pytest -q tests/end_to_end/test_dashboard_in_browser.py -k tutorial

$(DOCS)/.ready: docs/requirements.lock
	@echo "Making the environment $(DOCS)"
	@$(PYTHON) -m venv --clear $(DOCS)
	@$(DOCS)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $<
	@touch $@

.PHONY: bench-scale audit fuzz fuzz-guided
bench-scale: $(READY)  ## How time and memory grow with documents: docs/benchmarks/scale.md (hours; ARGS="--help")
	@$(BIN)/python -m benchmarks.scale $(ARGS)

audit: $(READY)  ## Locked packages beside published advisories (skips aloud without a network; ARGS=--strict)
	@$(BIN)/python -m scripts.audit_dependencies $(ARGS)

fuzz: $(READY)  ## Damaged files of every format, 2,000 of each (an hour); finds go to tests/fuzz/crashers/
	@GONGKAI_FUZZ=2000 $(BIN)/python -m pytest -q tests/fuzz

fuzz-guided: $(READY)  ## The same, led by the code it reaches (atheris, installed beside; ARGS="--seconds 600 --only html")
	@$(BIN)/python -m tests.fuzz.guided $(ARGS)

clean-venv:  ## Remove the environment; the next target makes a new one
	rm -rf $(VENV)

# Again whenever the lock, the project file or the script itself changes. The stamp is written last: an
# interrupted set-up is done again.
$(READY): requirements.lock pyproject.toml scripts/setup_environment.sh
	@PYTHON="$(PYTHON)" sh scripts/setup_environment.sh $(VENV)
	@touch $(READY)
