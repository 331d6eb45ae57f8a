"""``peleus schedule``: what it writes, what it calls the nodes, and what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from peleus.cli import application
from peleus.errors import Refused
from peleus.oozie.actions import Action, actions
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Train

PROJECT = "project: people\nenvironments: {production: {store: 'hdfs:///${PRODUCT}'}}\n"
NOTIFY = "notify: {mail: [ops@example.com, etl+night@example.com]}\n"
PIPELINE = "pipeline: people\nsteps: [{receive: {from: inbox}}]\n"
SCHEDULE = "schedule: {every: day, at: 06:00, timezone: Europe/Paris, first: 2026-03-30, last: 2026-12-31}\n"


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "people"
    folder.mkdir()
    (folder / "peleus.yaml").write_text(PROJECT + NOTIFY)
    (folder / "pipeline.yaml").write_text(PIPELINE + SCHEDULE)
    return folder


def schedule(*words):
    done = CliRunner().invoke(application(), ["schedule", *map(str, words)])
    return done.exit_code, done.output.splitlines()


def test_four_files_are_written_the_same_every_time(project, tmp_path):
    made = ["people/workflow.xml", "people/coordinator.xml", "people/job.properties", "bin/run-step.sh"]
    texts = []
    for folder in (tmp_path / "one", tmp_path / "deep/two", tmp_path / "one"):
        assert schedule(project, "--into", folder) == (0, [f"schedule  {folder / name}" for name in made])
        assert sorted(str(each.relative_to(folder)) for each in folder.rglob("*.*")) == sorted(made)
        texts.append([(folder / name).read_text("utf-8") for name in made])
    assert texts[0] == texts[1] == texts[2]
    assert (tmp_path / "one/bin/run-step.sh").stat().st_mode & 0o777 == 0o755
    _, coordinator, properties, _ = texts[0]
    assert 'frequency="${coord:days(1)}" start="2026-03-30T04:00Z" end="2026-12-31T23:00Z"' in coordinator
    assert 'timezone="Europe/Paris"' in coordinator
    assert "environment=production\nmail=ops@example.com,etl+night@example.com\n" in properties
    assert str(tmp_path) not in "".join(texts[0])


def test_what_a_project_must_say(project, tmp_path):
    (project / "peleus.yaml").write_text(PROJECT)
    (project / "pipeline.yaml").write_text(PIPELINE)
    code, says = schedule(project, "--into", tmp_path / "oozie")
    assert code == 2
    assert says == [
        f"schedule  {project}/pipeline.yaml does not say when it runs: write such as "
        'schedule: {every: day, at: "06:00", timezone: Europe/Paris, first: 2026-01-05}',
        f"{project}/peleus.yaml does not say who is told: write such as notify: {{mail: [ops@example.com]}}",
    ]
    assert not (tmp_path / "oozie").exists()


def test_environments_and_folders_that_are_refused(project, tmp_path):
    into = ["--into", tmp_path / "oozie"]
    known = "there is no environment 'prod' (allowed: production)"
    assert schedule(project, *into, "--environment", "prod") == (2, [f"schedule  {project}/peleus.yaml: {known}"])
    (project / "peleus.yaml").write_text("project: a\nenvironments: {ici bas: {store: data}}\n")
    wants = "wants letters, digits, ., - and _ in its name, got 'ici bas'"
    assert schedule(project, *into, "--environment", "ici bas") == (2, [f"schedule  environment: {wants}"])
    (project / "peleus.yaml").write_text(PROJECT + NOTIFY)
    (tmp_path / "oozie").write_text("")
    assert schedule(project, *into) == (2, [f"schedule  {tmp_path}/oozie/people cannot be written: Not a directory"])


def test_no_session_is_needed(project, tmp_path):
    program = (
        "import sys\nfrom peleus.cli import application\nfrom pyspark import SparkContext\n"
        "application()(['schedule', *sys.argv[1:]], standalone_mode=False)\n"
        "sys.exit(SparkContext._gateway is not None)"
    )
    words = [sys.executable, "-c", program, project, "--into", tmp_path / "oozie"]
    assert subprocess.run(words).returncode == 0


def check(table):
    return Check(Path("contract.yaml"), table)


def test_actions_are_called_after_what_they_make():
    steps = [
        Receive(Path("check")),
        check("people.checked"),
        Prepare(Path("recipe.yaml"), "people.checked", "people.features_of_2013"),
        Train(Path("model.yaml"), "people.features", "train"),
        Score("train@champion", "people.features", "people.scored"),
    ]
    assert actions(steps) == [
        Action("receive", "receive", "receive"),
        Action("check-people-checked", "people.checked", "check people.checked"),
        Action("prepare-people-features_of_2013", "people.features_of_2013", "prepare people.features_of_2013"),
        Action("train", "train", "train"),
        Action("score-people-scored", "people.scored", "score people.scored"),
    ]


def test_names_are_cut_and_stay_apart():
    tables = [f"people_of_the_whole_world.{last}" for last in ("checked_in_may", "checked_in_june")]
    names = [each.name for each in actions([check(table) for table in tables])]
    assert names == ["check-people_of_the_whole_world-1", "check-people_of_the_whole_world-2"]
    twins = [Train(Path("a"), "t.a", "late.by"), Train(Path("b"), "t.a", "late-by")]
    assert [each.name for each in actions(twins)] == ["train-late-by", "train-late-by-2"]
    assert [each.step for each in actions(twins)] == ["late.by", "late-by"]


@pytest.mark.parametrize("name", ["check", "people.checked", "delayed'] or ['", "${user}", "délayed"])
def test_a_step_that_cannot_be_run_alone_is_refused(name):
    steps = [
        check("people.checked"),
        check("people.other"),
        Train(Path("a"), "t.a", name),
        Train(Path("b"), "t.a", "b"),
    ]
    with pytest.raises(Refused, match=r"^the step (train|check) \S.* cannot be run alone: its name is that of another"):
        actions(steps)
