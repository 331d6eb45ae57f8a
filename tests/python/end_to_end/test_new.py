"""A project that ``peleus new`` has made: its tests are green, its pipeline runs, its notebook runs."""

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest


@pytest.fixture(scope="module")
def made(tmp_path_factory, run, python):
    """The folder of projects, and what the command said."""
    folder = tmp_path_factory.mktemp("new")
    done = run(python, folder, "new", "motor")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.fixture(scope="module")
def project(made):
    return made[0] / "motor"


@pytest.fixture(scope="module")
def ran(project, run, python):
    return run(python, project, "run", ".")


def test_says_what_it_made_and_what_to_do_next(made):
    says = made[1].splitlines()
    assert says[0] == "new  motor"
    assert "     contracts/  policies.yaml" in says
    assert [line.split("#")[0].strip() for line in says[-3:]] == ["cd motor", "make test", "make run"]


def test_the_tests_before_each_push_are_green(project, run):
    done = run([sys.executable, "-m", "pytest"], project, "-q", "-m", "not slow", "--junitxml", "build/fast.xml")
    assert done.returncode == 0, done.stdout
    assert steps_tested(project / "build/fast.xml") >= {"check", "prepare"}


def steps_tested(report, least=1):
    """Give the steps whose tests have passed, so many at least; none may have failed or have been skipped."""
    suite = ET.parse(report).getroot().find("testsuite")
    assert int(suite.get("tests")) >= least
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "0", "0")
    return {case.get("classname").removeprefix("tests.test_") for case in suite.iter("testcase")}


def test_its_pipeline_publishes_what_lies_in_the_inbox(ran):
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("140 of 141 records are clean, 1 is rejected") == 3
    assert ran.stdout.splitlines()[-2].startswith("1 received, 9 published, 1 trained")


def test_its_schedule_is_written(project, run, python):
    done = run(python, project, "schedule", ".", "--into", "oozie")
    assert done.returncode == 0, done.stderr
    assert (project / "oozie/motor/workflow.xml").is_file()


def test_its_notebook_runs_on_what_was_published(project, ran, execute):
    shown = execute(project / "notebooks/explore.ipynb")
    assert "['policies.checked', 'policies.features', 'policies.scored']" in shown
    assert "|2024-03|  140|" in shown
    assert "risk_class" in shown


@pytest.mark.full  # installs Spark into an empty environment, and trains
def test_make_test_alone_is_enough(made, project, run, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    for name in ("PELEUS_JAR", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
        monkeypatch.delenv(name, raising=False)
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    done = run(["make"], project, "test", f"PYTHON={sys.executable}", timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr
    assert steps_tested(project / "build/tests.xml", least=10) == {"receive", "check", "prepare", "train", "score"}
    hooks = subprocess.run(["git", "config", "core.hooksPath"], cwd=project, capture_output=True, text=True)
    assert hooks.stdout == ".githooks\n"


def test_a_project_drafted_from_files_publishes_them(tmp_path, run, python):
    header = "Contrat;Date d'effet;Né le;Montant;Région;Sinistre"
    rows = [
        f"C{n:03};{1 + n % 28:02}/01/2024;01/0{1 + n % 9}/1980;{f'{n},50' if n % 9 else 'NA'};{'NSE'[n % 3]};oui\r\n"
        for n in range(40)
    ]
    (tmp_path / "Sinistres 2024_01.csv").write_bytes((header + "\r\n" + "".join(rows)).encode("cp1252"))
    made = run(python, tmp_path, "new", "claims", "--from", "Sinistres 2024_01.csv")
    assert made.returncode == 0, made.stderr
    assert "ne_le is a string until somebody decides: a date, and both fit: dd/MM/yyyy and MM/dd/yyyy" in made.stdout
    assert "there is no model: " in made.stdout
    done = run(python, tmp_path / "claims", "run", ".")
    assert done.returncode == 0, done.stderr
    assert "all 40 records are clean" in done.stdout
    assert done.stdout.splitlines()[-2].startswith("1 received, 2 published")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "Motor"], "new  'Motor' is no name for a project: wanted are small letters, digits and _"),
        (["new", "motor"], "new  motor is there already: give a name that is new, or an empty folder"),
        (["new", "other", "--from", "nothing.csv"], "new  from: there is no file or folder nothing.csv"),
        (["new", "other", "--label", "x"], "Error: '--label' goes with '--from': the example has its own."),
    ],
)
def test_what_is_refused_leaves_nothing(made, run, python, words, said):
    refused = run(python, made[0], *words)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert [entry.name for entry in made[0].iterdir()] == ["motor"]
