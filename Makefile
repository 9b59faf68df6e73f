# Everything a person types. `make help` explains.
.DEFAULT_GOAL := help
PYTHON ?= python3
.PHONY: help setup lock

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | column -t -s '|'

setup:  ## install what is missing, all of it inside this folder
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/pip install --disable-pip-version-check -q --require-hashes -r requirements/base.txt -r requirements/local.txt -r requirements/dev.txt
	@.venv/bin/pip install --disable-pip-version-check -q --no-deps --require-hashes -r requirements/map.txt

lock:  ## resolve requirements/*.in anew into hashed requirements/*.txt
	@for name in base local dev; do .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/$$name.txt requirements/$$name.in; done
