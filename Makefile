# The front door. Needs Java 17, Maven, Python 3.11, make and git; everything else is fetched once.
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
# goals of one command line one after the other: several of them make the environment and the jar; what may be done
# together is told below
ifeq ($(MAKELEVEL),0)
.NOTPARALLEL:
endif

MVN     ?= mvn
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PY      := $(BIN)/python
# read once from pom.xml, the one place for versions
pom      = $(shell sed -n 's:.*<$(1)>\(.*\)</$(1)>.*:\1:p' pom.xml | head -1)
VERSION := $(call pom,version)
JAR     := target/$(shell sed -n 's:.*<artifactId>\(peleus-.*\)</artifactId>.*:\1:p' pom.xml)-$(VERSION).jar
WHEEL   := target/dist/peleus-$(VERSION)-py3-none-any.whl
SPARK    = $(shell $(PY) -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)')
# quiet, but with Surefire's counts: mvn -q swallows the 'Tests run:' lines
COUNTS  := -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info -Dstyle.color=never
DEPENDENCY := org.apache.maven.plugins:maven-dependency-plugin:3.8.1
INSTALL := -m pip install -q --disable-pip-version-check
PIP     := $(PY) $(INSTALL)
TESTING := -m pytest -q -c python/pyproject.toml --rootdir .
PYTEST  := $(PY) $(TESTING)
SITE    := -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
FLOOR   := target/floor/bin/python
CLASSES := target/classes.jsa
SCALA   := $(shell find scala/src/main -type f)
PYTHONS := $(shell find python -path '*/jars' -prune -o \( -name '*.py' -o -name '*.json' -o -name '*.jinja' -o -name '*.css' -o -name '*.properties' -o -name '*.sh' -o -name 'pyproject.toml' -o -name py.typed \) -print)
FLIGHTS := examples/flights/data/supplier
INSTALLED := $(VENV)/.installed
# the environment and the jar do not need each other, nor the deliveries the jar
TOGETHER := --no-print-directory -j2
SOURCES := python/src tests/conftest.py tests/python tests/cluster examples benchmarks ci

.PHONY: help run test test-full test-scala test-commands test-sessions test-learning test-classic test-cluster test-floor test-sbt jar wheel install generate lint format lock bench sbt clean

help:  ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

run:  ## the tour: first steps, then a year of flights from raw deliveries to scored flights and reports
	@$(MAKE) $(TOGETHER) $(INSTALLED) $(FLIGHTS)/inbox
	$(PY) examples/first_steps.py
	$(BIN)/peleus run examples/flights

$(FLIGHTS)/inbox: examples/flights/deliveries.py $(wildcard examples/flights/supplier/*.py) $(VENV)/.ready
	rm -rf $(FLIGHTS)
	$(PY) examples/flights/deliveries.py $(FLIGHTS)
	@touch $@

# the longest first, so that none of them is left alone at the end, and one more than two cores take: each waits now and
# then, for a JVM to start or for its only task
test: SUITES = test-commands test-scala test-sessions test-learning test-classic
test: install  ## every test of every change: Scala, Python (classic and Connect), packaging; one closing line
	@rm -rf target/surefire-reports target/pytest
	@failed=0; $(MAKE) --no-print-directory -k -j3 --output-sync $(SUITES) || failed=1; \
	  for suite in $(ALONE); do $(MAKE) --no-print-directory $$suite || failed=1; done; \
	  $(PYTHON) ci/summary.py 'target/surefire-reports/*.xml' 'target/pytest/*.xml' || failed=1; exit $$failed

test-full:  ## all of test, and what is too slow for it: sbt, a cluster, the oldest Spark, the year, kill -9 after every step
	@$(MAKE) --no-print-directory test-sbt
	@$(MAKE) --no-print-directory test FULL=--full ALONE='test-cluster test-floor'

test-scala: $(INSTALLED)
	$(MVN) $(COUNTS) test -Dspark.home=$(SPARK) $(if $(FULL),-Dpeleus.full=true)

test-commands: $(INSTALLED)
	$(PYTEST) --junitxml target/pytest/commands.xml $(FULL) $(addprefix tests/python/,browser end_to_end)

test-learning: $(INSTALLED)
	$(PYTEST) --junitxml target/pytest/learning.xml $(FULL) tests/python/learning

test-classic: $(INSTALLED)
	$(PYTEST) --junitxml target/pytest/classic.xml $(FULL) $(addprefix tests/python/,spark unit)

# one after the other: both start Connect servers, whose port is fixed
test-sessions: $(INSTALLED)
	@failed=0; $(PYTEST) --junitxml target/pytest/connect.xml --connect tests/python/spark || failed=1; \
	  $(PYTEST) --junitxml target/pytest/packaging.xml $(FULL) tests/python/packaging || failed=1; exit $$failed

test-cluster: $(INSTALLED) target/cluster/.ready  ## on real daemons: HDFS and a Hive metastore, started for it and stopped
	$(PYTEST) --junitxml target/pytest/cluster.xml tests/cluster

test-floor: $(INSTALLED) target/floor/.ready  ## both kinds of session on the oldest Spark that the jar serves
	@failed=0; $(FLOOR) $(TESTING) --junitxml target/pytest/floor.xml $(addprefix tests/python/,learning spark) || failed=1; \
	  $(FLOOR) $(TESTING) --junitxml target/pytest/floor-connect.xml --connect tests/python/spark || failed=1; exit $$failed

# its own PySpark, and after it all of the development environment
target/floor/.ready: python/requirements/floor.txt $(VENV)/.ready
	rm -rf $(@D)
	$(PYTHON) -m venv $(@D)
	$(FLOOR) $(INSTALL) --require-hashes --no-deps -r python/requirements/build.txt
	$(FLOOR) $(INSTALL) --require-hashes --no-deps --no-build-isolation -r $<
	$(PY) $(SITE) > $$($(FLOOR) $(SITE))/development.pth
	$(FLOOR) -c 'import pyspark; print(f"pyspark=={pyspark.__version__} \\")' | grep -Fxf - $<
	@touch $@

test-commands test-sessions test-learning test-classic: $(CLASSES)

# a JVM that they do not fit goes without, and so do the tests where they cannot be written
$(CLASSES): tests/python/class_archive.py $(VENV)/.ready
	-$(PY) $< $@

target/cluster/.ready: tests/cluster/hadoop/pom.xml pom.xml
	rm -rf target/cluster/lib
	$(MVN) -q -f $< $(DEPENDENCY):copy-dependencies -Dhadoop.version=$(call pom,hadoop.version) \
	  -DincludeScope=runtime -DoutputDirectory=$(CURDIR)/target/cluster/lib
	@touch $@

test-sbt: CMD = test package
test-sbt: sbt

jar: $(JAR)  ## the shaded jar
wheel: $(WHEEL)  ## the Python package, with the jar inside

install:
	@$(MAKE) $(TOGETHER) $(INSTALLED)

$(VENV)/.ready: python/requirements/build.txt python/requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --no-deps -r python/requirements/build.txt
	$(PIP) --require-hashes --no-deps --no-build-isolation -r python/requirements/dev.txt
	@touch $@

$(JAR): pom.xml $(SCALA)
	$(MVN) -q package -Dmaven.test.skip=true
	@touch $@  # outputTimestamp is inside the jar, not on it: an unchanged jar is still new to make

$(WHEEL): $(JAR) $(PYTHONS) $(VENV)/.ready
	rm -rf python/src/peleus/jars target/dist && mkdir -p python/src/peleus/jars
	cp $(JAR) python/src/peleus/jars/
	$(PY) -m build -q --wheel --no-isolation -o target/dist python
	rm -rf python/build  # a stale jar would come back from there

$(INSTALLED): $(WHEEL)
	$(PIP) --no-deps --force-reinstall $(WHEEL)
	@touch $@

generate: $(VENV)/.ready  ## write every file that comes from the declarations
	$(MVN) -q test-compile
	$(MVN) -q exec:java@generate -Dexec.args=.
	printf '__version__ = "%s"\n' $(VERSION) > python/src/peleus/_version.py
	PYTHONPATH=python/src $(PY) -m peleus.cli schedule examples/flights --into oozie

lint: $(VENV)/.ready  ## formatting, style and types of both languages
	$(MVN) -q spotless:check
	$(BIN)/ruff check --config python/pyproject.toml $(SOURCES)
	$(BIN)/ruff format --check --config python/pyproject.toml $(SOURCES)
	$(BIN)/mypy --config-file python/pyproject.toml python/src

format: $(VENV)/.ready  ## put the sources of both languages in form
	$(MVN) -q spotless:apply
	$(BIN)/ruff check --fix --config python/pyproject.toml $(SOURCES)
	$(BIN)/ruff format --config python/pyproject.toml $(SOURCES)

lock:  ## pin what python/requirements/*.in ask for (needs uv)
	cd python/requirements && for f in build dev floor; do uv pip compile -q --generate-hashes --python-version 3.11 \
	  --no-emit-find-links --no-emit-index-url --custom-compile-command 'make lock' $$f.in -o $$f.txt; done

bench: install  ## side by side with the peers; ROWS=100000 for a quick look, BENCH=functions for one
	$(PY) benchmarks/python/run.py $(BENCH)

sbt: .sbt/sbt-launch.jar  ## the same sources with sbt: make sbt CMD='"testOnly *DateParserSuite"'
	java -Xss8m -Xmx2g -Dsbt.color=false -Dsbt.supershell=false -Dsbt.override.build.repos=true -Dsbt.repository.config=project/repositories -jar $< $(CMD)

.sbt/sbt-launch.jar: project/build.properties
	$(MVN) -q $(DEPENDENCY):copy -DoutputDirectory=.sbt -Dmdep.stripVersion=true \
	  -Dartifact=org.scala-sbt:sbt-launch:$$(sed -n 's/sbt.version=//p' $<)
	@touch $@

clean:
	rm -rf target project/target project/project python/build python/src/*.egg-info python/src/peleus/jars
