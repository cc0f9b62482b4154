# `make demo` does everything on a bare Debian 12 machine and opens the door; `make test` runs all tests. `make help` lists the rest.
JOBS ?= $(shell nproc)
BUILD = build
.DEFAULT_GOAL := all

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

.PHONY: packages packages-test
packages: ## install what the build needs (root or sudo)
	@setup/install setup/packages.txt
packages-test: ## install what the tests need besides
	@setup/install setup/packages.txt setup/packages-test.txt

.PHONY: all
all: ## build build/fairwitness
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
	@ninja -C $(BUILD) -j $(JOBS) fairwitness

.PHONY: demo
demo: packages all ## packages, build, the account of the shipped example, and a page to open
	@examples/demo $(BUILD)/fairwitness $(BUILD)/demo

.PHONY: test
test: packages-test ## all tests: units, whole program, sanitizers, fuzzers, page in a browser
	@tests/run $(JOBS)

.PHONY: quick
quick: ## units and whole-program tests of the release build only
	@tests/run $(JOBS) quick

.PHONY: cases
cases: ## rewrite the expectations of the golden cases (review the diff)
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null && ninja -C $(BUILD) -j $(JOBS)
	@UPDATE_CASES=1 ctest --test-dir $(BUILD) --output-on-failure -L units

.PHONY: bench
bench: packages-test ## measure speeds beside the peers and write docs/benchmarks.md
	@bench/run

.PHONY: format
format: ## lay out all C++ by .clang-format
	@git ls-files '*.cc' '*.h' | xargs clang-format -i

.PHONY: clean
clean: ## remove what was built
	@rm -rf build build-sanitize build-thread
