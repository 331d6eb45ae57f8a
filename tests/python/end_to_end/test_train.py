"""``peleus train``: from a folder of features to a measured model in the registry."""

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


@pytest.fixture
def project(tmp_path):
    rows = [
        {"id": i, "speed": float(i * 37 % 100), "region": "ns"[i % 2], "claimed": (i * 37 % 100 + i * 53 % 60) > 90}
        for i in range(400)
    ]
    (tmp_path / "features").mkdir()
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "features/part-0.parquet")
    (tmp_path / "model.yaml").write_text(MODEL)
    return tmp_path


@pytest.fixture
def train(run, python):
    def started(project, *more):
        return run(
            python, project, "train", "--model", "model.yaml", "--source", "./features", "--store", "data", *more
        )

    return started


def test_a_model_is_measured_and_kept(project, train):
    done = train(project)
    assert done.returncode == 0, done.stderr
    kept = project / "data/models/claims"
    evaluation = json.loads((kept / "v1/evaluation.json").read_text())
    assert json.loads((kept / "aliases.json").read_text()) == {"champion": 1}
    test = evaluation["test"]
    assert test["opened"] == 1
    first, family, threshold, last = done.stdout.splitlines()
    assert first == "train  claims v1 (champion)  logistic_regression max_iter=5, of 1 settings by area_under_pr"
    assert f"area_under_roc {test['area_under_roc']:.4g}" in family
    assert f"tp {test['confusion']['tp']}  fp {test['confusion']['fp']}" in threshold
    assert last.split() == ["->", "data/models/claims/v1/evaluation.html"]
    page = (kept / "v1/evaluation.html").read_text("utf-8")
    assert f'title="{json.dumps(test["area_under_roc"])}"' in page
    told = [line for line in done.stderr.splitlines() if "logistic_regression max_iter=5" in line]
    assert [line.split("  ")[0].strip() or line.strip().split("  ")[0] for line in told] == [
        "fold 1 of 2",
        "fold 2 of 2",
        "all rows to learn from",
    ]


def test_the_index_of_the_store_tells_the_model(project, run_all):
    words = ["train", "--model", "model.yaml", "--source", "./features", "--store", "data"]
    trained, indexed = run_all(project, [words, ["report", "--store", "data"]])
    assert (trained.returncode, indexed.returncode) == (0, 0), indexed.stderr
    assert indexed.stdout == "report  data -> data/index.html\n"
    (model,) = json.loads((project / "data/index.json").read_text("utf-8"))["models"]
    (version,) = model["versions"]
    assert (version["number"], version["aliases"]) == (1, ["champion"])
    assert version["page"] == "models/claims/v1/evaluation.html"
    assert f'href="{version["page"]}"' in (project / "data/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("numeric: [speed]", "numeric: [sped]", "train  features.numeric: there is no column 'sped'"),
        ("max_iter: 5", "max_itr: 5", "model.yaml:5:"),
    ],
)
def test_what_is_refused_ends_with_2_and_keeps_nothing(project, train, old, new, says):
    (project / "model.yaml").write_text(MODEL.replace(old, new))
    done = train(project)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not (project / "data").exists()
