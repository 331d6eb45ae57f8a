"""``train`` and ``score`` on a published table: which rows they read, and when they have nothing to do."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

MODEL = """model: claims
label: {column: claimed, positive: true}
features: {numeric: [speed], categorical: [region]}
split: {strategy: hash, key: [id], shares: {train: 0.7, test: 0.3}, folds: 2}
candidates: {logistic_regression: {max_iter: 5}}
"""
DATES = {"2024-01": range(200), "2024-02": range(200, 420), "2024-03": range(420, 430)}


def train(*more):
    return ["train", "--model", "model.yaml", "--source", "claims.features", "--store", "data", *more]


def score(date, model="claims@champion", into="claims.scored"):
    words = ["--model", model, "--source", "claims.features", "--into", into, "--date", date, "--store", "data"]
    return ["score", *words]


STORY = {
    "waiting": train("--last", "2024-04"),
    "trained": train("--first", "2024-01", "--last", "2024-02"),
    "trained again": train("--first", "2024-01", "--last", "2024-02"),
    "other rows": train("--first", "2024-02", "--last", "2024-02"),
    "no rows": train("--first", "2025"),
    "no table": ["train", "--model", "model.yaml", "--source", "./files", "--store", "data", "--first", "2024"],
    "scored": score("2024-03"),
    "scored again": score("2024-03"),
    "other version": score("2024-03", "claims@v2"),
    "no such date": score("2024-05"),
    "no such model": score("2024-03", "claims@v9"),
    "promoted": train("--first", "2024-02", "--last", "2024-02", "--champion"),
    "promoted again": train("--first", "2024-02", "--last", "2024-02", "--champion"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with a table that was published."""
    folder = tmp_path_factory.mktemp("claims")
    (folder / "model.yaml").write_text(MODEL)
    table = folder / "data/tables/claims/features"
    partitions = []
    for run, (date, ids) in enumerate(DATES.items(), 1):
        rows = [
            {"id": i, "speed": float(i * 37 % 100), "region": "ns"[i % 2], "claimed": (i * 37 % 100 + i * 53 % 60) > 90}
            for i in ids
        ]
        place = table / date / f"run={run}/clean"
        place.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows), place / "part-0.parquet")
        told = {"date": date, "run": run, "delivery": None, "folder": f"{date}/run={run}/clean", "rows": len(rows)}
        partitions.append(told)
    document = {"version": 1, "table": "claims.features", "partitions": partitions}
    (table / "published.json").write_text(json.dumps(document))
    return folder


@pytest.fixture(scope="module")
def said(project, run_all):
    return dict(zip(STORY, run_all(project, STORY.values()), strict=True))


def test_a_model_is_learned_from_the_dates_that_are_asked_for(project, said):
    assert said["trained"].returncode == 0, said["trained"].stderr
    assert said["trained"].stdout.startswith("train  claims v1 (champion)  logistic_regression max_iter=5")
    manifest = json.loads((project / "data/models/claims/v1/manifest.json").read_text())
    assert manifest["inputs"] == [
        {"table": "claims.features", "date": "2024-01", "run": 1, "rows": 200},
        {"table": "claims.features", "date": "2024-02", "run": 2, "rows": 220},
    ]
    evaluation = json.loads((project / "data/models/claims/v1/evaluation.json").read_text())
    assert evaluation["rows"]["all"] == 420
    assert pq.read_table(project / "data/models/claims/v1/parts").num_rows == 420


def test_before_the_last_date_is_published_nothing_is_learned(said):
    assert said["waiting"].returncode == 0
    assert said["waiting"].stdout == "train  WAITING  claims  claims.features shows nothing of 2024-04 yet\n"


def test_the_same_is_not_learned_twice_and_other_rows_are(said):
    again = "train  UNCHANGED  claims  v1 was learned from the same rows by the same declaration\n"
    assert (said["trained again"].returncode, said["trained again"].stdout) == (0, again)
    assert said["other rows"].stdout.startswith("train  claims v2 (challenger)"), said["other rows"].stderr


def test_a_version_that_is_there_takes_the_champions_place_without_being_learned_again(project, said):
    same = "train  UNCHANGED  claims  v2 was learned from the same rows by the same declaration"
    assert said["promoted"].stdout == f"{same}, and is the champion from now on\n", said["promoted"].stderr
    assert said["promoted again"].stdout == f"{same}\n"
    assert json.loads((project / "data/models/claims/aliases.json").read_text()) == {"champion": 2}


def test_rows_are_scored_and_published(project, said):
    assert said["scored"].returncode == 0, said["scored"].stderr
    assert said["scored"].stdout.startswith("score  PUBLISHED  claims.scored 2024-03  10 rows, 9 columns  -> ")
    rows = pq.read_table(project / "data/tables/claims/scored/2024-03/run=1/clean").sort_by("id").to_pylist()
    assert [row["id"] for row in rows] == list(DATES["2024-03"])
    assert {(row["model"], row["model_version"], row["_run"]) for row in rows} == {("claims", 1, 1)}
    manifest = json.loads((project / "data/models/claims/v1/manifest.json").read_text())
    assert [row["predicted"] for row in rows] == [row["score"] >= manifest["threshold"] for row in rows]
    kept = project / "data/runs/claims.scored/2024-03/run=1"
    report = json.loads((kept / "report.json").read_text())
    assert (report["model"]["version"], report["model"]["alias"]) == (1, "champion")
    scores = [row["score"] for row in rows]
    told = report["scores"]
    assert (told["rows"], told["minimum"], told["maximum"]) == (10, min(scores), max(scores))
    assert told["mean"] == pytest.approx(sum(scores) / 10, rel=1e-12)
    assert told["positives"] == sum(row["predicted"] for row in rows)
    assert (kept / "report.html").is_file()


def test_what_was_scored_by_the_same_version_is_not_scored_again(project, said):
    assert "UNCHANGED  claims.scored 2024-03" in said["scored again"].stdout
    assert said["other version"].stdout.startswith("score  PUBLISHED  claims.scored 2024-03  10 rows")
    report = json.loads((project / "data/runs/claims.scored/2024-03/run=3/report.json").read_text())
    assert (report["model"]["version"], report["run"]["corrects"]) == (2, 1)


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("no rows", "train  first: claims.features shows nothing from 2025 on"),
        ("no table", "train  first: is about published tables, and nothing is published of ./files in data"),
        ("no such date", "score  source: claims.features shows nothing of 2024-05"),
        ("no such model", "score  there is no model 'claims@v9' in data/models; there is claims@v1, claims@v2"),
    ],
)
def test_what_is_refused_ends_with_2(said, which, says):
    assert (said[which].returncode, said[which].stdout) == (2, "")
    assert says in said[which].stderr


def test_the_jar_scores_the_same(project, said, run, jar):
    done = run(jar, project, *score("2024-03", "claims@v2"))
    assert done.stdout.splitlines()[-1].startswith("score  UNCHANGED  claims.scored 2024-03"), done.stderr
    assert run(jar, project, *score("2024-03", "claims@v2", "claims.by_jar")).returncode == 0
    tables = [project / f"data/tables/claims/{name}" for name in ("scored/2024-03/run=3", "by_jar/2024-03/run=1")]
    by_python, by_jar = (pq.read_table(table / "clean").drop(["_run"]).sort_by("id") for table in tables)
    assert by_python == by_jar
