"""Jenkinsfiles, ours and that of a project: words that the declarative syntax knows, stages that make what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from . import jenkinsfile

GOOD = "pipeline {\n agent any\n stages {\n stage('Test') {\n steps { sh 'make test' }\n }\n }\n}\n"


def _read(folder: Path) -> jenkinsfile.Block:
    return jenkinsfile.read((folder / "Jenkinsfile").read_text("utf-8"))


def _targets(makefile: Path) -> set[str]:
    return set(re.findall(r"^([a-z-]+):", makefile.read_text("utf-8"), re.MULTILINE))


FOLDERS = [".", "examples/flights"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_words_are_those_of_the_declarative_syntax(root: Path, folder: str) -> None:
    assert jenkinsfile.problems(_read(root / folder)) == []


@pytest.mark.parametrize(
    ("folder", "wanted"),
    [(".", {"lint", "jar", "wheel", "run", "test", "test-full"}), ("examples/flights", {"install", "test", "report"})],
)
def test_its_stages_call_targets_of_the_makefile(root: Path, folder: str, wanted: set[str]) -> None:
    made = jenkinsfile.targets(_read(root / folder))
    assert wanted <= set(made) <= _targets(root / folder / "Makefile")


@pytest.mark.parametrize(
    ("folder", "reports"),
    [(".", ["target/surefire-reports/", "target/pytest/"]), ("examples/flights", ["build/tests.xml"])],
)
def test_it_publishes_the_reports_that_the_makefile_writes(root: Path, folder: str, reports: list[str]) -> None:
    (junit,) = _read(root / folder).every("junit")
    makefile = (root / folder / "Makefile").read_text("utf-8")
    for report in reports:
        assert report in junit.rest
        assert report in makefile


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GOOD.replace("stages {", "phases {"), ["pipeline knows no phases", "pipeline needs stages"]),
        (GOOD.replace(" agent any\n", ""), ["pipeline needs agent"]),
        (GOOD.replace("sh 'make test'", ""), ["steps is empty"]),
        (GOOD.replace("sh 'make test'", "bash 'make test'"), ["steps knows no bash"]),
        (GOOD.replace("agent any", "agent any\n post { finally { echo 'x' } }"), ["post knows no finally"]),
    ],
)
def test_a_slip_is_seen(wrong: str, told: list[str]) -> None:
    assert jenkinsfile.problems(jenkinsfile.read(GOOD)) == []
    assert jenkinsfile.problems(jenkinsfile.read(wrong)) == told


@pytest.mark.parametrize("wrong", [GOOD.rstrip("}\n"), GOOD + "}"])
def test_braces_match(wrong: str) -> None:
    with pytest.raises(AssertionError):
        jenkinsfile.read(wrong)


def test_a_stage_that_does_its_own_work_is_seen() -> None:
    with pytest.raises(AssertionError, match="stages call make"):
        jenkinsfile.targets(jenkinsfile.read(GOOD.replace("make test", "mvn test")))
