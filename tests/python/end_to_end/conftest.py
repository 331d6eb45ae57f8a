"""Commands in a project's folder, as child processes."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

# Each command by itself as far as it can tell, and the JVM starts once.
COMMANDS = """
import json, sys
from click.testing import CliRunner
from peleus.cli import application
done = [CliRunner().invoke(application(), words, catch_exceptions=False) for words in json.load(sys.stdin)]
print(json.dumps([[each.exit_code, each.stdout, each.stderr] for each in done]))
"""


@pytest.fixture(scope="session")
def run(programs):
    """Run a command in a project's folder; `before` is called in the child."""

    def started(command, project, *words, before=None, given=None, timeout=300):
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"  # spark-submit asks for python3
        env = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))} | {"PATH": path}
        call = [*command, *map(str, words)]
        return subprocess.run(
            call, input=given, capture_output=True, text=True, cwd=project, env=env, timeout=timeout, preexec_fn=before
        )

    return started


@pytest.fixture(scope="session")
def run_all(run):
    """Run several commands of Python in one process, one after the other; give what each of them says."""

    def started(project, calls, before=None, timeout=300):
        given = json.dumps([[*map(str, words)] for words in calls])
        done = run([sys.executable, "-c", COMMANDS], project, before=before, given=given, timeout=timeout)
        assert done.returncode == 0, done.stderr
        (said,) = map(json.loads, done.stdout.splitlines())  # the JVM leaves the terminal to the commands
        return [subprocess.CompletedProcess(words, *each) for words, each in zip(calls, said, strict=True)]

    return started


@pytest.fixture(scope="session")
def execute(tmp_path_factory):
    """Execute a notebook where it lies, by this very interpreter; give what its cells have printed."""
    kernel = tmp_path_factory.mktemp("jupyter") / "kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    started = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": started, "display_name": "Python 3", "language": "python"}))

    def executed(file):
        notebook = nbformat.read(file, as_version=4)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JUPYTER_PATH", str(kernel.parents[2]))
            patch.setenv("IPYTHONDIR", str(kernel.parents[2]))  # not that of who runs the tests
            NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(file.parent)}}).execute()
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        return "".join(each.get("text", "") + each.get("data", {}).get("text/plain", "") for each in outputs)

    return executed


@pytest.fixture(scope="session")
def truth(flight_deliveries):
    """What the supplier knows of the deliveries of examples/flights."""
    return json.loads((flight_deliveries / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def check_flights(root, run_all, flight_deliveries):
    """Check and publish deliveries of examples/flights in their order; give what each command says."""

    def started(deliveries, store):
        calls = []
        for each in deliveries:
            contract = root / f"examples/flights/contracts/{each['table']}.yaml"
            delivered = flight_deliveries / f"inbox/{each['sequence']:02}"
            words = ["--contract", contract, "--delivery", delivered, "--into", f"{each['table']}.checked"]
            calls.append(["check", *words, "--store", store])
        return run_all(store, calls, timeout=1800)

    return started


@pytest.fixture(scope="session")
def year(root, run, python):
    """
    The store of examples/flights after the whole pipeline, which takes minutes: for tests that are `full`.

    It is the one that `make run` fills, so that after it there is nothing left to do. A store that earlier code has
    filled shows what that code did: remove examples/flights/data to begin anew.
    """
    data = root / "examples/flights/data"
    if not (data / "supplier/inbox").is_dir():
        run([sys.executable, root / "examples/flights/deliveries.py"], root, data / "supplier").check_returncode()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JDK_JAVA_OPTIONS")  # long work is worth the better compiler
        done = run(python, root, "run", "examples/flights", timeout=2400)
    assert done.returncode == 0, done.stderr
    return data / "store"
