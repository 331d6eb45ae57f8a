"""How the jar reaches Spark, and what is said when it does not. Each case is a process of its own."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import peleus
import pytest

CONFIG = {"spark.ui.enabled": "false", "spark.log.level": "ERROR"}
START = f"""
import peleus
from pyspark.sql import SparkSession
CONFIG = {CONFIG}
"""
PLAIN = {
    "classic": "SparkSession.builder.master('local[1]').config(map=CONFIG).getOrCreate()",
    "connect": "SparkSession.builder.remote('local[1]').config(map=CONFIG).getOrCreate()",
}
OURS = {
    "classic": "peleus.session(config=CONFIG | {'spark.master': 'local[1]'})",
    "connect": "peleus.session(config=CONFIG, remote='local[1]')",
}
STEP = """
from peleus import transformations as t
df = spark.createDataFrame([("31/12/2024",)], "s string")
print(df.transform(t.parse_date("s", formats=["dd/MM/yyyy"])).head().s)
"""
SQL = "print(spark.sql(\"SELECT peleus.parse_date('31/12/2024', 'dd/MM/yyyy') d\").head().d)\n"


def run(*code: str, **env: str) -> subprocess.CompletedProcess[str]:
    return python("-c", START + "\n".join(code), **env)


def python(*words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SPARK_", "PYSPARK_", "PELEUS_"))}
    call = [sys.executable, *words]
    return subprocess.run(call, capture_output=True, text=True, cwd=cwd, env=clean | env, timeout=300)


def test_attaches_to_a_jvm_that_is_already_running():
    done = run(f"{PLAIN['classic']}.stop()", f"spark = {OURS['classic']}", SQL, STEP)
    assert done.stdout.split() == ["2024-12-31"] * 2, done.stderr


def test_attaches_to_a_session_that_is_already_running():
    done = run(f"before = {PLAIN['classic']}", f"spark = {OURS['classic']}", "assert spark is before", SQL, STEP)
    assert done.stdout.split() == ["2024-12-31"] * 2, done.stderr


def test_configure_keeps_the_jars_that_are_named_already(tmp_path):
    other = tmp_path / "other.jar"
    zipfile.ZipFile(other, "w").close()
    done = run(
        f"builder = SparkSession.builder.master('local[1]').config(map=CONFIG).config('spark.jars', '{other}')",
        "spark = peleus.configure(builder).getOrCreate()",
        "print(spark.conf.get('spark.jars'))",
        STEP,
    )
    assert done.stdout.split() == [f"{other},{peleus.jar_path()}", "2024-12-31"], done.stderr


@pytest.mark.parametrize("kind", PLAIN)
def test_a_session_without_the_jar_is_told_the_three_ways(kind):
    done = run(f"spark = {PLAIN[kind]}", STEP)
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"peleus.errors.JarError: Spark runs without the Peleus jar {peleus.__version__}: ")
    for fix in ("peleus.session()", "peleus.configure(SparkSession.builder)", "--jars "):
        assert fix in last


@pytest.mark.parametrize("kind", OURS)
def test_a_jar_of_another_version_is_named(kind, tmp_path):
    done = run(OURS[kind], PELEUS_JAR=str(with_version("9.9.9", tmp_path)))
    last = done.stderr.strip().splitlines()[-1]
    assert f"this is Peleus {peleus.__version__} for Python, and Spark loaded the jar of Peleus 9.9.9" in last


def test_a_command_with_a_jar_of_another_version_ends_with_2(tmp_path):
    (tmp_path / "recipe.yaml").write_text("recipe: empty\nsteps: []\n")
    words = ["prepare", "--recipe", "recipe.yaml", "--source", "./rows", "--into", "./made"]
    done = python("-m", "peleus.cli", *words, cwd=tmp_path, PELEUS_JAR=str(with_version("9.9.9", tmp_path)))
    assert done.returncode == 2, done.stderr
    assert "Spark loaded the jar of Peleus 9.9.9" in done.stderr


def test_a_jar_that_is_not_there_is_named():
    done = run("peleus.session()", PELEUS_JAR="/nowhere/peleus.jar")
    assert "JarError: PELEUS_JAR names /nowhere/peleus.jar, and there is no such file" in done.stderr


def with_version(version: str, folder: Path) -> Path:
    """Copy our jar and change the version that it carries."""
    copy = folder / "peleus-other.jar"
    with zipfile.ZipFile(peleus.jar_path()) as ours, zipfile.ZipFile(copy, "w") as other:
        for entry in ours.infolist():
            content = ours.read(entry)
            if entry.filename == "peleus-build.properties":
                content = content.replace(peleus.__version__.encode(), version.encode())
            other.writestr(entry, content)
    return copy
