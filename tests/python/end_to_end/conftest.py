"""The two command lines, as child processes."""

import os
import subprocess
import sys
from pathlib import Path

import peleus
import pytest

BIN = Path(sys.executable).parent


@pytest.fixture(scope="session")
def python():
    """Start the command line of Python."""
    return [sys.executable, "-m", "peleus.cli"]


@pytest.fixture(scope="session")
def jar():
    """Start the command line of the jar, as a cluster does."""
    spark = [str(BIN / "spark-submit"), "--master", "local[1]", "--conf", "spark.ui.enabled=false"]
    return [*spark, "--class", "peleus.Main", str(peleus.jar_path())]


@pytest.fixture(params=["python", "jar"])
def command(request):
    """Start either: they must do the same."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def run():
    """Run a command in a project's folder; `before` is called in the child."""

    def started(command, project, *words, before=None):
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"  # spark-submit asks for python3
        env = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))} | {"PATH": path}
        call = [*command, *words]
        return subprocess.run(
            call, capture_output=True, text=True, cwd=project, env=env, timeout=300, preexec_fn=before
        )

    return started
