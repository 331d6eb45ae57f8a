"""examples/flights has the shape that ``peleus new`` gives a project."""

import difflib
import os

import pytest
from peleus.scaffold import project, rendering

# What a project of this table and this model would hold.
WORDS = {
    "project": "flights",
    "wheel": "",
    "first": "2014-01-05",
    "table": "flights",
    "model": "delayed",
    "trained": "",
    "tried": 't.date_parts(column="flight_date", parts=["month", "quarter"])',
    "about": "",
}
# What says of which data it is.
OWN = ["README.md", "peleus.yaml", "pipeline.yaml"]


@pytest.fixture(scope="module")
def flights(root):
    return root / "examples/flights"


def test_it_has_all_files_of_a_new_project(flights):
    made = {path.replace("policies.yaml", "flights.yaml") for path in project.example().files("flights")}
    assert [path for path in sorted(made) if not (flights / path).is_file()] == []
    assert {path.partition("/")[0] for path in made} >= {
        "contracts",
        "recipes",
        "tests",
        "notebooks",
        ".run",
        ".githooks",
    }


@pytest.mark.parametrize("path", sorted(rendering.rendered(("common",), WORDS).keys() - {*OWN}))
def test_what_all_projects_share_it_has_line_for_line(flights, path):
    wanted = rendering.rendered(("common",), WORDS)[path].splitlines()
    there = (flights / path).read_text("utf-8").splitlines()
    lacking = [line[2:] for line in difflib.ndiff(wanted, there) if line.startswith("- ")]
    assert [line for line in lacking if not line.startswith("PELEUS_WHEEL ?=")] == []  # more may stand between them


def test_its_hook_may_be_run(flights):
    assert os.access(flights / ".githooks/pre-push", os.X_OK)
