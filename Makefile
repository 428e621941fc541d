# `make` lists what there is to make. What takes more than a line stands in bin/.

.DEFAULT_GOAL := help
.PHONY: help run dev admin test lint check soak mutants bench compare messages coverage readability audit lock release clean
MAKEFLAGS += --no-print-directory
export PORT

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s%s\n", $$1, $$2 }' Makefile

run: ## Prepare the site and serve it on 127.0.0.1:8000 (another port: PORT=8001)
	@bin/run

dev: ## The same with Django's own server, which follows changes to the code
	@DEBUG=true bin/prepare
	@DEBUG=true .venv/bin/python manage.py runserver 127.0.0.1:$(or $(PORT),8000)

admin: ## Make an administrator's account, and a link to sign in with (EMAIL=anna@example.org)
	@bin/prepare
	@.venv/bin/python manage.py administrator $(EMAIL)

test: ## Run all tests, on SQLite and on PostgreSQL (installs what they need)
	@bin/test

lint: ## Check the style of code and templates, the types, and who imports whom
	@bin/environment requirements-dev.txt
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/lint-imports

check: ## Run what takes long: random histories of publishing, and random requests for data, by the hundred
	@bin/environment requirements-dev.txt
	@bin/check

soak: ## Kill starts, what works at a site, and two hosts with all they need, at random (KILLS=100), and see all heal
	@bin/system-packages
	@bin/environment requirements-dev.txt
	@.venv/bin/python -m tests.kills $(or $(KILLS),100)
	@.venv/bin/python -m tests.postgres .venv/bin/python -m tests.kills $(or $(KILLS),100)
	@.venv/bin/python -m tests.postgres .venv/bin/python -m tests.kills_of_hosts $(or $(KILLS),100)
	@.venv/bin/python -m tests.soak $(or $(KILLS),100)

mutants: ## Plant faults in a copy of the code, one at a time, and see a test fail for each
	@bin/system-packages
	@bin/environment requirements-dev.txt
	@.venv/bin/python -m tests.mutants

bench: ## Measure what each kind of page costs, on SQLite and on PostgreSQL
	@bin/system-packages
	@bin/environment requirements-dev.txt
	@bin/messages
	@.venv/bin/python -m bench
	@.venv/bin/python -m tests.postgres .venv/bin/python -m bench

compare: ## See whether all pages say the same as at another revision: REV=HEAD~1 (IGNORE=footer leaves footers out)
	@bin/environment requirements-dev.txt
	@.venv/bin/python -m bench.compare "$(REV)" "$(IGNORE)"

messages: ## Gather the texts to translate into locale/nl
	@bin/environment requirements-dev.txt
	@DEBUG=true .venv/bin/python manage.py makemessages --locale nl --no-obsolete --add-location file --ignore "bench/*"
	@bin/messages

coverage: ## List passages that nothing rests on, and pages without a source
	@bin/prepare
	@.venv/bin/python manage.py coverage

readability: ## Measure how easy the Dutch of every public page is to read
	@bin/prepare
	@.venv/bin/python manage.py readability

audit: ## Look for known weaknesses, licences that do not fit, secrets, and a bad Dockerfile
	@bin/environment requirements-dev.txt
	@.venv/bin/python bin/audit

lock: ## Write the newest allowed versions of all packages to the lock files
	@bin/lock

release: ## Make a release of what is committed, once a site of the one before can be updated to it: VERSION=1.2.0
	@bin/release "$(VERSION)"

clean: ## Remove what was made, except the database, uploads and .env
	rm -rf .venv .coverage .import_linter_cache .mypy_cache .pytest_cache .ruff_cache var/static var/static.* var/staticfiles.json
	find . -name '__pycache__' -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo
