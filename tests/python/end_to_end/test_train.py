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


WORDS = ["train", "--model", "model.yaml", "--source", "./features", "--store", "data"]
MISTAKES = {
    "column": ("numeric: [speed]", "numeric: [sped]"),
    "key": ("max_iter: 5", "max_itr: 5"),
    "own": ("folds: 2}", "folds: 2}\nrecipe: own_recipe.yaml"),
}
OWN_RECIPE = "recipe: own\nsteps:\n  - clean_whitespace: {column: region}\n  - steps.same: {}\n"
STEPS = """import peleus
from pyspark.sql import DataFrame


@peleus.transformation
def same(df: DataFrame) -> DataFrame:
    \"\"\"
    Changes nothing.
    \"\"\"
    return df
"""
REFUSED = {name: ["train", "--model", f"{name}.yaml", "--source", "./features", "--store", name] for name in MISTAKES}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims")
    rows = [
        {"id": i, "speed": float(i * 37 % 100), "region": "ns"[i % 2], "claimed": (i * 37 % 100 + i * 53 % 60) > 90}
        for i in range(400)
    ]
    (folder / "features").mkdir()
    pq.write_table(pa.Table.from_pylist(rows), folder / "features/part-0.parquet")
    (folder / "model.yaml").write_text(MODEL)
    (folder / "own_recipe.yaml").write_text(OWN_RECIPE)
    (folder / "steps.py").write_text(STEPS)
    for name, (right, wrong) in MISTAKES.items():
        assert right in MODEL
        (folder / f"{name}.yaml").write_text(MODEL.replace(right, wrong))
    return folder


@pytest.fixture(scope="module")
def trained(project, run, python):
    """What the command says by itself."""
    return run(python, project, *WORDS)


@pytest.fixture(scope="module")
def after(project, trained, run_all):
    """What other commands say after it, in one process."""
    calls = {"index": ["report", "--store", "data"], **REFUSED}
    return dict(zip(calls, run_all(project, calls.values()), strict=True))


def test_a_model_is_measured_and_kept(project, trained):
    done = trained
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


def test_the_index_of_the_store_tells_the_model(project, trained, after):
    indexed = after["index"]
    assert (trained.returncode, indexed.returncode) == (0, 0), indexed.stderr
    assert indexed.stdout == "report  data -> data/index.html\n"
    (model,) = json.loads((project / "data/index.json").read_text("utf-8"))["models"]
    (version,) = model["versions"]
    assert (version["number"], version["aliases"]) == (1, ["champion"])
    assert version["page"] == "models/claims/v1/evaluation.html"
    assert f'href="{version["page"]}"' in (project / "data/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ("column", "train  features.numeric: there is no column 'sped'"),
        ("key", "key.yaml:5:"),
        ("own", "train  own_recipe.yaml: steps[1]: steps.same is a step in Python, which scoring does not run"),
    ],
)
def test_what_is_refused_ends_with_2_and_keeps_nothing(project, after, mistake, says):
    done = after[mistake]
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not (project / mistake).exists()
