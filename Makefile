# 同频：两条命令够用：make run（运行）、make test（全部检查）；make help 列出其余。
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV_VERSION := 0.13.9
PYTHON_STAMP := $(VENV)/.installed
NODE_STAMP := node_modules/.installed
CODE := src tests scripts $(wildcard benchmarks)

IN_TEST_MODE := scripts/in_test_mode.sh
WITHOUT_DATABASE := --ignore=tests/architecture --ignore=tests/kernel --ignore=tests/config --ignore=tests/engines/documents --ignore=tests/engines/rules --ignore=tests/rulebook \
	--ignore=tests/access/test_headers.py --ignore=tests/access/test_production.py

.PHONY: help setup run test test-packages lint contracts types test-databases test-sqlite test-postgres test-browser test-hard bench lock docs format wheel clean

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(PYTHON_STAMP) $(NODE_STAMP) ## 准备运行环境（.venv、锁定的依赖、前端库），可重复执行

$(PYTHON_STAMP): requirements.lock pyproject.toml scripts/hatch_build.py
	@scripts/system_packages.sh python
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/uv --version 2>/dev/null | grep -qF ' $(UV_VERSION) ' || $(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --python $(BIN)/python --editable .
	@touch $@

$(NODE_STAMP): package.json package-lock.json .npmrc
	@scripts/system_packages.sh node
	npm ci --no-progress --loglevel=error
	@touch $@

run: setup ## 运行：首次启动自动建库并装入演示单位，打印网址和登录方法
	$(BIN)/tongpin demo --if-empty
	$(BIN)/tongpin serve

test: setup test-packages lint contracts types test-databases test-browser ## 全部检查：规范、结构、类型、SQLite、PostgreSQL、浏览器

test-packages:
	@scripts/system_packages.sh test

lint: setup ## 代码规范
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

contracts: setup ## 结构约定：谁可以依赖谁
	$(BIN)/lint-imports --no-cache

types: setup ## 类型检查
	$(IN_TEST_MODE) $(BIN)/mypy

test-databases: setup ## 两种数据库的测试同时进行
	@scripts/side_by_side.sh test-sqlite test-postgres

test-sqlite: setup ## 全部测试（SQLite）
	$(IN_TEST_MODE) $(BIN)/pytest -q -m "not browser and not hard"

test-postgres: setup ## 用到数据库的测试（PostgreSQL，自起临时实例）
	$(IN_TEST_MODE) scripts/with_postgres.sh $(BIN)/pytest -q -m "not browser and not hard" $(WITHOUT_DATABASE)

test-browser: setup ## 浏览器测试（Chromium）
	$(IN_TEST_MODE) $(BIN)/pytest -q -m "browser and not hard"

test-hard: setup test-packages ## 可靠性测试的完整形式（两种数据库，时间较长）
	HYPOTHESIS_PROFILE=hard $(IN_TEST_MODE) $(BIN)/pytest -q -m hard
	HYPOTHESIS_PROFILE=hard $(IN_TEST_MODE) scripts/with_postgres.sh $(BIN)/pytest -q -m hard $(WITHOUT_DATABASE)

bench: setup ## 性能对比（benchmarks/ 下每个脚本）
	@set -e; for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(IN_TEST_MODE) $(BIN)/python "$$script"; done

docs: setup ## 重新生成术语表和扩展点两页文档
	$(IN_TEST_MODE) $(BIN)/python scripts/generate_docs.py

format: setup ## 整理代码格式
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

lock: setup ## 按 pyproject.toml 重新锁定依赖（含校验值，不含网址）
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --upgrade --generate-hashes --no-emit-index-url --no-annotate --output-file requirements.lock

wheel: setup ## 打包为 dist/*.whl（内含前端库）
	rm -rf dist
	$(BIN)/uv build --quiet --wheel --out-dir dist

clean: ## 删除环境和缓存（不动 var/ 里的数据）
	rm -rf $(VENV) node_modules dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
