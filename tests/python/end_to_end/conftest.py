"""Commands in a project's folder, as child processes."""

import os
import subprocess

import pytest


@pytest.fixture(scope="session")
def run(programs):
    """Run a command in a project's folder; `before` is called in the child."""

    def started(command, project, *words, before=None):
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"  # spark-submit asks for python3
        env = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))} | {"PATH": path}
        call = [*command, *words]
        return subprocess.run(
            call, capture_output=True, text=True, cwd=project, env=env, timeout=300, preexec_fn=before
        )

    return started
