"""Parts of the rows: by time or by a hash of the key, as columns."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import pytest
from peleus import Refused
from peleus.learning.split import HashSplit, Period, TimeSplit
from peleus.testing import assert_frame_equal

PERIODS = {
    "train": Period(before=date(2013, 9, 1)),
    "validation": Period(date(2013, 9, 1), date(2013, 10, 1)),
    "test": Period(date(2013, 10, 1), date(2014, 1, 1)),
}


def parts(df):
    return {row[0]: (row.split, row.fold) for row in df.collect()}


def test_periods_begin_with_their_first_day_and_end_before_their_last(spark):
    days = ["0001-01-01", "2013-08-31", "2013-09-01", "2013-09-30", "2013-10-01", "2013-12-31", "2014-01-01", None]
    rows = spark.createDataFrame([(day and date.fromisoformat(day),) for day in days], "day date")
    assert list(parts(rows.transform(TimeSplit("day", PERIODS))).values()) == [
        ("train", None),
        ("train", None),
        ("validation", None),
        ("validation", None),
        ("test", None),
        ("test", None),
        (None, None),
        (None, None),
    ]


def test_the_day_of_a_timestamp_is_the_one_in_utc(spark):
    rows = spark.sql(
        "SELECT id, CAST(at AS TIMESTAMP) AS at FROM VALUES (1, '2013-09-30T23:59:59.999999Z'), "
        "(2, '2013-10-01T00:00:00Z'), (3, '1969-12-31T23:59:59Z') AS t(id, at)"
    )
    spark.conf.set("spark.sql.session.timeZone", "America/New_York")
    try:
        found = parts(rows.transform(TimeSplit("at", PERIODS)))
    finally:
        spark.conf.set("spark.sql.session.timeZone", "UTC")
    assert {key: part for key, (part, _) in found.items()} == {1: "validation", 2: "test", 3: "train"}


def test_folds_keep_a_day_together_and_are_of_rows_to_learn_from(spark):
    rows = spark.sql("SELECT id, date_add(DATE'2013-08-01', CAST(id % 90 AS INT)) AS day FROM range(900)")
    found = rows.transform(TimeSplit("day", PERIODS, folds=3))
    folds = found.where("split = 'train'").selectExpr("day", "fold").distinct().collect()
    assert len(folds) == len({row.day for row in folds}) == 31
    assert {row.fold for row in folds} == {0, 1, 2}
    assert found.where("fold IS NOT NULL AND NOT split <=> 'train'").count() == 0


def test_a_row_stays_in_its_part_when_others_come(spark):
    split = HashSplit({"train": 0.6, "validation": 0.1, "test": 0.2}, ["id"], folds=4)
    few = parts(spark.range(2000).transform(split))
    many = parts(spark.range(0, 4000, 1, 7).repartition(5).transform(split))
    assert {key: many[key] for key in few} == few
    counts = Counter(part for part, _ in many.values())
    shares = {part: round(count / 4000, 2) for part, count in counts.items()}
    assert shares == pytest.approx({"train": 0.6, "validation": 0.1, "test": 0.2, None: 0.1}, abs=0.03)
    folds = Counter(fold for part, fold in many.values() if part == "train")
    assert set(folds) == {0, 1, 2, 3}
    assert min(folds.values()) > 500
    assert all(fold is None for part, fold in many.values() if part != "train")


def test_the_hash_is_pinned(spark):
    """What was a test row last year must be one next year: a change here changes every model's parts."""
    split = HashSplit({"train": 0.5, "test": 0.5}, ["id"], folds=3, salt="2024")
    found = parts(spark.range(8).transform(split))
    parted = [part if fold is None else fold for _, (part, fold) in sorted(found.items())]
    assert parted == [2, "test", 1, 2, "test", "test", 0, "test"]


def test_types_of_a_key_do_not_matter_but_nulls_do(spark):
    split = HashSplit({"train": 1.0}, ["a", "b"], folds=1000)
    rows = spark.sql(
        "SELECT * FROM VALUES (1, CAST(NULL AS STRING), 'x'), (2, 'x', CAST(NULL AS STRING)), (3, 'x', ''),"
        " (4, '', 'x') AS t(id, a, b)"
    )
    assert len({fold for _, fold in parts(rows.transform(split)).values()}) == 4
    of_ints = parts(
        spark.sql("SELECT CAST(id AS INT) AS id FROM range(50)").transform(HashSplit({"train": 1}, ["id"], 9))
    )
    assert of_ints == parts(spark.range(50).transform(HashSplit({"train": 1}, ["id"], 9)))


def test_another_salt_gives_other_parts(spark):
    one, other = (parts(spark.range(100).transform(HashSplit({"test": 0.5}, ["id"], salt=salt))) for salt in "ab")
    assert one != other


def test_columns_of_every_allowed_type_can_be_a_key(spark):
    row = ("a", 1, Decimal("1.5"), True, date(2024, 1, 1), datetime(2024, 1, 1, 12))
    rows = spark.createDataFrame([row], "s string, i int, d decimal(3,1), b boolean, day date, at timestamp")
    split = HashSplit({"train": 1.0}, rows.columns, folds=100)
    found = rows.transform(split)
    spark.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    try:
        elsewhere = spark.sql(
            "SELECT 'a' AS s, 1 AS i, 1.5BD AS d, true AS b, DATE'2024-01-01' AS day,"
            " TIMESTAMP'2024-01-01T12:00:00Z' AS at"
        ).transform(split)
        assert elsewhere.head().fold == found.head().fold
    finally:
        spark.conf.set("spark.sql.session.timeZone", "UTC")


def test_the_columns_are_added_to_the_others(spark):
    rows = spark.createDataFrame([(date(2013, 1, 1), "x")], "day date, what string")
    expected = spark.createDataFrame(
        [(date(2013, 1, 1), "x", "train", 0)], "day date, what string, split string, fold int"
    )
    assert_frame_equal(rows.transform(TimeSplit("day", PERIODS, folds=1)), expected)


@pytest.mark.parametrize(
    ("split", "says"),
    [
        (TimeSplit("when", PERIODS), "split: there is no column 'when'; there are id, x, day"),
        (TimeSplit("x", PERIODS), "split: column 'x' is double; parts by time need a DATE or TIMESTAMP"),
        (HashSplit({"train": 1.0}, ["x"]), "split: column 'x' is double; a key is of text, whole numbers"),
        (HashSplit({"train": 1.0}, ["id", "none"]), "split: there is no column 'none'"),
    ],
)
def test_what_is_not_allowed(spark, split, says):
    rows = spark.createDataFrame([(1, 1.0, date(2013, 1, 1))], "id int, x double, day date")
    with pytest.raises(Refused) as refused:
        rows.transform(split)
    assert says in str(refused.value)


def test_columns_of_these_names_are_not_replaced(spark):
    with pytest.raises(Refused, match="there is a column 'fold' already"):
        spark.range(1).withColumnRenamed("id", "Fold").transform(HashSplit({"train": 1.0}, ["Fold"]))
