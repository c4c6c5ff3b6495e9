# make run    the portal with a demo district      make test   everything that proves it
# make bench  what it costs beside bare Flask      make clean  forget what was installed (the data folder stays)
# make messages  the words of all languages          make screenshots  the main pages as pictures in docs/screenshots
SHELL := /bin/bash
PORT ?= 8000
DATA_DIR ?= data
export PORT DATA_DIR

ENV := .venv
RUN := $(ENV)/run.stamp
TEST := $(ENV)/test.stamp
MAP := $(ENV)/map.stamp
AXE := node_modules/axe-core/axe.min.js

.PHONY: run test bench messages screenshots clean

run: $(RUN) $(MAP)
	@deploy/run

test: $(TEST) $(AXE)
	@deploy/test

bench: $(TEST)
	@$(ENV)/bin/python -m bench

messages: $(TEST)
	@$(ENV)/bin/pybabel -q extract -F babel.cfg -k N_ --no-location -o translations/messages.pot portal templates
	@$(ENV)/bin/pybabel -q update -N --no-wrap --ignore-obsolete --ignore-pot-creation-date -i translations/messages.pot -d translations -l en
	@$(ENV)/bin/python deploy/traditional

screenshots: $(TEST) $(AXE)
	@$(ENV)/bin/python -m tests.browser.screenshots

clean:
	@rm -rf .venv node_modules .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

$(RUN): requirements.txt deploy/uv.txt
	@deploy/install requirements.txt
	@touch $@

$(TEST): requirements.txt requirements-dev.txt deploy/uv.txt
	@deploy/install requirements.txt requirements-dev.txt
	@touch $(RUN) $@

$(MAP): package.json package-lock.json | $(RUN)
	@[ -e node_modules/leaflet ] || deploy/install-map
	@touch $@

$(AXE): package.json package-lock.json
	@deploy/install-axe
	@touch $@
