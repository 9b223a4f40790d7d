# From a fresh clone, on a machine with Rust, Node 20 or later and a C compiler:
#
#   make demo      sets everything up, builds, and runs the demo
#   make test      sets everything up, and runs every test
#   make build     leaves target/release/passport with its pages inside
#   make bindings  leaves the phone library's Kotlin module and Swift package in target/bindings
#   make sbom      leaves lists of all that it is built from in target/sbom (CycloneDX)
#   make fmt lint bench fuzz crash
#
# Doing it again is quick: what is already there is not made again.

SHELL := /bin/bash -o pipefail
.DELETE_ON_ERROR:
.PHONY: demo build bindings test fmt fmt-check lint audit sbom bench fuzz crash setup clean

TARGET  := $(or $(CARGO_TARGET_DIR),target)
PYTHON  := .venv/bin/python
NEXTEST := $(shell command -v cargo-nextest >/dev/null 2>&1 && echo yes)
# Not the manifest: cargo leaves an empty one where no pages were built.
PAGES   := web/dist/.built

# The tests use the same program that people do, and nothing is left for them to build or install.
export PASSPORT_BINARY := $(abspath $(TARGET)/debug/passport)
export PASSPORT_PYTHON := $(abspath $(PYTHON))

demo: build
	$(TARGET)/release/passport demo

build: $(PAGES)
	cargo build --release --locked --bin passport

# Apps link the phone library; mobile-bindings/README.md goes on from there.
bindings:
	mobile-bindings/scripts/bindings

test: setup
	cargo build --locked --lib --bins
	cd web && npm run --silent types && npm test --silent
	node --test --test-timeout=1200000 --test-reporter=spec tests/browser/*.test.js
	.ci/open-referral
	@command -v swiftc >/dev/null || printf '\n******** NOT RUN: the phone library in Swift: there is no swiftc ********\n\n' >&2
ifeq ($(NEXTEST),yes)
	cargo test --locked --workspace --doc --quiet
	cargo nextest run --locked --workspace --no-fail-fast
else
	cargo test --locked --workspace --no-fail-fast
endif

fmt: web/node_modules/.package-lock.json
	cargo fmt --all
	cd web && npm run --silent fmt

fmt-check:
	cargo fmt --all --check

lint: setup fmt-check
	.ci/audit --install
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cd web && npm run --silent types && npm run --silent lint

audit:
	.ci/audit

sbom:
	.ci/sbom --install

# The program that is measured is the one that is released.
bench: build setup
	cargo bench --locked -p passport-core
	PASSPORT_BINARY=$(abspath $(TARGET)/release/passport) cargo bench --locked -p passport-tests
	mobile-bindings/scripts/cost
	mobile-bindings/scripts/size

fuzz: $(PAGES)
	.ci/fuzz

# CRASH_SECONDS=600 breaks it off; the next run goes on.
crash: setup
	cargo build --locked --lib --bins
	.ci/crash

# Everything the tests need, beyond Rust, Node and a C compiler.
setup: packages $(PAGES) tests/node_modules/.package-lock.json .venv/installed

.PHONY: packages
packages:
	@.ci/packages

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund --silent
	@touch $@

.venv/installed: tests/interop/requirements.txt | packages
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(PAGES): web/node_modules/.package-lock.json $(shell find web words -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	cd web && npm run --silent build
	@touch $@

clean:
	cargo clean
	rm -rf web/dist web/node_modules tests/node_modules .venv
