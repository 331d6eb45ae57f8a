"""The surest mistakes: which rows, in what order, and how their values are written."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from peleus.errors import Refused
from peleus.learning import most_confident
from peleus.learning.mistakes import masked_columns

ROWS = [
    (0.9, 0, "b", 1), (0.9, 0, "a", 10), (0.9, 0, "a", 9), (0.9, 0, None, 1), (0.95, 0, "z", 1), (0.5, 0, "c", 1),
    (0.1, 1, "b", 1), (0.1, 1, "a", 1), (0.05, 1, "z", 1), (0.49, 1, "c", 1),
    (0.99, 1, "right", 1), (0.01, 0, "right", 1), (None, 1, "no score", 1), (0.99, None, "no label", 1),
]  # fmt: skip


def frame(spark, partitions=1):
    return spark.createDataFrame(ROWS, "p double, y int, name string, n int").repartition(partitions)


@pytest.mark.parametrize("partitions", [1, 4])
def test_the_surest_come_first_and_ties_by_the_columns(spark, partitions):
    found = most_confident(frame(spark, partitions), "p", "y", ["name", "n"], threshold=0.5, most=10)
    assert [(one["score"], *one["values"].values()) for one in found["false_positives"]] == [
        (0.95, "z", 1), (0.9, None, 1), (0.9, "a", 9), (0.9, "a", 10), (0.9, "b", 1), (0.5, "c", 1),
    ]  # fmt: skip
    assert [(one["score"], *one["values"].values()) for one in found["false_negatives"]] == [
        (0.05, "z", 1), (0.1, "a", 1), (0.1, "b", 1), (0.49, "c", 1),
    ]  # fmt: skip


def test_no_more_than_asked_for(spark):
    found = most_confident(frame(spark, 3), "p", "y", ["name"], threshold=0.5, most=2)
    assert found == {
        "false_positives": [{"score": 0.95, "values": {"name": "z"}}, {"score": 0.9, "values": {"name": None}}],
        "false_negatives": [{"score": 0.05, "values": {"name": "z"}}, {"score": 0.1, "values": {"name": "a"}}],
        "masked": [],
    }
    none = most_confident(frame(spark), "p", "y", ["name"], threshold=0.5, most=0)
    assert none == {"false_positives": [], "false_negatives": [], "masked": []}


@pytest.mark.parametrize("stage", ["given", "selected", "joined"])
def test_a_column_that_a_contract_masks_is_null_and_named(spark, stage):
    df = frame(spark).withMetadata("name", {"peleus.masked": True})
    if stage == "selected":
        df = df.select("n", "name", "y", "p").where("n > 0")
    elif stage == "joined":
        df = df.join(spark.range(1, 20).withColumnRenamed("id", "n"), "n").orderBy("n")
    assert masked_columns(df) == ["name"]
    found = most_confident(df, "p", "y", ["n", "name"], threshold=0.5, most=2)
    assert found["masked"] == ["name"]
    assert found["false_positives"] == [
        {"score": 0.95, "values": {"n": 1, "name": None}},
        {"score": 0.9, "values": {"n": 1, "name": None}},
    ]


def test_columns_that_only_the_caller_knows_to_be_masked(spark):
    found = most_confident(frame(spark), "p", "y", ["name", "n"], threshold=0.5, most=1, masked=["n", "other"])
    assert found["masked"] == ["n"]
    assert found["false_negatives"] == [{"score": 0.05, "values": {"name": "z", "n": None}}]


def test_an_infinite_threshold_predicts_nobody(spark):
    found = most_confident(frame(spark), "p", "y", ["name"], threshold=float("inf"), most=20)
    assert found["false_positives"] == []
    assert len(found["false_negatives"]) == 5


def test_values_are_plain_json(spark):
    instant = datetime(2024, 5, 1, 10, 30, 0, 123456, tzinfo=UTC)
    schema = (
        "p double, y double, `a.dot` string, day date, at timestamp, local timestamp_ntz, amount decimal(20,2), "
        "share double, raw binary, flag boolean, many array<int>, inner struct<a:int,b:date>, id bigint"
    )
    row = (
        0.75, 0.0, 'quote "', date(2024, 2, 29), instant, datetime(2024, 5, 1, 10, 30),
        Decimal("123456789012345678.50"), float("nan"), b"\x00\xff", True, [1, None], (1, date(1, 1, 1)), 2**53 + 1,
    )  # fmt: skip
    columns = ["a.dot", "day", "at", "local", "amount", "share", "raw", "flag", "many", "inner", "id"]
    df = spark.createDataFrame([row], schema)
    (found,) = most_confident(df, "p", "y", columns, 0.5, 5)["false_positives"]
    assert found == {
        "score": 0.75,
        "values": {
            "a.dot": 'quote "',
            "day": "2024-02-29",
            "at": "2024-05-01T10:30:00.123456Z",
            "local": "2024-05-01T10:30:00.000000",
            "amount": "123456789012345678.50",
            "share": "NaN",
            "raw": "AP8=",
            "flag": True,
            "many": [1, None],
            "inner": {"a": 1, "b": "0001-01-01"},
            "id": 2**53 + 1,
        },
    }
    json.dumps(found, allow_nan=False)


def test_times_do_not_depend_on_the_session(spark):
    df = spark.createDataFrame([(0.75, 0)], "p double, y int").selectExpr("p", "y", "timestamp_seconds(0) AS at")
    before = spark.conf.get("spark.sql.session.timeZone")
    spark.conf.set("spark.sql.session.timeZone", "Pacific/Apia")
    try:
        found = most_confident(df, "p", "y", ["at"], 0.5, 1)
    finally:
        spark.conf.set("spark.sql.session.timeZone", before)
    assert found["false_positives"][0]["values"] == {"at": "1970-01-01T00:00:00.000000Z"}


def test_senseless_settings_are_refused(spark):
    with pytest.raises(Refused, match="columns is empty"):
        most_confident(frame(spark), "p", "y", [], 0.5, 5)
    with pytest.raises(Refused, match="most is -1"):
        most_confident(frame(spark), "p", "y", ["name"], 0.5, -1)
