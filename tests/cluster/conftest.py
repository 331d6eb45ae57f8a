"""The cluster, and commands beside it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyspark
import pytest

from .services import Cluster, started

HADOOP = Path(__file__).resolve().parents[2] / "target/cluster/lib"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Real daemons, until the last test is done."""
    assert HADOOP.is_dir(), f"{HADOOP} is missing: run make test-cluster"
    with started(tmp_path_factory.mktemp("cluster"), HADOOP, Path(pyspark.__file__).parent / "jars") as running:
        yield running


@pytest.fixture(autouse=True)
def daemons_alive(cluster: Cluster) -> Iterator[None]:
    """Let the test that brings a daemon down say so, with the end of that one's log."""
    yield
    cluster.require_alive()


@pytest.fixture
def place(cluster: Cluster, tmp_path: Path) -> str:
    """A folder on HDFS for one test, empty."""
    uri = f"{cluster.uri}/{tmp_path.name}"
    cluster.hdfs("-mkdir", uri)
    return uri


@pytest.fixture(scope="session")
def run(cluster: Cluster, programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a command beside the cluster, as a user of it."""
    beside = tmp_path_factory.mktemp("beside")

    def call(command: list[str], *words: object, user: str | None = None) -> subprocess.CompletedProcess[str]:
        env = cluster.environment(user)
        env["PATH"] = f"{programs}{os.pathsep}{env['PATH']}"  # spark-submit asks for python3
        line = [*command, *map(str, words)]
        return subprocess.run(line, capture_output=True, text=True, cwd=beside, env=env, timeout=300)

    return call
