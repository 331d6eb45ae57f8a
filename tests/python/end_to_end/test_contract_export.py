"""``peleus contract export``: a contract for the tools that read the Open Data Contract Standard."""

import json
import os
import shutil
import subprocess
import sys

import pytest
import yaml
from jsonschema import Draft201909Validator
from peleus import _odcs

COMMAND = [sys.executable, "-m", "peleus.cli", "contract", "export"]


@pytest.fixture
def project(tmp_path, root):
    shutil.copytree(root / "tests/resources/contracts", tmp_path / "contracts")
    return tmp_path


def run(project, *words):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("SPARK_", "PYSPARK_"))}
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, cwd=project, env=env, timeout=300)


def test_prints_a_valid_document_and_nothing_else(project, root):
    done = run(project, "--odcs", "--contract", "contracts/flights.yaml")
    assert done.returncode == 0, done.stderr
    document = yaml.safe_load(done.stdout)
    schema = json.loads((root / "third_party/odcs/odcs-json-schema-v3.1.0.json").read_text("utf-8"))
    Draft201909Validator(schema).validate(document)
    assert (document["name"], document["version"]) == ("flights", "1.2.0")
    (table,) = document["schema"]
    carrier = next(each for each in table["properties"] if each["name"] == "carrier")
    assert carrier["quality"][0]["arguments"]["validValues"] == ["AA", "B6", "DL", "UA"]
    assert [check["name"] for check in table["quality"]] == ["flew_if_arrived", "unique", "row_count", "row_count"]
    assert _odcs.to_odcs(_odcs.from_odcs(document)) == document


def test_writes_a_file_and_says_so(project):
    (project / "flights.odcs.yaml").write_text("of yesterday")
    done = run(project, "--odcs", "--contract", "contracts/flights.yaml", "--into", "flights.odcs.yaml")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "contract export  contracts/flights.yaml -> flights.odcs.yaml\n"
    assert yaml.safe_load((project / "flights.odcs.yaml").read_text("utf-8"))["kind"] == "DataContract"


def test_a_wrong_contract_ends_with_2_and_its_place(project):
    file = project / "contracts/flights.yaml"
    file.write_text(file.read_text("utf-8").replace("beyond: hold", "beyond: ignore"), "utf-8")
    done = run(project, "--odcs", "--contract", "contracts/flights.yaml", "--into", "flights.odcs.yaml")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("contract export  contracts/flights.yaml:10:")
    assert "'ignore'" in done.stderr
    assert not (project / "flights.odcs.yaml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--odcs", "--contract", "none.yaml"], "there is no file none.yaml"),
        (["--odcs", "--contract", "contracts/flights.yaml", "--into", "none/f.yaml"], "there is no folder none"),
        (["--odcs", "--contract", "contracts/flights.yaml", "--into", "contracts"], "contracts is a folder"),
        (
            ["--odcs", "--contract", "contracts/flights.yaml", "--into", "./contracts/flights.yaml"],
            "is the contract itself",
        ),
        (["--contract", "contracts/flights.yaml"], "--odcs"),
        (["--odcs"], "--contract"),
    ],
)
def test_wrong_words_end_with_2(project, root, words, said):
    done = run(project, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    unchanged = root / "tests/resources/contracts/flights.yaml"
    assert (project / "contracts/flights.yaml").read_bytes() == unchanged.read_bytes()
