"""Runs of a pipeline whose commands are played: order, what is found done, what stops it, records, what is told."""

import io
import re
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from peleus.delivery import receipts
from peleus.delivery.matching import Expected
from peleus.delivery.receipts import ReceivedFile
from peleus.errors import Refused
from peleus.pipeline.declaration import Pipeline
from peleus.pipeline.estimate import lasting, roughly
from peleus.pipeline.jobs import Result
from peleus.pipeline.periods import is_period, is_within, starts_after
from peleus.pipeline.progress import Progress
from peleus.pipeline.running import Runner
from peleus.pipeline.selection import Selection
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Train
from peleus.pipeline.summary import summary

STEPS = (
    Receive(Path("inbox")),
    Check(Path("weather.yaml"), "weather.checked"),
    Check(Path("flights.yaml"), "flights.checked"),
    Prepare(Path("features.yaml"), "flights.checked", "flights.features", "7d", ("weather.checked",)),
    Train(Path("model.yaml"), "flights.features", "delayed", "2013-05", "2013-06"),
    Score("delayed@champion", "flights.features", "flights.scored", "2013-06"),
)
FAILED = Result(11, "failed", "the file is truncated", "runs/flights.checked/2013-05/run=1/report.json", ("it is cut",))
HELD = Result(10, "held", "too many rejects")


class Played:
    """Commands that publish all they are given, unless they are told what to say."""

    def __init__(self, store):
        self.store = store
        self.fingerprint = "f1"
        self.says = {}  # by kind and date, what is said instead, in this order
        self.arriving = deque()
        self.did = []
        self.made = set()

    def do(self, job, progress):
        self.did.append((job.step.kind, job.step.makes, job.date))
        instead = self.says.get((job.step.kind, job.date))
        if instead:
            said = instead.popleft()
            if isinstance(said, BaseException):
                raise said
            return said
        if job.step.kind == "receive":
            for name in self.arriving:
                arrive(self.store, name)
            new, self.arriving = len(self.arriving), deque()
            return Result(0, "received" if new else "unchanged", f"{new} new")
        if job.step.kind == "train":
            progress("fold 1 of 3")
            is_known = self.did[-1] in self.made
            self.made.add(self.did[-1])
            return Result(0, "unchanged" if is_known else "trained", "delayed v1", "models/delayed/v1/evaluation.json")
        if job.step.kind == "check":
            number = job.delivery.receipt.number
            self.store.publish(job.step.makes, job.date)
            report = f"runs/{job.step.makes}/{job.date}/run={number}/report.json"
            return Result(0, "published", f"all of delivery {number}", report)
        is_known = self.did[-1] in self.made
        self.made.add(self.did[-1])
        self.store.publish(job.step.makes, job.date)
        return Result(0, "unchanged" if is_known else "published", "2 rows")

    def expected(self, check, names):
        table = check.makes.partition(".")[0]
        found = {name: re.search(rf"{table}_(\d{{4}}-\d\d)", name) for name in names}
        return Expected(self.fingerprint, {name: each[1] for name, each in found.items() if each})


class Clock:
    """Goes on by a second each time somebody looks."""

    def __init__(self):
        self.time = datetime(2026, 11, 23, 6, 45, 0, 123000, UTC)

    def __call__(self):
        self.time += timedelta(seconds=1)
        return self.time


def arrive(store, name):
    receipts.add(store, name, "2026-11-23T06:45:00.123Z", [ReceivedFile(name, 1, "aa", f"landing/aa/{name}")])


@pytest.fixture
def commands(store):
    return Played(store)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def run(store, commands, clock):
    """Run the pipeline; what it told stands in `run.told`."""

    def started(*arriving, first=None, last=None, date=None, stream=None):
        commands.arriving.extend(arriving)
        commands.did.clear()
        stream = stream or io.StringIO()
        pipeline, selection = Pipeline("flights", STEPS), Selection(first, last, date)
        runner = Runner(pipeline, selection, "local", store, commands, Progress(stream), clock)
        try:
            return runner.run()
        finally:
            started.told = stream.getvalue().splitlines()

    return started


def verdicts(ran):
    return [(each.job.step.kind, each.job.date, each.result.verdict) for each in ran.done]


MONTHS = ("weather_2013-05", "flights_2013-05", "flights_2013-06")


def test_steps_are_done_in_order_and_a_second_time_there_is_nothing_to_do(run, commands, store):
    ran = run(*MONTHS)
    assert ran.exit_code == 0
    assert commands.did == [
        ("receive", "inbox", None),
        ("check", "weather.checked", "2013-05"),
        ("check", "flights.checked", "2013-05"),
        ("check", "flights.checked", "2013-06"),
        ("prepare", "flights.features", "2013-05"),
        ("prepare", "flights.features", "2013-06"),
        ("train", "delayed", None),
        ("score", "flights.scored", "2013-06"),
    ]
    again = run()
    assert again.exit_code == 0
    assert {verdict for _, _, verdict in verdicts(again)} == {"unchanged"}
    assert [did for did in commands.did if did[0] == "check"] == []
    assert len(store.names("runs/flights")) == 2


def test_the_record_of_a_run(run, store, commands):
    commands.says["check", "2013-05"] = deque([FAILED])
    run("flights_2013-05")
    [name] = store.names("runs/flights")
    assert re.fullmatch(r"20261123T0645\d\d\.123Z\.json", name)
    record = store.read(f"runs/flights/{name}")
    versions = record.pop("versions")
    assert sorted(versions) == ["peleus", "pyspark", "python"]
    receive, check, train = record.pop("steps")
    seconds = [step.pop("seconds") for step in (receive, check, train)]
    assert all(0 <= each < 60 for each in [*seconds, record.pop("seconds")])
    started = datetime.strptime(name, "%Y%m%dT%H%M%S.%fZ.json").isoformat(timespec="milliseconds") + "Z"
    about = {"version": 1, "pipeline": "flights", "environment": "local", "started": started, "exit_code": 11}
    assert record == about
    assert receive == {
        "step": "receive", "name": "inbox", "date": None,
        "exit_code": 0, "verdict": "received", "says": "1 new", "report": None,
    }  # fmt: skip
    assert check == {
        "step": "check", "name": "flights.checked", "date": "2013-05", "delivery": 1, "fingerprint": "f1",
        "exit_code": 11, "verdict": "failed", "says": "the file is truncated",
        "report": "runs/flights.checked/2013-05/run=1/report.json",
    }  # fmt: skip
    assert (train["name"], train["date"], train["report"]) == ("delayed", None, "models/delayed/v1/evaluation.json")


def test_a_run_that_is_killed_leaves_what_it_has_done_and_the_next_goes_on(run, commands, store):
    commands.says["check", "2013-06"] = deque([KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        run(*MONTHS)
    [name] = store.names("runs/flights")
    record = store.read(f"runs/flights/{name}")
    assert record["exit_code"] is None
    assert [(step["step"], step["date"]) for step in record["steps"]] == [
        ("receive", None),
        ("check", "2013-05"),
        ("check", "2013-05"),
    ]
    assert run().exit_code == 0
    assert [did for did in commands.did if did[0] == "check"] == [("check", "flights.checked", "2013-06")]


def test_another_contract_checks_all_again(run, commands):
    run(*MONTHS)
    commands.fingerprint = "f2"
    run()
    assert [did[1:] for did in commands.did if did[0] == "check"] == [
        ("weather.checked", "2013-05"),
        ("flights.checked", "2013-05"),
        ("flights.checked", "2013-06"),
    ]


def test_another_table_of_the_same_contract_is_checked_on_its_own(run, commands, store):
    run(*MONTHS)
    [name] = store.names("runs/flights")
    record = store.read(f"runs/flights/{name}")
    for step in record["steps"]:
        step["name"] = step["name"].replace("flights.checked", "flights.other")
    store.replace(f"runs/flights/{name}", record)
    run()
    assert [did[1] for did in commands.did if did[0] == "check"] == ["flights.checked", "flights.checked"]


@pytest.mark.parametrize(
    ("said", "code"),
    [([FAILED], 11), ([HELD], 10), ([FAILED, HELD], 10), ([HELD, FAILED], 11), ([FAILED, None], 0), ([None, HELD], 10)],
)
def test_only_the_last_delivery_of_a_date_counts(run, commands, said, code):
    published = Result(0, "published", "all")
    commands.says["check", "2013-05"] = deque(each or published for each in said)
    ran = run(*[f"flights_2013-05_{at}" for at in range(len(said))])
    assert ran.exit_code == code
    assert run().exit_code == 0, "what is settled is not done again"


def test_what_fails_is_healed_by_what_was_sent_again_in_an_earlier_run(run, commands, store):
    run("flights_2013-05_cut", "flights_2013-05_again")
    [name] = store.names("runs/flights")
    record = store.read(f"runs/flights/{name}")
    record["steps"] = [step for step in record["steps"] if step.get("delivery") != 1]
    store.replace(f"runs/flights/{name}", record)
    commands.says["check", "2013-05"] = deque([FAILED])
    ran = run()
    assert ("check", "2013-05", "failed") in verdicts(ran)
    assert ran.exit_code == 0


def test_the_worst_of_several_dates_is_the_code(run, commands):
    commands.says = {("check", "2013-05"): deque([FAILED]), ("check", "2013-06"): deque([HELD])}
    ran = run("flights_2013-05", "flights_2013-06")
    assert ran.exit_code == 11
    assert ("train", None, "trained") in verdicts(ran), "later steps are done all the same"


@pytest.mark.parametrize(
    ("said", "code", "verdict", "says"),
    [
        (Refused("the table has other types"), 2, "refused", "the table has other types"),
        (Result(12, "busy", "another process"), 12, "busy", "another process"),
        (ValueError("N12345 is secret"), 1, "error", "ValueError; the log tells more"),
    ],
)
def test_what_stops_a_run(run, commands, said, code, verdict, says):
    commands.says["prepare", "2013-05"] = deque([said])
    ran = run(*MONTHS)
    assert ran.exit_code == code
    assert (ran.done[-1].result.verdict, ran.done[-1].result.says) == (verdict, says)
    assert [step.kind for step in ran.left] == ["train", "score"]
    assert (ran.failure is not None) == (code == 1)
    stopped = "stopped at prepare flights.features 2013-05; not done after it: train delayed, score flights.scored"
    assert stopped in summary(ran, "/data", None).splitlines()
    assert "secret" not in summary(ran, "/data", None)


def test_a_delivery_that_two_contracts_take_stops_the_run(run, commands):
    ran = run("weather_2013-05_flights_2013-05")
    assert ran.exit_code == 2
    assert ran.done[-1].job.step.kind == "check"
    assert "weather.checked and flights.checked take it" in ran.done[-1].result.says


def test_what_no_contract_takes_is_shown_at_every_run(run):
    for ran in (run("readme.txt", "weather_2013-05"), run()):
        assert ran.exit_code == 0
        assert "delivery 1, readme.txt: no contract takes it: readme.txt" in summary(ran, "/data", None).splitlines()


def test_one_date(run, commands):
    run(*MONTHS, date="2013-06")
    assert [did for did in commands.did if did[2]] == [
        ("check", "flights.checked", "2013-06"),
        ("prepare", "flights.features", "2013-06"),
        ("score", "flights.scored", "2013-06"),
    ]
    assert ("train", "delayed", None) in commands.did


@pytest.mark.parametrize(
    ("first", "last", "kinds"),
    [
        ("check", "check", ["check", "check", "check"]),
        ("flights.checked", "flights.features", ["check", "check", "prepare", "prepare"]),
        (None, "receive", ["receive"]),
        ("delayed", None, ["train"]),
    ],
)
def test_from_and_to(run, commands, store, first, last, kinds):
    for name in MONTHS:
        arrive(store, name)
    run(first=first, last=last)
    assert [did[0] for did in commands.did] == kinds


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"first": "chekc"}, "from: there is no step 'chekc', did you mean 'check'?"),
        ({"last": "flights.feature"}, "to: there is no step 'flights.feature', did you mean 'flights.features'?"),
        ({"first": "train", "last": "check"}, "to: check comes before train"),
        ({"date": "2013-13"}, "date: wants a date such as 2013-06-30, 2013-06 or 2013, got '2013-13'"),
    ],
)
def test_selections_that_are_refused(words, says):
    with pytest.raises(Refused) as refused:
        Selection(**words).of(STEPS)
    assert str(refused.value).startswith(says)


def test_progress_counts_what_is_to_come(run):
    run(*MONTHS)
    heads = [re.match(r"\[ *(\d+)/(\d+)\] (\w+) +(\S+( \S+)?)  ([A-Z]+)  ", line) for line in run.told]
    assert [head and head.groups()[:4] for head in heads if head] == [
        ("1", "8", "receive", "inbox"),
        ("2", "8", "check", "weather.checked 2013-05"),
        ("3", "8", "check", "flights.checked 2013-05"),
        ("4", "8", "check", "flights.checked 2013-06"),
        ("5", "8", "prepare", "flights.features 2013-05"),
        ("6", "8", "prepare", "flights.features 2013-06"),
        ("7", "8", "train", "delayed"),
        ("8", "8", "score", "flights.scored 2013-06"),
    ]
    assert [line for line in run.told if "fold" in line] == ["         fold 1 of 3"]


def test_what_is_left_is_told_from_earlier_runs(run, store):
    took = {"check": [40, 60, 500], "prepare": [90], "train": [1000], "score": [30]}
    steps = [{"step": kind, "seconds": s, "verdict": "published"} for kind, seconds in took.items() for s in seconds]
    idle = {"step": "train", "seconds": 0.1, "verdict": "unchanged"}
    broken = {"step": "score", "seconds": 7000, "verdict": "error"}
    record = {"started": "2026-11-23T05:00:00.000Z", "seconds": 9, "steps": [*steps, idle, broken]}
    store.replace("runs/flights/20261123T050000.000Z.json", record)
    run(*MONTHS)
    left = [line.partition("  about ")[2] for line in run.told if line.startswith("[")]
    # after receive: 3 checks at 60 s, 2 dates to prepare at 90, one training of 1000, one date to score at 30
    assert left[:2] == ["23 min left", "22 min left"]
    assert left[-1] == ""


def test_a_terminal_shows_what_is_going_on_in_a_line_that_is_rewritten(run):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    stream = Terminal()
    run(*MONTHS, stream=stream)
    text = stream.getvalue()
    assert "\r\x1b[2K… now: check flights.checked 2013-06\r\x1b[2K[4/8] check " in text
    assert "\r\x1b[2K… now: train delayed: fold 1 of 3\r\x1b[2K[7/8] train " in text
    assert text.count("\n") == 8


def test_the_summary(run, commands, store):
    commands.says["check", "2013-05"] = deque([Result(0, "published", "all 7 are clean"), FAILED])
    shown = without_times(summary(run(*MONTHS), str(store.root), "hdfs:///data/index.html"))
    runs, models = f"{store.root}/runs/flights.checked", f"{store.root}/models"
    assert shown == [
        "receive  inbox                      RECEIVED   3 new                  T",
        "check    weather.checked   2013-05  PUBLISHED  all 7 are clean        T",
        f"check    flights.checked   2013-05  FAILED     the file is truncated  T  {runs}/2013-05/run=1/report.html",
        "                           it is cut",
        f"                           2013-06  PUBLISHED  all of delivery 3      T  {runs}/2013-06/run=3/report.html",
        "prepare  flights.features  2013-06  PUBLISHED  2 rows                 T",
        f"train    delayed                    TRAINED    delayed v1             T  {models}/delayed/v1/evaluation.html",
        "score    flights.scored    2013-06  PUBLISHED  2 rows                 T",
        "1 received, 4 published, 1 failed, 1 trained  T",
        "all runs: hdfs:///data/index.html",
    ]


def test_the_summary_of_a_run_with_nothing_to_do(run):
    run(*MONTHS)
    shown = without_times(summary(run(), "/data", None))
    assert shown == [
        "receive  inbox                      UNCHANGED  0 new              T",
        "prepare  flights.features           UNCHANGED  2 dates unchanged  T",
        "train    delayed                    UNCHANGED  delayed v1         T  /data/models/delayed/v1/evaluation.html",
        "score    flights.scored    2013-06  UNCHANGED  2 rows             T",
        "nothing to do: everything is as the last run left it  T",
    ]


def without_times(text):
    return [re.sub(r"\d+\.\d s", "T", line) for line in text.splitlines()]


def test_pages_below_are_told_from_here(run, store, monkeypatch):
    monkeypatch.chdir(store.root.parent)
    [line] = [
        line for line in summary(run(*MONTHS), f"file://{store.root}", None).splitlines() if line.startswith("train")
    ]
    assert line.endswith("  store/models/delayed/v1/evaluation.html")


def test_records_are_read_back_to_the_last_delivery_and_no_further(run, commands, store):
    old = {"started": "2026-11-22T05:00:00.000Z", "seconds": 9.0, "steps": []}
    for day in range(1, 9):
        store.replace(f"runs/flights/202611{day:02}T050000.000Z.json", old)
    run(*MONTHS)
    read, names = store.read, []
    store.read = lambda name: names.append(name) or read(name)
    run()
    past = [name for name in names if name.startswith("runs/flights/")]
    assert past[1:] == [f"runs/flights/202611{day:02}T050000.000Z.json" for day in (8, 7, 6, 5)]


def test_periods():
    assert [each for each in ("2013", "2013-06", "2012-02-29") if is_period(each)] == ["2013", "2013-06", "2012-02-29"]
    assert [each for each in ("13", "2013-6", "2013-13", "2013-02-29", "2013-06-30T") if is_period(each)] == []
    assert is_within("2013-06", "2013-06-01", "2013-06-30")
    assert not is_within("2013-06", "2013-06-02", None)
    assert not is_within("2013", None, "2013-11")
    assert is_within("2013-11-30", None, "2013-11")
    assert is_within("2013", None, None)
    assert starts_after("2013-07", "2013-06-30")
    assert not starts_after("2013-06", "2013")


def test_times_for_people():
    took = [0.04, 59.94, 59.96, 65, 3599.4, 3600, 4800]
    assert [lasting(each) for each in took] == [
        "0.0 s", "59.9 s", "1 min 0 s", "1 min 5 s", "59 min 59 s", "1 h 0 min", "1 h 20 min",
    ]  # fmt: skip
    assert [roughly(each) for each in took] == [
        "1 s",
        "1 min",
        "1 min",
        "1 min",
        "1 h 0 min",
        "1 h 0 min",
        "1 h 20 min",
    ]
