# The commands of this house; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.DELETE_ON_ERROR:

jobs    ?= $(shell nproc)
listen  ?= 127.0.0.1:8080
data    ?= data
# What `make test` builds and runs. `make test presets=asan` is `make asan`.
presets ?= release
# `make SETUP=:` leaves the system's packages alone.
SETUP   ?= tools/setup

# A newcomer who only wants to run moim does not wait for the test tools.
needs_tests := $(filter test asan coverage cost lint format,$(MAKECMDGOALS))
packages    := build $(if $(needs_tests),test)
build        = cmake --build --preset $(1) --parallel $(jobs)

## For everybody
.PHONY: run
run: build-moimd  ## Install what is missing, build, serve on 127.0.0.1:8080 with the data in ./data; args="..." are passed on
	exec build/release/moimd --data $(data) --listen $(listen) $(args)

.PHONY: build
build: build-programs  ## Build the programs into build/release

.PHONY: load
load: build-moim-sim  ## Load harness against a server that it starts; args="..." are passed on
	build/release/moim-sim load $(args)

.PHONY: sim
sim: build-moim-sim  ## Simulate one seed after another until stopped; args="..." are passed on
	build/release/moim-sim run --seeds 0 --metrics 0 $(args)

## For moim's developers
.PHONY: test
test: $(presets:%=tests-%)  ## Build and run the whole suite; presets="release asan" chooses
	@tests/run --jobs $(jobs) $(presets)

.PHONY: asan
asan: tests-asan  ## Build and run the suite under the address and undefined-behaviour sanitizers, and the fuzz targets
	@tests/run --jobs $(jobs) asan

.PHONY: attacks
attacks: build-moimd  ## Attack a server in all ways of tests/attacks, a minute each; args="slow_loris --seconds 10" for less
	@MOIM_BUILD=build/release tests/attacks/run.py $(args)

.PHONY: cost
cost: build-cost_runs  ## Count the instructions of an operation, and compare them with docs/cost.toml
	@tools/cost $(args)

.PHONY: coverage
coverage: build/coverage/build.ninja  ## Tell which lines the simulator alone reaches; args="--seeds 1000" for more
	@$(call build,coverage)
	@tools/coverage $(args)

.PHONY: format
format: setup  ## Format every C++ file in place
	@tools/lint --fix format

.PHONY: lint
lint: build/release/build.ninja  ## Check formatting, and every C++ file with clang-tidy
	@tools/lint format
	@tools/lint --jobs $(jobs) tidy

.PHONY: clean
clean:  ## Remove what was built; the data stays
	rm -rf build

.PHONY: help
help:  ## Show this
	@awk -F ':.*## ' '/^## / { sub(/^## /, ""); printf "\n%s\n", $$0 } \
	  /^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup:
	@$(SETUP) $(packages)

# Ninja runs CMake again by itself when a CMake file changes; the presets it does not know about.
build/%/build.ninja: CMakePresets.json | setup
	@cmake --preset $* $(if $(CI),,--log-level=WARNING)
	@touch $@

tests-%: build/%/build.ninja
	@$(call build,$*)

# One program, or all: whoever only wants to run moim does not wait for the simulator.
build-%: build/release/build.ninja
	@$(call build,release) --target $*
.PRECIOUS: build/%/build.ninja
