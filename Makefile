# Everything a person types; `make help` explains. The work is done by deploy/local, bench and tests.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
export PYTHON
IN_VENV := .venv/bin/python
STACK := $(IN_VENV) -m deploy.local
COMPILE := .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
           --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: help python ports packages setup run up down dev cli demo-reset mail answer secrets trace replay chaos endure bench images test-images kubernetes test check format lint types architecture lock audit

help:  ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile
	@printf '\nSettings: NABO_PORT=8080 NABO_PACK=kluuvi; NABO_KAFKA, NABO_MONGO_URL, NABO_SMTP_HOST to use your own servers.\n'

##@ Use it
run: ports packages  ## set up what is missing, start everything, stop it with Ctrl-C
	@exec $(STACK) run

up: ports packages  ## the same in the background
	@exec $(STACK) up

down:  ## stop what runs in the background
	@test -x $(IN_VENV) || { echo "Nabo is not set up here."; exit 0; }; exec $(STACK) down

mail:  ## read the latest mail that the stack sent (COUNT=3)
	@exec $(STACK) mail $(if $(COUNT),--count $(COUNT))

answer:  ## answer the newest mail about a case, TEXT="It is the second lamp." (FROM=another@address)
	@exec $(STACK) answer "$(TEXT)" $(if $(FROM),--sender "$(FROM)")

trace:  ## show one report's whole way, REF=N-7K3M-Q9WY-4
	@exec $(STACK) trace "$(REF)"

cli:  ## give one service an operator's command, S=triage DO="list-roles" (docs/runbook.md)
	@exec $(STACK) cli "$(S)" $(DO)

demo-reset:  ## forget all reports, people and mail of the demo
	@exec $(STACK) demo-reset

secrets: packages  ## make the secrets for docker-compose.yml
	@exec $(STACK) secrets

##@ Work on it
setup: packages  ## install what is missing, all of it inside this folder
	@exec $(STACK) setup

dev:  ## reload one service's pages with its code, S=triage (after make up)
	@exec $(STACK) dev "$(S)"

format: packages  ## put the code in shape
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format .

lock: packages  ## resolve requirements/*.in anew into hashed requirements/*.txt
	@for name in base local dev; do $(COMPILE) --upgrade -o requirements/$$name.txt requirements/$$name.in || exit 1; done

audit: packages  ## look for known weaknesses in what is installed
	@.venv/bin/pip-audit --require-hashes --disable-pip -r requirements/base.txt

##@ Check it
check: packages lint types architecture  ## lint, types, architecture, unit and contract tests without stores (2 min)
	@$(IN_VENV) -m pytest -q -n 2 -m "not stores and not stack and not browser" tests \
	  --ignore=tests/integration --ignore=tests/e2e

lint: packages  ## style
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .

types: packages  ## types
	@.venv/bin/mypy .

architecture: packages  ## who may import whom, and what
	@.venv/bin/lint-imports --no-logo && .venv/bin/deptry .

# Each of the processes would prepare every test anew where Python may not keep what it compiled.
test: setup  ## every test, on a broker and a database of its own (10 to 15 min)
	@exec env -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m pytest -n 3 --dist loadgroup --no-loadscope-reorder tests

images: packages  ## build the images here, without an image registry (needs root, buildah, debootstrap, bubblewrap)
	@exec $(IN_VENV) -m deploy.images

test-images: setup images  ## 200 reports through all services, each run from its image (2 min)
	@exec $(IN_VENV) -m tests.images

kubernetes: python  ## write deploy/k8s/rendered/*.yaml anew (needs kubectl or kustomize)
	@exec $(IN_VENV) -m deploy.k8s

bench: setup  ## how fast it is, beside what the machine can do
	@exec $(IN_VENV) -m bench

replay: setup  ## send real requests through the public API, FILE=… LIMIT=5000 RATE=100
	@exec $(IN_VENV) -m bench.replay $(if $(FILE),--file "$(FILE)") $(if $(LIMIT),--limit $(LIMIT)) $(if $(RATE),--rate $(RATE)) \
	  $(if $(SEED),--seed $(SEED)) $(if $(PACK),--pack $(PACK)) $(foreach name,$(KILL),--kill $(name))

MINUTES ?= 10
chaos: setup  ## kill, freeze and restart anything while people report and act, MINUTES=10 RATE=50 SEED=1
	@exec $(IN_VENV) -m bench.replay --every 2 --rate $(or $(RATE),50) --limit $$(( $(MINUTES) * 60 * $(or $(RATE),50) )) \
	  --seed $(or $(SEED),1) --root var/chaos/stack --result var/chaos/latest.json

endure: setup  ## what lasts longer than a test may, at full length (1 h), ONLY="kills frozen poison again away chaos renewals"
	@exec env -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m pytest -q --endure "$(ONLY)" \
	  tests/contract/ports tests/integration tests/e2e/replay

packages: python
	@$(PYTHON) -m deploy.local.bootstrap

# Before the minutes that the first set-up takes; later `run` and `up` look themselves, and know whether it is Nabo that has them.
ports: python
	@test -x $(IN_VENV) || $(PYTHON) -m deploy.local.ports

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Nabo needs Python 3.11 or newer; say which one with, for example: PYTHON=python3.12 make run" >&2; exit 6; }
