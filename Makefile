# Each target is a ./bazelw command or two, which you can type yourself; ./bazelw gets the Bazel it needs.

.DEFAULT_GOAL := help
.PHONY: help run test lint format coverage migration lock

help: ## list what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s%s\n", $$1, $$2}'

run: ## start the game server, with a PostgreSQL of its own, and print the address to open
	./bazelw run //server/app:main

test: ## run all tests and the coverage gate; nothing changed means nothing runs
	./bazelw run //tools/testreport

lint: ## check the sources: ruff, mypy, buildifier, and that dependencies are exactly the imports
	./bazelw run //tools/lint

format: ## mend what the lint checks can mend themselves
	./bazelw run //tools/lint -- --fix

coverage: ## the run of `make test`, with the path of the HTML report
	./bazelw run //tools/testreport -- --html

migration: ## migrate the legacy server in thirteen steps, test each, and show the burn-down
	./bazelw test //migration/...
	./bazelw run //migration:status

lock: ## renew the versions and hashes of what comes from PyPI
	./bazelw run //tools/python:lock
