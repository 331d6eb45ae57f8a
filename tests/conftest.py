"""The two command lines, for all tests that start them as a child process."""

from __future__ import annotations

import sys
from pathlib import Path

import peleus
import pytest


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of this Python's programs, spark-submit among them."""
    return Path(sys.executable).parent


@pytest.fixture(scope="session")
def python() -> list[str]:
    """Start the command line of Python."""
    return [sys.executable, "-m", "peleus.cli"]


@pytest.fixture(scope="session")
def jar(programs: Path) -> list[str]:
    """Start the command line of the jar, as a cluster does."""
    spark = [str(programs / "spark-submit"), "--master", "local[2]", "--conf", "spark.ui.enabled=false"]
    return [*spark, "--class", "peleus.Main", str(peleus.jar_path())]


@pytest.fixture(params=["python", "jar"])
def command(request: pytest.FixtureRequest) -> list[str]:
    """Start either: they must do the same."""
    started: list[str] = request.getfixturevalue(request.param)
    return started
