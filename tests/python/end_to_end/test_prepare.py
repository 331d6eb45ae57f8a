"""``prepare`` from both command lines: the same words, the same tables, the same exit codes."""

import sys
from pathlib import Path

import peleus
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

STEPS = '''
from peleus import Column, transformation
from pyspark.sql import DataFrame
from pyspark.sql import functions as F


@transformation
def shout(df: DataFrame, *, column: Column) -> DataFrame:
    """
    Writes a text in capitals.

    Parameters
    ----------
    column : str
        Column to change.
    """
    return df.withColumn(column, F.upper(column))
'''


PARSED = "parse_date: {column: birth, formats: [dd/MM/yyyy]"
RECIPES = {
    "plain": [f"{PARSED}}}"],
    "wrong": [f"{PARSED}, on_invalid: explode}}"],
    "step": ["parse_dates: {column: birth, formats: [dd/MM/yyyy]}"],
    "parameter": [f"{PARSED}, on_invalyd: fail}}"],
    "column": ["parse_date: {column: born, formats: [dd/MM/yyyy]}"],
    "learning": [
        "fill_missing: {columns: [name], strategy: constant, value: nobody}",
        "fill_missing: {columns: [name], strategy: most_frequent}",
    ],
    "failing": [f"{PARSED}, on_invalid: fail}}"],
    "own": ["steps.shout: {column: name}", "select_columns: {columns: [name]}"],
}
UNKNOWN = {
    "step": "step.yaml:3:5: steps[0]: unknown transformation 'parse_dates', did you mean 'parse_date'?",
    "parameter": "parameter.yaml:3:56: steps[0].parse_date: unknown key 'on_invalyd', did you mean 'on_invalid'?",
    "column": "column.yaml:3:5: steps[0].parse_date.column: there is no column 'born' (allowed: birth, name)",
}
DELIVERED = {"people", "peleus.yaml", "recipes", "steps.py"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    (folder / "peleus.yaml").write_text("project: people\n")
    (folder / "steps.py").write_text(STEPS)
    (folder / "recipes").mkdir()
    for name, steps in RECIPES.items():
        lines = "".join(f"  - {step}\n" for step in steps)
        (folder / f"recipes/{name}.yaml").write_text(f"recipe: people\nsteps:\n{lines}")
    (folder / "people").mkdir()
    pq.write_table(pa.table({"birth": ["31/12/1980", "x"], "name": ["Ann", "Bob"]}), folder / "people/part.parquet")
    return folder


def recipe(project, name):
    return project / f"recipes/{name}.yaml"


def prepare(project, name, into):
    return ["prepare", "--recipe", recipe(project, name), "--source", "./people", "--into", f"./{into}"]


@pytest.fixture(scope="module")
def by_python(project, run_all, run, python):
    """What Python's command says of each recipe: by one process, and by another one that fails with an exception."""
    calls = {name: prepare(project, name, f"{name}-by-python") for name in RECIPES}
    failed = run(python, project, *calls.pop("failing"))
    return dict(zip(calls, run_all(project, calls.values()), strict=True)) | {"failing": failed}


@pytest.fixture(scope="module")
def by_jar(root, project, run, jar):
    """What the jar's command says: of each recipe that both are asked for, and of the flights' own."""
    calls = {name: prepare(project, name, f"{name}-by-jar") for name in RECIPES if name not in UNKNOWN}
    calls["flights"] = prepare(root / "examples/flights", "features", "flights-by-jar")
    return {name: run(jar, project, *words) for name, words in calls.items()}


@pytest.fixture(params=["python", "jar"])
def prepared(request):
    """Give what one of them says of a recipe, and the name of the table."""
    said = request.getfixturevalue(f"by_{request.param}")
    return lambda name: (said[name], f"{name}-by-{request.param}")


def test_writes_the_table_and_says_what(project, prepared):
    done, into = prepared("plain")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"prepare  2 rows, 2 columns -> ./{into}"
    rows = pq.read_table(project / into).sort_by("name").to_pylist()
    assert [(str(row["birth"]), row["name"]) for row in rows] == [("1980-12-31", "Ann"), ("None", "Bob")]


def test_a_wrong_recipe_ends_with_2_and_its_place(project, prepared):
    done, into = prepared("wrong")
    assert done.returncode == 2
    file = recipe(project, "wrong")
    assert f"{file}:3:68: steps[0].parse_date.on_invalid: 'explode' is not allowed" in done.stderr
    assert not (project / into).exists()


@pytest.mark.parametrize(("name", "says"), UNKNOWN.items())
def test_what_is_unknown_is_named_and_ends_with_2(project, by_python, name, says):
    done = by_python[name]
    assert done.returncode == 2
    assert says in done.stderr
    assert not (project / f"{name}-by-python").exists()


def test_a_step_that_learns_is_refused_and_says_where_it_belongs(project, prepared):
    done, into = prepared("learning")
    assert done.returncode == 2
    assert f"{recipe(project, 'learning')}:4:" in done.stderr
    said = (
        "steps[1].fill_missing: learns from rows, and only training may choose them: such a step stands in the recipe "
        "that model.yaml names"
    )
    assert said in done.stderr
    assert "steps[0]" not in done.stderr
    assert not (project / into).exists()


def test_wrong_words_end_with_2(command, project, run):
    done = run(command, project, "prepare", "--recipe", "r.yaml")
    assert done.returncode == 2
    assert "--source" in done.stderr


def test_a_job_that_fails_ends_with_1(prepared):
    done, _ = prepared("failing")
    assert done.returncode == 1
    assert "'x' cannot be read: no_format" in done.stderr


def test_own_steps_run_in_python_only(project, by_python, by_jar):
    for name, step in [("own", "steps.shout"), ("flights", "steps.add_times")]:
        assert by_jar[name].returncode == 2
        says = f"{step!r} is a step in Python: run the recipe with Python's command `peleus`"
        assert says in by_jar[name].stderr
    assert by_python["own"].returncode == 0, by_python["own"].stderr
    assert pq.read_table(project / "own-by-python").sort_by("name").to_pydict() == {"name": ["ANN", "BOB"]}


def test_only_what_succeeds_leaves_something(project, by_python, by_jar):
    made = {"plain-by-python", "plain-by-jar", "own-by-python"}
    assert {entry.name for entry in project.iterdir()} - {"__pycache__"} == DELIVERED | made


def test_the_installed_command_answers(project, run):
    peleus_command = str(Path(sys.executable).with_name("peleus"))
    assert run([peleus_command], project, "--version").stdout == f"peleus {peleus.__version__}\n"
    assert "it must not exist" in run([peleus_command], project, "prepare", "--help").stdout
