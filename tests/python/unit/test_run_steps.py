"""Jobs of a pipeline as options of the commands, and what commands tell as results of jobs."""

from pathlib import Path

import pytest
from peleus.cli import _prepare, _scala, _training
from peleus.cli._outcome import Outcome
from peleus.cli._steps import Steps
from peleus.delivery.matching import Delivery
from peleus.delivery.receipts import Receipt, ReceivedFile
from peleus.pipeline.jobs import Job, Result
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Train
from peleus.project import Environment

FILES = tuple(ReceivedFile(name, 1, name, f"landing/{name}/{name}.csv") for name in ("a", "b"))
CHECK = Job(
    Check(Path("/p/flights.yaml"), "flights.checked"),
    "2013-06",
    Delivery(Receipt(7, "06", "2026-11-23T06:45:00.000Z", FILES), "2013-06", "f1"),
)
PLACE = {"store": "/data", "catalog": "embedded"}


@pytest.fixture
def given():
    """What the commands were called with."""
    return []


@pytest.fixture
def do(monkeypatch, store, given):
    """Do a job by commands that answer as they are told."""
    store.place = lambda name: f"/data/{name}"
    steps = Steps("spark", Environment("local", "/data", "embedded"), store)

    def done(job, outcome=None):
        for module in (_scala, _prepare, _training):
            monkeypatch.setattr(module, "run_on", lambda *words, **options: given.append((words, options)) or outcome)
        return steps.do(job, print)

    return done


def test_a_check_is_told_its_files_and_its_report_is_read(do, given, store):
    report = "runs/flights.checked/2013-06/run=7/report.json"
    store.replace(report, {"says": "all 7 records are clean", "because": ["a reason"]})
    found = do(CHECK, Outcome(10, "HELD  flights 2013-06 -> x", "held", f"hdfs://here:9000/products/data/{report}"))
    assert found == Result(10, "held", "all 7 records are clean", report, ("a reason",))
    files = "/data/landing/a/a.csv,/data/landing/b/b.csv"
    options = {"contract": "file:///p/flights.yaml", "delivery": files, "into": "flights.checked", **PLACE}
    assert given == [(("spark", "check", options), {})]


def test_who_is_busy_has_no_report(do):
    found = do(CHECK, Outcome(12, "BUSY  flights.checked 2013-06  process 4711 writes"))
    assert found == Result(12, "busy", "process 4711 writes")


@pytest.mark.parametrize(
    ("more", "options"), [((), {}), (("7d", ("a.b", "c.d")), {"history": "7d", "latest": "a.b,c.d"})]
)
def test_a_preparation_is_told_what_the_pipeline_says_and_no_more(do, given, more, options):
    step = Prepare(Path("/p/features.yaml"), "flights.checked", "flights.features", *more)
    says = "UNCHANGED  flights.features 2013-06  run 3 was made of the same rows"
    assert do(Job(step, "2013-06"), Outcome(0, says, "unchanged")) == Result(
        0, "unchanged", "run 3 was made of the same rows"
    )
    told = {"recipe": "/p/features.yaml", "source": "flights.checked", "into": "flights.features", "date": "2013-06"}
    assert given == [(("spark",), {**told, **options, **PLACE})]


def test_a_training_tells_its_first_line(do, given, store):
    evaluation = "models/delayed/v1/evaluation.json"
    store.replace(evaluation, {"selected": "gbt"})
    job = Job(Train(Path("/p/model.yaml"), "flights.features", "delayed", "2013", None))
    found = do(job, Outcome(0, "delayed v1 (champion)  gbt\nmore", "trained", f"data/{evaluation}"))
    assert found == Result(0, "trained", "delayed v1 (champion)  gbt", evaluation)
    [(_, options)] = given
    assert options.pop("progress") is print
    told = {"model": "/p/model.yaml", "source": "flights.features", "store": "/data", "first": "2013", "last": None}
    assert options == told


def test_a_score_is_told_model_and_date(do, given, store):
    report = "runs/flights.scored/2013-06/run=2/report.json"
    store.replace(report, {"says": "7 rows"})
    job = Job(Score("delayed@champion", "flights.features", "flights.scored", "2013-01"), "2013-06")
    assert do(job, Outcome(0, "PUBLISHED", "published", f"file:/data/{report}")).says == "7 rows"
    options = {"model": "delayed@champion", "source": "flights.features", "into": "flights.scored", "date": "2013-06"}
    assert given == [(("spark", "score", {**options, **PLACE}), {})]


def test_a_score_waits_for_the_first_version_of_a_model_that_an_earlier_step_trains(do, given, store):
    step = Score("delayed@champion", "flights.features", "flights.scored", waits=True)
    assert do(Job(step, "2013-06")) == Result(0, "waiting", "delayed is not trained yet")
    assert given == []
    store.replace("models/delayed/aliases.json", {"champion": 1})
    assert do(Job(step, "2013-06"), Outcome(0, "UNCHANGED", "unchanged")).verdict == "unchanged"


def test_receiving_says_what_is_new(do, store, tmp_path):
    (tmp_path / "inbox").mkdir()
    job = Job(Receive(tmp_path / "inbox"))
    assert do(job) == Result(0, "unchanged", "nothing has arrived")
    (tmp_path / "inbox/a.csv").write_text("a")
    assert do(job) == Result(0, "received", "1 delivery")
    (tmp_path / "inbox/b.csv").write_text("b")
    (tmp_path / "inbox/c.csv").write_text("c")
    assert do(job) == Result(0, "received", "2 deliveries, 1 received before")
    assert do(job) == Result(0, "unchanged", "nothing new, 3 received before")
