"""What the cases of parse_date do not say: SQL's short forms, formats in a column, refusals at analysis."""

from datetime import date

import pytest
from peleus import functions as f
from peleus import transformations as t
from peleus.testing import assert_frame_equal
from pyspark.errors import PySparkException
from pyspark.sql import functions as F


def test_sql_takes_a_text_an_array_or_parameters_by_name(spark):
    row = spark.sql("""SELECT
        peleus.parse_date('31/12/2024', 'dd/MM/yyyy') AS one,
        peleus.parse_date('2024-12-31', array('dd/MM/yyyy', 'yyyy-MM-dd')) AS many,
        peleus.parse_date('31/12/24', named_struct('formats', array('dd/MM/yy'), 'pivot_year', 1950)) AS named,
        peleus.parse_date_error('31/02/2024', 'dd/MM/yyyy') AS why,
        peleus.parse_date(CAST(NULL AS STRING), 'dd/MM/yyyy') AS missing""").head()
    assert (row.one, row.many, row.named) == (date(2024, 12, 31),) * 3
    assert (row.why, row.missing) == ("impossible_day", None)


def test_the_functions_are_listed(spark):
    names = {row.function for row in spark.sql("SHOW USER FUNCTIONS IN peleus").collect()}
    assert {name.rpartition(".")[2] for name in names} >= {"parse_date", "parse_date_error"}


def test_formats_may_come_from_a_column(spark):
    rows = [("01/02/2024", "dd/MM/yyyy"), ("01/02/2024", "MM/dd/yyyy")]
    df = spark.createDataFrame(rows, "cell string, layout string")
    actual = df.select(F.call_function("peleus.parse_date", "cell", "layout").alias("d"))
    assert_frame_equal(actual, spark.createDataFrame([(date(2024, 2, 1),), (date(2024, 1, 2),)], "d date"))


def test_a_wrong_format_in_sql_is_refused_at_analysis(spark):
    with pytest.raises(PySparkException, match="dd/QQ/yyyy"):
        _ = spark.sql("SELECT peleus.parse_date(s, 'dd/QQ/yyyy') FROM VALUES ('x') AS t(s)").schema


def test_an_unknown_name_in_sql_is_refused_at_analysis(spark):
    with pytest.raises(PySparkException, match="unknown key 'format', did you mean 'formats'"):
        _ = spark.sql("SELECT peleus.parse_date('x', named_struct('format', 'dd/MM/yyyy'))").schema


@pytest.mark.parametrize("call", ["peleus.parse_date()", "peleus.parse_date(1, 2, 3)", "peleus.parse_date('x', 1)"])
def test_wrong_arguments_are_told_what_is_taken(spark, call):
    with pytest.raises(PySparkException, match="takes a text, then formats as a text or an array of texts"):
        _ = spark.sql(f"SELECT {call}").schema


def test_a_column_that_is_no_text_is_refused_by_type(spark):
    with pytest.raises(PySparkException, match="parse_date reads text"):
        _ = spark.range(1).transform(t.parse_date("id", formats=["yyyyMMdd"])).schema


def test_the_error_function_gives_the_reason(spark):
    df = spark.createDataFrame([("31/02/2024",), ("x",), ("01/02/2024",)], "d string")
    actual = df.select(f.parse_date_error("d", formats=["dd/MM/yyyy"]).alias("why"))
    assert_frame_equal(actual, spark.createDataFrame([("impossible_day",), ("no_format",), (None,)], "why string"))


def test_a_column_is_named_after_the_call(spark):
    df = spark.createDataFrame([("01/02/2024",)], "d string")
    assert df.select(f.parse_date("d", formats=["dd/MM/yyyy"])).columns == ["parse_date(d)"]
    (name,) = df.selectExpr("peleus.parse_date(d, 'dd/MM/yyyy')").columns
    assert "peleus.parse_date" in name
    assert "@" not in name  # no address of an object: the name is the same in every run


def test_a_step_shows_how_it_was_made():
    step = t.parse_date("d", formats=["dd/MM/yyyy"])
    assert repr(step).startswith("parse_date(column='d', formats=['dd/MM/yyyy']")
