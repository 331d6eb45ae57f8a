"""``peleus contract export``: a contract for the tools that read the Open Data Contract Standard."""

import json
import shutil

import pytest
import yaml
from jsonschema import Draft201909Validator
from peleus import _odcs

CONTRACT = "contracts/flights.yaml"


def export(*words):
    return ["contract", "export", *words]


def new_project(root, folder):
    shutil.copytree(root / "tests/resources/contracts", folder / "contracts")
    return folder


@pytest.fixture
def project(root, tmp_path):
    return new_project(root, tmp_path)


@pytest.fixture(scope="module")
def exported(run_all, root, tmp_path_factory):
    """The project after three commands in one process, and what each of them has said."""
    project = new_project(root, tmp_path_factory.mktemp("exported"))
    (project / "flights.odcs.yaml").write_text("of yesterday")
    text = (project / CONTRACT).read_text("utf-8")
    (project / "contracts/wrong.yaml").write_text(text.replace("beyond: hold", "beyond: ignore"), "utf-8")
    calls = [
        export("--odcs", "--contract", CONTRACT),
        export("--odcs", "--contract", CONTRACT, "--into", "flights.odcs.yaml"),
        export("--odcs", "--contract", "contracts/wrong.yaml", "--into", "wrong.odcs.yaml"),
    ]
    return project, *run_all(project, calls)


def test_prints_a_valid_document_and_nothing_else(exported, root):
    _, done, _, _ = exported
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


def test_writes_a_file_and_says_so(exported):
    project, _, done, _ = exported
    assert done.returncode == 0, done.stderr
    assert done.stdout == "contract export  contracts/flights.yaml -> flights.odcs.yaml\n"
    assert yaml.safe_load((project / "flights.odcs.yaml").read_text("utf-8"))["kind"] == "DataContract"


def test_a_wrong_contract_ends_with_2_and_its_place(exported):
    project, _, _, done = exported
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("contract export  contracts/wrong.yaml:10:")
    assert "'ignore'" in done.stderr
    assert not (project / "wrong.odcs.yaml").exists()


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
def test_wrong_words_end_with_2(run, python, project, root, words, said):
    done = run(python, project, *export(*words))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    unchanged = root / "tests/resources/contracts/flights.yaml"
    assert (project / "contracts/flights.yaml").read_bytes() == unchanged.read_bytes()
