"""``prepare`` from both command lines: the same words, the same tables, the same exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import peleus
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

PYTHON = [sys.executable, "-m", "peleus.cli"]
SPARK = Path(sys.executable).with_name("spark-submit")
JAR = [
    str(SPARK), "--master", "local[1]", "--conf", "spark.ui.enabled=false",
    "--class", "peleus.Main", str(peleus.jar_path()),
]  # fmt: skip
BOTH = pytest.mark.parametrize("command", [pytest.param(PYTHON, id="python"), pytest.param(JAR, id="jar")])

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


def run(command, project, *words):
    path = f"{SPARK.parent}{os.pathsep}{os.environ['PATH']}"  # spark-submit asks for python3
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))} | {"PATH": path}
    return subprocess.run([*command, *words], capture_output=True, text=True, cwd=project, env=env, timeout=300)


def prepare(command, project, file):
    return run(command, project, "prepare", "--recipe", str(file), "--source", "./people", "--into", "./prepared")


@BOTH
def test_writes_the_table_and_says_what(command, project):
    done = prepare(command, project, recipe(project, "parse_date: {column: birth, formats: [dd/MM/yyyy]}"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "prepare  2 rows, 2 columns -> ./prepared"
    rows = pq.read_table(project / "prepared").sort_by("name").to_pylist()
    assert [(str(row["birth"]), row["name"]) for row in rows] == [("1980-12-31", "Ann"), ("None", "Bob")]


@BOTH
def test_a_wrong_recipe_ends_with_2_and_its_place(command, project):
    file = recipe(project, "parse_date: {column: birth, formats: [dd/MM/yyyy], on_invalid: explode}")
    done = prepare(command, project, file)
    assert done.returncode == 2
    assert f"{file}:3:68: steps[0].parse_date.on_invalid: 'explode' is not allowed" in done.stderr
    assert not (project / "prepared").exists()


@BOTH
def test_wrong_words_end_with_2(command, project):
    done = run(command, project, "prepare", "--recipe", "r.yaml")
    assert done.returncode == 2
    assert "--source" in done.stderr


@BOTH
def test_a_job_that_fails_ends_with_1_and_leaves_nothing(command, project):
    file = recipe(project, "parse_date: {column: birth, formats: [dd/MM/yyyy], on_invalid: fail}")
    done = prepare(command, project, file)
    assert done.returncode == 1
    assert "'x' cannot be read: no_format" in done.stderr
    assert {entry.name for entry in project.iterdir()} == {"people", "peleus.yaml", "recipes", "steps.py"}


def test_own_steps_run_in_python_only(project):
    file = recipe(project, "steps.shout: {column: name}", "select_columns: {columns: [name]}")
    done = prepare(JAR, project, file)
    assert done.returncode == 2
    assert "'steps.shout' is a step in Python: run the recipe with Python's command `peleus`" in done.stderr
    done = prepare(PYTHON, project, file)
    assert done.returncode == 0, done.stderr
    assert pq.read_table(project / "prepared").sort_by("name").to_pydict() == {"name": ["ANN", "BOB"]}


def test_the_installed_command_answers(project):
    peleus_command = str(Path(sys.executable).with_name("peleus"))
    assert run([peleus_command], project, "--version").stdout == f"peleus {peleus.__version__}\n"
    assert "it must not exist" in run([peleus_command], project, "prepare", "--help").stdout
