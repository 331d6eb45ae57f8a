"""examples/flights as a project: its own tests are green, its notebook shows the year."""

import sys

import pytest

pytestmark = pytest.mark.full  # what it tests in a minute and a half, the suites on flights test deeper


def test_its_tests_are_green(root, run):
    done = run([sys.executable, "-m", "pytest"], root / "examples/flights", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_its_notebook_runs_on_the_year(root, year, execute):
    shown = execute(root / "examples/flights/notebooks/explore.ipynb")
    assert "'flights.checked', 'flights.features', 'flights.scored'" in " ".join(shown.split())  # a line each
    assert "|2013-12|" in shown
    assert "late_from_origin" in shown
