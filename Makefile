# The doors to the project. `make run` serves it, `make test` proves it.

SHELL := /bin/bash
CARGO ?= cargo
# Where the data of `make run` lives.
DATA_DIR ?= var
LISTEN ?= 127.0.0.1:8080
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)

.PHONY: run test check ui bench clean help

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: ui ## Build everything, load the demo into an empty database, serve on port 8080
	$(CARGO) build --release --locked
	$(TARGET_DIR)/release/blisko serve --demo --data-dir $(DATA_DIR) --listen $(LISTEN)

ui: static/dist/.built ## Build the screens into static/dist

static/node_modules/.installed: static/package.json static/package-lock.json
	cd static && npm ci --no-audit --no-fund
	touch $@

static/dist/.built: static/node_modules/.installed $(shell find static/src static/public static/scripts static/*.html static/*.ts static/*.json -type f 2>/dev/null)
	cd static && npm run --silent build
	# The release build carries the files inside; cargo does not see by itself that there are new ones.
	touch $@ src/http/assets.rs

test: ## Install what tests need where it may, then run all of them
	.ci/test

check: ## Format, lints, licences, then all tests
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --locked -- -D warnings
	.ci/deny
	.ci/test

clean: ## Remove what was built; the data in var stays
	$(CARGO) clean
	rm -rf static/dist static/node_modules
