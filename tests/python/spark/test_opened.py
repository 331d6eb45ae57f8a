"""A project in a notebook: what its store shows, beside whoever writes it."""

from __future__ import annotations

import json

import peleus
import pytest
from peleus.testing import assert_frame_equal

pytestmark = pytest.mark.classic

PIPELINE = """pipeline: people
steps:
  - check: {contract: people.yaml, into: people.checked}
  - check: {contract: people.yaml, into: towns.checked}
  - prepare: {recipe: recipes/features.yaml, from: people.checked, latest: [towns.checked], into: people.features}
"""
CONTRACT = """contract: people
version: 1.0.0
delivery: {files: "people_{date:yyyy-MM}.csv"}
fields: {id: integer}
"""
RECIPE = """recipe: features
steps:
  - join_lookup: {table: towns.checked, key: town, columns: {size: town_size}}
"""


def publish(store, table, dates):
    """Write a table as it is published: rows by date, in the folder of a run."""
    folder = store / "tables" / table.replace(".", "/")
    shown = []
    for date, rows in dates.items():
        rows.write.parquet(str(folder / date / "run=3/clean"))
        shown.append({"date": date, "run": 3, "delivery": None, "folder": f"{date}/run=3/clean", "rows": rows.count()})
    (folder / "published.json").write_text(json.dumps({"version": 1, "table": table, "partitions": shown}))


@pytest.fixture(scope="module")
def folder(spark, tmp_path_factory):
    folder = tmp_path_factory.mktemp("projects") / "people"
    (folder / "recipes").mkdir(parents=True)
    (folder / "peleus.yaml").write_text(
        "project: people\nenvironments: {local: {store: data}, other: {store: nothing}}\n"
    )
    (folder / "pipeline.yaml").write_text(PIPELINE)
    (folder / "people.yaml").write_text(CONTRACT)
    (folder / "recipes/features.yaml").write_text(RECIPE)
    people = {
        "2024-01": spark.createDataFrame([(1, "Pau")], "id int, town string"),
        "2024-02": spark.createDataFrame([(2, "Albi", True)], "id int, town string, new boolean"),
    }
    towns = {
        "2023": spark.createDataFrame([("Pau", 70), ("Albi", 48)], "town string, size int"),
        "2024": spark.createDataFrame([("Pau", 77)], "town string, size int"),
    }
    publish(folder / "data", "people.checked", people)
    publish(folder / "data", "towns.checked", towns)
    (folder / "data/tables/people/features").mkdir()  # a run that publishes nothing leaves such a folder
    return folder


@pytest.fixture(scope="module")
def project(spark, folder):
    return peleus.open(folder, spark=spark)


def test_tables_show_all_dates_and_become_views(spark, project):
    assert project.tables == ["people.checked", "towns.checked"]
    schema = "id int, town string, _date string, new boolean"
    expected = spark.createDataFrame([(1, "Pau", "2024-01", None), (2, "Albi", "2024-02", True)], schema)
    assert_frame_equal(project.table("people.checked").select(*expected.columns), expected)
    assert spark.sql("SELECT count(*) FROM people_checked JOIN towns_checked USING (town)").head()[0] == 3


def test_a_recipe_reads_the_published_tables_as_prepare_does(project):
    rows = project.table("people.checked").transform(project.recipe("recipes/features.yaml"))
    assert dict(rows.select("id", "town_size").collect()) == {1: 77, 2: None}  # of the towns the last date alone


def test_what_is_published_later_is_not_shown(spark, folder):
    opened = peleus.open(folder, spark=spark)
    list_file = folder / "data/tables/towns/checked/published.json"
    before = list_file.read_text()
    later = json.loads(before)
    later["partitions"].append({**later["partitions"][-1], "date": "2025"})
    list_file.write_text(json.dumps(later))
    try:
        rows = opened.table("people.checked").transform(opened.recipe("recipes/features.yaml"))
        assert dict(rows.select("id", "town_size").collect()) == {1: 77, 2: None}
    finally:
        list_file.write_text(before)


def test_a_contract(project):
    assert project.contract("people.yaml").name == "people"


def test_nothing_is_written(folder, project):
    assert {entry.name for entry in (folder / "data").iterdir()} == {"tables"}


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda p: p.table("people.cheked"), "no table 'people.cheked' is published, did you mean 'people.checked'?"),
        (lambda p: p.recipe("recipes/feature.yaml"), "feature.yaml, did you mean 'recipes/features.yaml'?"),
        (lambda p: p.contract("peple.yaml"), "peple.yaml, did you mean 'people.yaml'?"),
        (lambda p: p.model("claims@champion"), "claims"),
        (lambda p: peleus.open(p.project.folder, environment="othr", spark=p.spark), "did you mean 'other'?"),
        (
            lambda p: peleus.open(p.project.folder, environment="other", spark=p.spark),
            "/nothing shows no table yet: peleus run",
        ),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(project, ask, said):
    with pytest.raises(peleus.Refused) as refused:
        ask(project)
    assert said in str(refused.value)
