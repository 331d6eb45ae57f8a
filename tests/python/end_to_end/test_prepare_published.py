"""
``prepare`` from published tables into a published table: what it reads, when it has nothing to do.

One process of Python checks and prepares, each by a command. Then the jar goes on in the same store.
"""

import json

import pyarrow.parquet as pq
import pytest

CLAIMS = """contract: claims
version: 1.0.0
delivery: {files: "claims_{date:yyyy-MM}*.csv"}
fields:
  id:     {type: integer, required: true}
  agent:  {type: string, mask: true}
  day:    {type: date, required: true}
"""
AGENTS = """contract: agents
version: 1.0.0
delivery: {files: "agents_{date:yyyy}*.csv"}
fields:
  agent:  {type: string, required: true}
  since:  {type: integer}
"""
STEPS = '''
from peleus import Table, transformation
from pyspark.sql import DataFrame
from pyspark.sql import functions as F


@transformation
def add_team(df: DataFrame, *, agents: Table) -> DataFrame:
    """
    Adds how many agents there are.

    Parameters
    ----------
    agents : Table
        A row for each.
    """
    return df.crossJoin(agents.agg(F.count("agent").alias("team")))
'''
COUNT = "count_events: {key: agent, event_time: day, windows: [7d], as_of: day, output: before}"
SINCE = "join_lookup: {table: agents.checked, key: agent, columns: {since: since}}"
RECIPES = {
    "features": [COUNT, SINCE, "steps.add_team: {agents: agents.checked}"],
    "plain": [COUNT, SINCE],
    "dateless": [COUNT, "select_columns: {columns: [id, before_7d]}"],
}
MAY = "id,agent,day\n1,Ann,2024-05-03\n2,Ann,2024-05-30\n3,Bob,2024-05-31\n"
MAY_CORRECTED = MAY + "9,Ann,2024-05-31\n"
JUNE = "id,agent,day\n4,Ann,2024-06-01\n5,Bob,2024-06-20\n"
DELIVERIES = {
    "claims_2024-05.csv": MAY,
    "claims_2024-05_v2.csv": MAY_CORRECTED,
    "claims_2024-06.csv": JUNE,
    "agents_2023.csv": "agent,since\nAnn,1999\nBob,2001\n",
    "agents_2025.csv": "agent,since\nAnn,2025\nBob,2025\nCy,2025\n",
}


def check(file):
    table = file.split("_")[0]
    return ["check", "--contract", f"{table}.yaml", "--delivery", file, "--into", f"{table}.checked", "--store", "data"]


def prepare(date, recipe="features", into="claims.features", **options):
    words = ["--recipe", f"{recipe}.yaml", "--source", "claims.checked", "--into", into, "--date", date]
    given = {"store": "data", "history": "7d", "latest": "agents.checked"} | options
    return ["prepare", *words, *(word for name, value in given.items() if value for word in (f"--{name}", value))]


STORY = {
    "may": check("claims_2024-05.csv"),
    "june": check("claims_2024-06.csv"),
    "agents": check("agents_2023.csv"),
    "later agents": check("agents_2025.csv"),
    "first": prepare("2024-05"),
    "second": prepare("2024-06"),
    "again": prepare("2024-06"),
    "corrected": check("claims_2024-05_v2.csv"),
    "after": prepare("2024-06"),
    "not there": prepare("2024-07"),
    "dateless": prepare("2024-06", "dateless", "claims.dateless"),
    "dateless alone": prepare("2024-06", "dateless", "claims.dateless", history=None),
    "no date": ["prepare", "--recipe", "plain.yaml", "--source", "claims.checked", "--into", "a.b", "--store", "data"],
    "no store": prepare("2024-06", store=None),
    "plain": prepare("2024-06", "plain", "claims.plain"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims")
    files = {"claims.yaml": CLAIMS, "agents.yaml": AGENTS, "steps.py": STEPS, "peleus.yaml": "project: claims\n"}
    for name, steps in RECIPES.items():
        files[f"{name}.yaml"] = f"recipe: {name}\nsteps:\n" + "".join(f"  - {step}\n" for step in steps)
    for name, text in (files | DELIVERIES).items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def said(project, run_all):
    return dict(zip(STORY, run_all(project, STORY.values()), strict=True))


def rows(project, table, date):
    folder = project / f"data/tables/{table.replace('.', '/')}"
    partitions = json.loads((folder / "published.json").read_text())["partitions"]
    (found,) = (each["folder"] for each in partitions if each["date"] == date)
    return pq.read_table(folder / found).sort_by("id")


def report(project, table, date, number):
    return json.loads((project / f"data/runs/{table}/{date}/run={number}/report.json").read_text())


def test_rows_of_the_date_are_published_with_what_came_before(project, said):
    first, second = said["first"], said["second"]
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert second.stdout.startswith("prepare  PUBLISHED  claims.features 2024-06  2 rows, ")
    assert rows(project, "claims.features", "2024-05").select(["id", "since", "team"]).to_pylist() == [
        {"id": 1, "since": 1999, "team": 2},
        {"id": 2, "since": 1999, "team": 2},
        {"id": 3, "since": 2001, "team": 2},
    ]
    told = report(project, "claims.features", "2024-06", 3)
    assert told["inputs"] == [
        {"table": "claims.checked", "date": "2024-05", "run": 1, "rows": 3},
        {"table": "claims.checked", "date": "2024-06", "run": 3, "rows": 2},
        {"table": "agents.checked", "date": "2023", "run": 1, "rows": 2},
    ]
    assert (told["step"], told["verdict"], told["rows"]) == ("prepare", "published", 2)


def test_a_row_tells_its_own_run_and_the_delivery_and_line_that_it_came_from(project, said):
    checked = json.loads((project / "data/tables/claims/checked/published.json").read_text())["partitions"]
    found = rows(project, "claims.features", "2024-05").to_pylist()
    assert {row["_run"] for row in found} == {1}
    assert [row["_line"] for row in found] == [2, 3, 4]
    assert {len(row["_delivery"]) for row in found} == {64}
    assert not {row["_delivery"] for row in found} & {each["delivery"] for each in checked if each["date"] == "2024-06"}
    assert "_date" not in found[0]


def test_where_nothing_has_changed_nothing_is_done(said):
    again = said["again"]
    assert again.returncode == 0
    assert again.stdout.startswith("prepare  UNCHANGED  claims.features 2024-06  ")
    assert again.stdout.endswith("is made from the same and by the same as run 3\n")


def test_a_correction_of_the_time_before_makes_the_date_anew(project, said):
    assert said["after"].stdout.startswith("prepare  PUBLISHED  claims.features 2024-06  2 rows, ")
    told = report(project, "claims.features", "2024-06", 5)
    assert (told["run"]["decision"], told["run"]["corrects"]) == ("corrected", 3)
    before = {row["id"]: row["before_7d"] for row in rows(project, "claims.features", "2024-06").to_pylist()}
    assert before == {4: 2, 5: 0}  # of Ann the 30th and, corrected, the 31st of May


def test_values_of_masked_columns_are_in_no_report(project, said):
    told = report(project, "claims.features", "2024-06", 3)
    assert told["columns"]["agent"] == {"type": "string", "nulls": 0, "minimum": None, "maximum": None}
    assert told["columns"]["id"] == {"type": "bigint", "nulls": 0, "minimum": "4", "maximum": "5"}


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("not there", "source: claims.checked shows nothing of 2024-07"),
        ("dateless", "recipe: the recipe drops the column _date"),
        ("no date", "date: is missing"),
        ("no store", "date: is about published tables: give a store, too"),
    ],
)
def test_what_is_refused_ends_with_2(project, said, which, says):
    assert (said[which].returncode, said[which].stdout) == (2, "")
    assert f"prepare  {says}" in said[which].stderr


def test_without_rows_of_the_time_before_the_date_may_be_dropped(project, said):
    assert said["dateless alone"].returncode == 0, said["dateless alone"].stderr
    assert rows(project, "claims.dateless", "2024-06").column_names == ["id", "before_7d", "_run"]


def test_the_jar_prepares_the_same_and_finds_it_unchanged(project, said, run, jar):
    assert said["plain"].returncode == 0, said["plain"].stderr
    done = run(jar, project, *prepare("2024-06", "plain", "claims.plain"))
    assert done.stdout.splitlines()[-1].startswith("prepare  UNCHANGED  claims.plain 2024-06"), done.stderr
    other = run(jar, project, *prepare("2024-06", "plain", "claims.by_jar"))
    assert other.returncode == 0, other.stderr
    assert rows(project, "claims.by_jar", "2024-06") == rows(project, "claims.plain", "2024-06")
    own = run(jar, project, *prepare("2024-06"))
    assert own.returncode == 2
    assert "'steps.add_team' is a step in Python" in own.stderr
