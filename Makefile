# Corridor's commands. Needs Python 3.11 to 3.13 and make, nothing else.
SHELL := /bin/sh
VENV  := .venv
RUN   := $(VENV)/bin/corridor

.PHONY: help run up down test lint check lock clean

help:           ## these lines
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: $(VENV)/ready  ## one whole run now, through Airflow, on the embedded warehouse (SAMPLE=1: on the sample site)
	@$(RUN) monitor

up: $(VENV)/ready   ## start the service: scheduler, Airflow's page, warehouse
	@$(RUN) up

down: $(VENV)/ready ## stop the service
	@$(RUN) down

test: $(VENV)/ready ## all tests
	@$(VENV)/bin/python -m pytest -n 2 --dist worksteal $(TESTS)

lint: $(VENV)/ready ## style and types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

check: lint test    ## everything that CI asks for

lock:           ## write the locked requirements from the .in files (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 \
		requirements.in -o requirements.txt
	cp requirements.txt requirements-server.txt  # uv keeps the versions that it finds there
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-platform linux \
		--python-version 3.11 requirements-server.in -o requirements-server.txt

clean:          ## remove the environment (the warehouse stays)
	rm -rf $(VENV)

$(VENV)/ready: requirements.txt pyproject.toml setup.sh
	@sh setup.sh $(VENV)
