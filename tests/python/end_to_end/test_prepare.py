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


@pytest.fixture
def project(tmp_path):
    (tmp_path / "peleus.yaml").write_text("project: people\n")
    (tmp_path / "steps.py").write_text(STEPS)
    (tmp_path / "recipes").mkdir()
    table = pa.table({"birth": ["31/12/1980", "x"], "name": ["Ann", "Bob"]})
    (tmp_path / "people").mkdir()
    pq.write_table(table, tmp_path / "people/part.parquet")
    return tmp_path


def recipe(project, *steps):
    file = project / "recipes/people.yaml"
    file.write_text("recipe: people\nsteps:\n" + "".join(f"  - {step}\n" for step in steps))
    return file


@pytest.fixture
def prepare(project, run):
    def started(command, file):
        words = ["--recipe", str(file), "--source", "./people", "--into", "./prepared"]
        return run(command, project, "prepare", *words)

    return started


def test_writes_the_table_and_says_what(command, project, prepare):
    done = prepare(command, recipe(project, "parse_date: {column: birth, formats: [dd/MM/yyyy]}"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "prepare  2 rows, 2 columns -> ./prepared"
    rows = pq.read_table(project / "prepared").sort_by("name").to_pylist()
    assert [(str(row["birth"]), row["name"]) for row in rows] == [("1980-12-31", "Ann"), ("None", "Bob")]


def test_a_wrong_recipe_ends_with_2_and_its_place(command, project, prepare):
    file = recipe(project, "parse_date: {column: birth, formats: [dd/MM/yyyy], on_invalid: explode}")
    done = prepare(command, file)
    assert done.returncode == 2
    assert f"{file}:3:68: steps[0].parse_date.on_invalid: 'explode' is not allowed" in done.stderr
    assert not (project / "prepared").exists()


def test_wrong_words_end_with_2(command, project, run):
    done = run(command, project, "prepare", "--recipe", "r.yaml")
    assert done.returncode == 2
    assert "--source" in done.stderr


def test_a_job_that_fails_ends_with_1_and_leaves_nothing(command, project, prepare):
    file = recipe(project, "parse_date: {column: birth, formats: [dd/MM/yyyy], on_invalid: fail}")
    done = prepare(command, file)
    assert done.returncode == 1
    assert "'x' cannot be read: no_format" in done.stderr
    assert {entry.name for entry in project.iterdir()} == {"people", "peleus.yaml", "recipes", "steps.py"}


def test_own_steps_run_in_python_only(python, jar, project, prepare):
    file = recipe(project, "steps.shout: {column: name}", "select_columns: {columns: [name]}")
    done = prepare(jar, file)
    assert done.returncode == 2
    assert "'steps.shout' is a step in Python: run the recipe with Python's command `peleus`" in done.stderr
    done = prepare(python, file)
    assert done.returncode == 0, done.stderr
    assert pq.read_table(project / "prepared").sort_by("name").to_pydict() == {"name": ["ANN", "BOB"]}


def test_the_installed_command_answers(project, run):
    peleus_command = str(Path(sys.executable).with_name("peleus"))
    assert run([peleus_command], project, "--version").stdout == f"peleus {peleus.__version__}\n"
    assert "it must not exist" in run([peleus_command], project, "prepare", "--help").stdout
