"""The Jenkinsfile: words that the declarative syntax knows, stages that make what the Makefile has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from . import jenkinsfile

GOOD = "pipeline {\n agent any\n stages {\n stage('Test') {\n steps { sh 'make test' }\n }\n }\n}\n"


def _targets(makefile: Path) -> set[str]:
    return set(re.findall(r"^([a-z-]+):", makefile.read_text("utf-8"), re.MULTILINE))


def test_its_words_are_those_of_the_declarative_syntax(root: Path) -> None:
    assert jenkinsfile.problems(jenkinsfile.read((root / "Jenkinsfile").read_text("utf-8"))) == []


def test_its_stages_call_targets_of_the_makefile(root: Path) -> None:
    made = jenkinsfile.targets(jenkinsfile.read((root / "Jenkinsfile").read_text("utf-8")))
    assert {"lint", "jar", "wheel", "run", "test", "test-full"} <= set(made) <= _targets(root / "Makefile")


def test_it_publishes_the_reports_that_the_makefile_writes(root: Path) -> None:
    (junit,) = jenkinsfile.read((root / "Jenkinsfile").read_text("utf-8")).every("junit")
    makefile = (root / "Makefile").read_text("utf-8")
    for folder in ("target/surefire-reports/", "target/pytest/"):
        assert folder in junit.rest
        assert folder in makefile


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
