"""Amounts in twelve writings: French, English and German marks, codes and symbols, parentheses, odd blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import duckdb
import polars as pl
from engines import in_duck, in_polars, in_spark
from harness import Work
from peleus import transformations as t
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sessions import generated

TOTAL, DUCK_TOTAL = "sum(x)", "sum(x)"
READ = {"format": "by_shape", "allow": ["currency", "parentheses"], "type": "decimal(18,2)"}
NOISE = r"[\s\u00A0\u202F€$()]|EUR|USD"

GENERATE = """
COPY (
  WITH draws AS (
    SELECT i, hash(i, 1) % 100 AS k, (hash(i, 2) % 10000) / 10000.0 AS p, (hash(i, 3) % 1000000) / 1000000.0 AS q
    FROM range({rows}) t(i)),
  amounts AS (
    SELECT i, k, round((CASE WHEN p < 0.5 THEN q * 1000 WHEN p < 0.9 THEN q * 100000 ELSE q * 10000000 END)
      ::decimal(18, 2), 2) AS v FROM draws),
  written AS (SELECT *, format('{{:,.2f}}', v) AS en FROM amounts),
  both_marks AS (SELECT *, replace(replace(en, ',', ' '), '.', ',') AS fr FROM written)
  SELECT CASE
      WHEN k < 25 THEN fr || ' EUR' WHEN k < 40 THEN fr || chr(160) || '€' WHEN k < 55 THEN printf('%.2f', v)
      WHEN k < 65 THEN en WHEN k < 75 THEN replace(replace(replace(en, ',', '#'), '.', ','), '#', '.')
      WHEN k < 80 THEN '(' || fr || ')'
      WHEN k < 85 THEN '-' || fr WHEN k < 90 THEN replace(fr, ' ', chr(8239)) || ' EUR'
      WHEN k < 94 THEN (v::bigint)::varchar WHEN k < 96 THEN 'N/A' WHEN k < 97 THEN '' WHEN k < 98 THEN NULL
      ELSE 'abc' || fr END AS amount
  FROM both_marks ORDER BY i
) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 500000, DICTIONARY_SIZE_LIMIT 1)"""


def works(rows: int, spark: SparkSession, duck: duckdb.DuckDBPyConnection) -> Iterator[Work]:
    """Twelve writings to exact decimals."""
    path = generated("amounts", rows, GENERATE, duck)
    frame = spark.read.parquet(str(path))
    yield Work(
        "parse_number",
        rows,
        in_spark(frame.transform(t.parse_number("amount", **READ, output="x")), TOTAL),
        {
            "spark_regexp_replace": in_spark(frame.select(F.expr(regular_expressions()).alias("x")), TOTAL),
            "spark_translate": in_spark(frame.select(F.expr(translated()).alias("x")), TOTAL),
            "python_udf": in_spark(frame.select(F.udf(by_hand, "decimal(18,2)")("amount").alias("x")), TOTAL),
            "duckdb": in_duck(duck, path, duck_expression(), DUCK_TOTAL),
            "polars": in_polars(path, polars_expression(), pl.col("x").sum()),
        },
        slow=frozenset({"python_udf"}),
    )
    frame.createOrReplaceTempView("amounts")
    told = "named_struct('format', 'by_shape', 'allow', array('currency', 'parentheses'))"
    yield Work(
        "parse_number in SQL",
        rows,
        in_spark(spark.sql(f"SELECT peleus.parse_number(amount, {told}) AS x FROM amounts"), TOTAL),
        {"duckdb": in_duck(duck, path, duck_expression(), DUCK_TOTAL)},
    )


def regular_expressions() -> str:
    """Write what a careful analyst writes in Spark."""
    noise = NOISE.replace("\\", "\\\\")
    bare = f"regexp_replace(amount, '{noise}', '')"
    return f"""(CASE WHEN amount LIKE '(%' THEN -1 ELSE 1 END) * try_cast(
        CASE WHEN {bare} RLIKE ',\\\\d{{1,2}}$' THEN replace(replace({bare}, '.', ''), ',', '.')
             ELSE replace({bare}, ',', '') END AS DECIMAL(18, 2))"""


def translated() -> str:
    """Spark's built-ins at their best: no regular expression."""
    bare = "translate(amount, ' \u00a0\u202f€$()EURSD', '')"
    return f"""(CASE WHEN amount LIKE '(%' THEN -1 ELSE 1 END) * try_cast(
        CASE WHEN substr({bare}, -3, 1) = ',' THEN replace(replace({bare}, '.', ''), ',', '.')
             ELSE replace({bare}, ',', '') END AS DECIMAL(18, 2))"""


def duck_expression() -> str:
    """DuckDB at its best."""
    bare = r"regexp_replace(amount, '[\s\x{00A0}\x{202F}€$()]|EUR|USD', '', 'g')"
    return f"""(CASE WHEN amount LIKE '(%' THEN -1 ELSE 1 END) * try_cast(
        CASE WHEN regexp_matches({bare}, ',\\d{{1,2}}$') THEN replace(replace({bare}, '.', ''), ',', '.')
             ELSE replace({bare}, ',', '') END AS DECIMAL(18, 2))"""


def polars_expression() -> pl.Expr:
    """Do the same in Polars."""
    bare = pl.col("amount").str.replace_all(NOISE, "")
    comma = bare.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    point = bare.str.replace_all(",", "", literal=True)
    number = pl.when(bare.str.contains(r",\d{1,2}$")).then(comma).otherwise(point).cast(pl.Decimal(18, 2), strict=False)
    return pl.when(pl.col("amount").str.starts_with("(")).then(-number).otherwise(number)


def by_hand(
    cell: str | None, noise: re.Pattern[str] = re.compile(NOISE), french: re.Pattern[str] = re.compile(r",\d{1,2}$")
) -> Decimal | None:
    """Read one cell in Python, as it is rewritten for production today."""
    if not cell:
        return None
    bare = noise.sub("", cell)
    try:
        number = Decimal(bare.replace(".", "").replace(",", ".") if french.search(bare) else bare.replace(",", ""))
    except InvalidOperation:
        return None
    return (-number if cell.startswith("(") else number).quantize(Decimal("0.01"))
