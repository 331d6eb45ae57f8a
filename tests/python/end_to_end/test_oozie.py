"""The schedule of examples/flights: what ``peleus schedule`` writes, and what Oozie does with it."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from peleus.oozie.files import documents
from peleus.project import Project

from .oozie import ACTION_DATA, EQUALS, EXPRESSION, JOB, TAG, Oozie, Workflow, properties

STEPS = {
    "receive": "receive",
    "check-airlines-checked": "airlines.checked",
    "check-airports-checked": "airports.checked",
    "check-planes-checked": "planes.checked",
    "check-weather-checked": "weather.checked",
    "check-flights-checked": "flights.checked",
    "prepare-flights-features": "flights.features",
    "train-delayed": "delayed",
    "train-minutes": "minutes",
    "score-flights-scored": "flights.scored",
}
SOME = ["receive", "check-flights-checked", "score-flights-scored"]  # the first, one between, the last

# In place of peleus: writes down what it is told, talks on both streams, and ends the step AT (--from AT) with CODE.
FAKE = """#!/bin/bash
echo "$*" >>"$CALLS"
printenv PYSPARK_SUBMIT_ARGS HADOOP_USER_NAME >>"$CALLS.env"
echo "chatter"
echo "more chatter" >&2
[ "$6" = "$AT" ] || exit 0
case $CODE in
  killed) kill -9 $$ ;;
  heals) [ -e "$CALLS.tried" ] || { touch "$CALLS.tried"; exit 1; } ;;
  *) exit "$CODE" ;;
esac
"""


@pytest.fixture(scope="module")
def workflow(root):
    return Workflow(root / "oozie/flights/workflow.xml")


@pytest.fixture(scope="module")
def job(root):
    """The properties of a job, whose application is the folder of the repository."""
    text = (root / "oozie/flights/job.properties").read_text("utf-8")
    return lambda **given: properties(text, **({"appRoot": str(root / "oozie")} | given))


@pytest.fixture
def fake(tmp_path):
    file = tmp_path / "peleus"
    file.write_text(FAKE)
    file.chmod(0o700)
    return file


@pytest.fixture
def walk(workflow, job, fake, tmp_path):
    """Walk the workflow with the fake, which ends a step with a code; every other step ends with 0."""

    def started(step="none", code="0", **given):
        environment = {
            "PATH": os.environ["PATH"],
            "CALLS": f"{tmp_path}/calls",
            "AT": STEPS.get(step, ""),
            "CODE": code,
        }
        done = Oozie(workflow, job(command=str(fake), **given), tmp_path / "containers", environment).walk()
        lines = (tmp_path / "calls").read_text().splitlines()
        return done, [line.removeprefix("run /opt/peleus/flights --environment production ") for line in lines]

    return started


def way(*, until=None, told=()):
    """The nodes that are walked, up to the decision after a step, with the mails of those that were told of."""
    nodes = []
    for name in STEPS:
        nodes += [name, f"after-{name}", *([f"mail-{name}"] if name in told else [])]
        if name == until:
            return nodes
    return [*nodes, "end"]


def calls(until="score-flights-scored"):
    names = list(STEPS)
    return [f"--from {STEPS[name]} --to {STEPS[name]}" for name in names[: names.index(until) + 1]]


def test_a_run_in_which_all_goes_well(walk):
    done, told = walk()
    assert (done.nodes, done.mails, done.message) == (way(), [], None)
    assert told == calls()


@pytest.mark.parametrize("step", SOME)
@pytest.mark.parametrize(("code", "verdict"), [("10", "held"), ("11", "checks_failed")])
def test_what_is_held_or_fails_its_checks_is_told_and_the_run_goes_on(walk, step, code, verdict):
    done, told = walk(step, code)
    assert (done.nodes, done.message) == (way(told=[step]), None)
    assert told == calls()
    (mail,) = done.mails
    title = "receive" if step == "receive" else f"{step.split('-')[0]} {STEPS[step]}"
    assert (mail.to, mail.subject) == ("ops@example.com", f"[peleus] flights: {title}: {verdict}")
    assert mail.body.endswith("index.html in the environment's store shows all of them.\n")


@pytest.mark.parametrize("step", SOME)
@pytest.mark.parametrize(("code", "verdict"), [("2", "refused"), ("12", "busy")])
def test_what_is_refused_or_busy_stops_the_run(walk, step, code, verdict):
    done, told = walk(step, code)
    assert done.nodes == [*way(until=step), f"mail-{verdict}", f"kill-{verdict}"]
    assert told == calls(until=step)
    assert done.attempts[step] == 1, "trying again would not change it"
    (mail,) = done.mails
    assert mail.subject == f"[peleus] flights: {verdict}"
    assert mail.body.startswith(done.message)
    says = [line.rpartition(": ")[2].strip() for line in mail.body.splitlines() if line.startswith("  ")]
    before = list(STEPS).index(step)
    assert says == ["done"] * before + [verdict] + [""] * (len(STEPS) - before - 1)
    assert f"oozie job -rerun {JOB} -D oozie.wf.rerun.failnodes=false" in mail.body


@pytest.mark.parametrize("step", SOME)
@pytest.mark.parametrize(("code", "ends"), [("1", 1), ("killed", 128 + 9), ("127", 127)])
def test_an_error_is_tried_again_and_then_stops_the_run(walk, step, code, ends):
    done, told = walk(step, code)
    assert done.nodes == [*way(until=step)[:-1], "mail-error", "kill-error"]
    assert done.attempts[step] == 3
    assert told == [*calls(until=step), *calls(until=step)[-1:] * 2]
    message = f"{step} failed: Main Class [org.apache.oozie.action.hadoop.ShellMain], exit code [{ends}]"
    assert done.message == message
    (mail,) = done.mails
    assert mail.subject == f"[peleus] flights: {step} failed"
    assert mail.body.splitlines()[0] == f"{step} failed, and Oozie's job says why."  # what an error says may be no XML


def test_an_error_that_does_not_come_again_is_none(walk):
    done, _ = walk("check-planes-checked", "heals")
    assert (done.nodes, done.mails) == (way(), [])
    assert done.attempts["check-planes-checked"] == 2


def test_a_word_that_the_workflow_does_not_know_stops_the_run(workflow, job, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/run-step.sh").write_text("#!/bin/sh\necho verdict=perhaps\n")
    done = Oozie(workflow, job(appRoot=str(tmp_path)), tmp_path / "containers", {"PATH": os.environ["PATH"]}).walk()
    assert done.nodes == ["receive", "after-receive", "mail-unclear", "kill-unclear"]


def test_one_date_alone(walk):
    _, told = walk(date="2013-06")
    assert told == [f"{each} --date 2013-06" for each in calls()]


def test_what_a_step_says_and_what_it_is_given(root, fake, tmp_path):
    script = root / "python/src/peleus/oozie/templates/run-step.sh"
    action = tmp_path / "action.xml"
    action.write_text(
        f"<name>oozie.child.mapreduce.job.tags</name>\n  <value>{TAG}</value>\n<name>b</name><value>c</value>"
    )
    given = {"PATH": os.environ["PATH"], "CALLS": f"{tmp_path}/calls", "AT": "check", "CODE": "11"}
    given |= {"PELEUS_COMMAND": str(fake), "PELEUS_PROJECT": "a b", "PELEUS_ENVIRONMENT": "local", "USER": "etl"}

    def started(**more):
        return subprocess.run(["bash", script, "check"], env=given | more, capture_output=True, text=True)

    done = started(OOZIE_ACTION_CONF_XML=str(action))
    assert (done.returncode, done.stdout) == (0, "verdict=checks_failed\nexit_code=11\n")
    assert done.stderr == "chatter\nmore chatter\n"
    assert (tmp_path / "calls").read_text() == "run a b --environment local --from check --to check\n"
    started(PYSPARK_SUBMIT_ARGS="--queue etl pyspark-shell", HADOOP_USER_NAME="me", PELEUS_MASTER="local[2]")
    assert (tmp_path / "calls.env").read_text().splitlines() == [
        f"--master yarn --conf spark.yarn.tags={TAG} pyspark-shell",
        "etl",
        "--master local[2] --queue etl pyspark-shell",
        "me",
    ]
    failed = started(CODE="1")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.endswith("run-step.sh  check ended with code 1\n")
    absent = started(PELEUS_COMMAND=str(tmp_path / "none"))
    assert (absent.returncode, absent.stdout) == (127, "")


def test_every_node_can_be_reached_and_is_named_as_oozie_wants_it(workflow):
    to = {
        name: [each.attrib["to"] for each in node.iter() if "to" in each.attrib]
        for name, node in workflow.nodes.items()
    }
    reached, left = set(), [workflow.start]
    while left:
        name = left.pop()
        left += [each for each in to[name] if each not in reached]
        reached.add(name)
    assert reached == set(workflow.nodes)
    assert [name for name in reached if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,38}", name)] == []
    names = [node.attrib["name"] for node in workflow.root if "name" in node.attrib]
    assert len(names) == len(set(names))
    assert workflow.actions() == list(STEPS)


def test_a_mail_that_cannot_be_sent_stops_nothing(workflow):
    mails = [node for node in workflow.nodes.values() if any(each.tag.endswith("email") for each in node)]
    assert len(mails) == len(STEPS) + 4
    for node in mails:
        ways = {each.tag.rpartition("}")[2]: each.attrib["to"] for each in node if "to" in each.attrib}
        assert ways["ok"] == ways["error"]


def test_every_name_in_an_expression_is_declared_and_has_a_value(root, workflow, job):
    def names(file):
        found = EXPRESSION.findall((root / "oozie/flights" / file).read_text("utf-8"))
        return {each for each in found if each.isidentifier()}

    assert names("workflow.xml") == set(workflow.parameters)
    given = job().keys()
    assert {name for name, default in workflow.parameters.items() if default is None} <= given
    coordinator = ET.parse(root / "oozie/flights/coordinator.xml")
    declared = {each.text for each in coordinator.iter("{uri:oozie:coordinator:0.5}name")}
    assert names("coordinator.xml") == declared <= given


def test_expressions_are_those_that_the_walk_understands(workflow):
    texts = [each.text for each in workflow.root.iter("case")]
    assert len(texts) == 5 * len(STEPS)
    for text in texts:
        (expression,) = EXPRESSION.findall(text)
        assert ACTION_DATA.fullmatch(EQUALS.fullmatch(expression)[1])


def test_files_that_are_referred_to_are_there(root, workflow, job):
    job = job()
    referred = {Oozie(workflow, job, root, {}).text(each.text).split("#")[0] for each in workflow.root.iter("file")}
    path = next(ET.parse(root / "oozie/flights/coordinator.xml").iter("{uri:oozie:coordinator:0.5}app-path")).text
    referred |= {path.replace("${appRoot}", job["appRoot"]), job["oozie.coord.application.path"]}
    made = {f"{root}/oozie/{name}" for name in ("bin/run-step.sh", "flights/workflow.xml", "flights/coordinator.xml")}
    assert referred == made
    assert all(os.path.isfile(file) for file in made)


def test_the_files_in_the_repository_are_those_of_today(root):
    made = documents(Project.load(root / "examples/flights"), "production")
    kept = {str(each.relative_to(root / "oozie")): each for each in (root / "oozie").rglob("*") if each.is_file()}
    stale = [name for name in made.keys() | kept if name not in kept or made.get(name) != kept[name].read_text("utf-8")]
    assert stale == [], "run `make generate`, or: peleus schedule examples/flights --into oozie"
    assert os.access(kept["bin/run-step.sh"], os.X_OK)


@pytest.mark.full
def test_the_tag_and_the_master_reach_spark(root, tmp_path):
    script = root / "oozie/bin/run-step.sh"
    (tmp_path / "action.xml").write_text(f"<name>oozie.child.mapreduce.job.tags</name><value>{TAG}</value>")
    command = tmp_path / "peleus"
    command.write_text(
        f"#!{sys.executable}\nimport peleus\nconf = peleus.session().sparkContext.getConf()\n"
        "print(conf.get('spark.yarn.tags'), conf.get('spark.master'))\n"
    )
    command.chmod(0o700)
    given = {"PELEUS_COMMAND": str(command), "PELEUS_PROJECT": "flights", "PELEUS_ENVIRONMENT": "local"}
    given |= {"PELEUS_MASTER": "local[3]", "OOZIE_ACTION_CONF_XML": str(tmp_path / "action.xml")}
    done = subprocess.run(["bash", script, "check"], env=os.environ | given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"{TAG} local[3]" in done.stderr.splitlines()


@pytest.mark.full
def test_the_workflow_runs_a_year_that_has_been_run(root, year, workflow, job, tmp_path):
    command = tmp_path / "peleus"
    command.write_text(f'#!/bin/bash\nexec {sys.executable} -m peleus.cli "$@"\n')
    command.chmod(0o700)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SPARK_", "PYSPARK_"))}
    given = {"command": str(command), "project": str(root / "examples/flights"), "environment": "local"}
    oozie = Oozie(workflow, job(master="local[2]", **given), tmp_path / "containers", environment)
    done = oozie.walk()
    assert (done.nodes, done.mails) == (way(), [])
    assert oozie.data == {name: {"verdict": "done", "exit_code": "0"} for name in STEPS}
    says = [(tmp_path / f"containers/{name}-1/stderr").read_text() for name in STEPS]
    assert all("nothing to do: everything is as the last run left it" in each for each in says), says
