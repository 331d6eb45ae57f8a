"""One session a process: classic, or Spark Connect with --connect."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import peleus
import pytest
from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.fallback": "false",
    "spark.sql.session.timeZone": "UTC",
}

# For JVMs that end before a better compiler would have paid for itself.
SHORT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

# Spark's classes as class_archive.py has written them. A JVM that they do not fit goes without, and should not say so.
CLASSES = ROOT / "target/classes.jsa"
ARCHIVED = f'"-XX:SharedArchiveFile={CLASSES}" -Xlog:cds*=off'


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--connect", action="store_true", help="run on Spark Connect instead of a classic session")
    parser.addoption("--full", action="store_true", help="run what is too slow for every change too")


class _Guard:
    """On Spark Connect nothing may reach for the JVM."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "peleus._jvm":
            raise ImportError("peleus._jvm was imported in a Spark Connect process")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "classic: of what commands do, whose session is classic; not run with --connect")
    config.addinivalue_line("markers", "full: too slow for every change; runs with --full")
    os.environ.setdefault("JDK_JAVA_OPTIONS", f"{SHORT} {ARCHIVED}" if CLASSES.exists() else SHORT)
    if config.getoption("--connect"):
        sys.meta_path.insert(0, _Guard())  # type: ignore[arg-type]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    absent = [] if config.getoption("--full") else ["full"]
    if config.getoption("--connect"):
        absent.append("classic")
    left = [item for item in items if any(item.get_closest_marker(name) for name in absent)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def connect(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--connect"))


@pytest.fixture(scope="session")
def spark(connect: bool) -> Iterator[SparkSession]:
    settings = {k: v for k, v in SETTINGS.items() if not (connect and k == "spark.master")}
    session = peleus.session("tests", config=settings, remote="local[2]" if connect else None)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def flight_deliveries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the deliveries of examples/flights, once for all tests."""
    into = tmp_path_factory.mktemp("flights") / "deliveries"
    subprocess.run([sys.executable, str(ROOT / "examples/flights/deliveries.py"), str(into)], check=True)
    return into
