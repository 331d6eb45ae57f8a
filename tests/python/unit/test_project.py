"""Projects: peleus.yaml and pipeline.yaml, as YAML 1.2 and against their schemas."""

import json
import shutil
from pathlib import Path

import pytest
from peleus._declared import reading
from peleus.errors import Refused
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Train
from peleus.project import Environment, Project

PROJECTS = Path(__file__).parents[2] / "resources/projects"
WRONG = json.loads((PROJECTS / "wrong.json").read_text("utf-8"))

# What YAML 1.2's core schema says of words; YAML 1.1 says otherwise of half of them.
WORDS = {
    "no": "no", "on": "on", "Yes": "Yes", "true": True, "FALSE": False, "null": None, "~": None, "": None,
    "2013-10": "2013-10", "2013-10-01": "2013-10-01", "12:30:45": "12:30:45", "010": 10, "0o17": 15, "0x1F": 31,
    "+7": 7, "-1.5": -1.5, "1e3": 1000.0, ".5": 0.5, "1_000": "1_000", "=": "=", "'7'": "7",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PROJECTS / "flights", tmp_path / "flights"))


def refusal(work):
    with pytest.raises(Refused) as refused:
        work()
    return str(refused.value).splitlines()


@pytest.mark.parametrize(("word", "value"), WORDS.items())
def test_words_are_those_of_yaml_1_2(word, value):
    read = reading.parse(f"key: {word}\n", "a.yaml").value["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a.yaml: is empty"),
        ("a: .inf", "a.yaml:1:4: .inf is not a number that JSON can hold"),
        ("a: 1\n---\nb: 2", "a.yaml:2:1: a second document is not read"),
        ("a: !!str 1", "a.yaml:1:4: the tag tag:yaml.org,2002:str is not read"),
        ("[1]: 2", "a.yaml:1:1: a key must be text"),
        ("a: \x01", "a.yaml: is not YAML: "),
    ],
)
def test_what_is_not_read(text, says):
    assert refusal(lambda: reading.parse(text, "a.yaml"))[0].startswith(says)


def test_a_project_with_its_pipeline(folder, monkeypatch):
    project = Project.load(folder)
    assert project.name == "flights"
    assert project.environment() == Environment("local", f"file://{folder}/data", "embedded")
    monkeypatch.setenv("PRODUCT", "flights")
    monkeypatch.setenv("METASTORE", "here")
    production = Environment("production", "hdfs:///products/flights", "thrift://here:9083")
    assert project.environment("production") == production
    assert project.pipeline.name == "flights"
    assert project.pipeline.steps == (
        Receive(folder / "inbox"),
        Check(folder / "contracts/weather.yaml", "weather.checked"),
        Check(folder / "contracts/flights.yaml", "flights.checked"),
        Prepare(folder / "recipes/features.yaml", "flights.checked", "flights.features", "7d", ("weather.checked",)),
        Train(folder / "model.yaml", "flights.features", "delayed", "2013", "2013-10"),
        Score("delayed@champion", "flights.features", "flights.scored", "2013-10-01", "2013-12", waits=True),
    )


def test_without_environments_data_lies_beside(folder):
    (folder / "peleus.yaml").write_text("project: flights\n")
    assert Project.load(folder).environment() == Environment("local", f"file://{folder}/data", "embedded")


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["new"].strip()[:30] or "nothing")
def test_all_that_is_wrong_is_told_with_its_place(folder, case):
    file = folder / case["file"]
    text = file.read_text("utf-8")
    assert text.count(case["old"]) == 1
    file.write_text(text.replace(case["old"], case["new"]), "utf-8")
    told_of = folder / ("peleus.yaml" if case["file"] == "peleus.yaml" else "pipeline.yaml")
    expected = [f"{told_of}:{each.replace('FOLDER', str(folder))}" for each in case["says"]]
    assert refusal(lambda: Project.load(folder).pipeline) == expected


def test_environments_are_refused_by_name(folder, monkeypatch):
    project, file = Project.load(folder), folder / "peleus.yaml"
    says = f"{file}: there is no environment 'prodution', did you mean 'production'? (allowed: local, production)"
    assert refusal(lambda: project.environment("prodution")) == [says]
    monkeypatch.delenv("PRODUCT", raising=False)
    monkeypatch.delenv("METASTORE", raising=False)
    assert refusal(lambda: project.environment("production")) == [
        f"{file}:4:23: environments.production.store: the variable PRODUCT is not set",
        f"{file}:4:63: environments.production.catalog: the variable METASTORE is not set",
    ]
    assert project.environment().name == "local", "what is not used may be unset"


def test_what_is_not_there(folder, tmp_path):
    assert refusal(lambda: Project.load(tmp_path / "none")) == [f"there is no folder {tmp_path}/none"]
    (folder / "pipeline.yaml").unlink()
    assert refusal(lambda: Project.load(folder).pipeline) == [f"there is no file {folder}/pipeline.yaml"]
    (folder / "peleus.yaml").unlink()
    assert refusal(lambda: Project.load(folder)) == [f"there is no file {folder}/peleus.yaml"]


@pytest.mark.parametrize("name", ["project", "pipeline"])
def test_schemas_are_right_and_say_what_each_key_is(schema_validator, name):
    schema = schema_validator(f"{name}.schema.json").schema
    undescribed = [way for way, inner in properties(schema) if "description" not in inner]
    assert undescribed == []


def properties(schema, way=""):
    """List the keys that a schema allows, with what it says of them."""
    for key, inner in schema.get("properties", {}).items():
        yield f"{way}.{key}", inner
        yield from properties(inner, f"{way}.{key}")
    for below in ("items", "additionalProperties"):
        if isinstance(schema.get(below), dict):
            yield from properties(schema[below], way)
