"""Scores collected from a frame; what the metrics are is said in unit/test_scores.py."""

import itertools
from decimal import Decimal

import numpy as np
import pytest
from peleus.errors import Refused
from peleus.learning import Scores
from pyspark.sql import functions as F

ROWS = [(0.9, 1), (0.9, 0), (0.4, 1), (0.0, 0), (-0.0, 1), (0.4, 1)]


def frame(spark, rows=ROWS, schema="p double, y int"):
    return spark.createDataFrame(rows, schema)


def counted(of):
    return of.score.tolist(), of.positives.tolist(), of.negatives.tolist()


def test_a_frame_is_counted_as_its_rows_are(spark):
    expected = ([0.9, 0.4, 0.0], [1, 2, 1], [1, 0, 1])
    assert counted(Scores.collect(frame(spark), "p", "y")) == expected
    assert counted(Scores.of(*zip(*ROWS, strict=True))) == expected


@pytest.mark.parametrize("partitions", [1, 5])
def test_many_rows_in_any_layout(spark, partitions):
    # scores with ties, positives the likelier the higher the score
    df = spark.range(20_000).select(
        (F.pmod(F.xxhash64("id"), F.lit(1000)) / 1000).alias("p"),
        F.pmod(F.xxhash64("id", F.lit("label")), F.lit(1000)).alias("u"),
    )
    df = df.select("p", (F.col("u") < 300 * F.col("p")).cast("int").alias("y"))
    score, label = (column.to_numpy() for column in df.toArrow().columns)
    found = Scores.collect(df.repartition(partitions), "p", "y")
    assert counted(found) == counted(Scores.of(score, label))
    assert found.rows == 20_000
    assert 0.5 < found.area_under_roc < 1


@pytest.mark.parametrize("label", ["double", "boolean", "long", "decimal(3,1)"])
@pytest.mark.parametrize("score", ["float", "decimal(4,2)"])
def test_types_of_numbers(spark, score, label):
    df = frame(spark).select(F.col("p").cast(score).alias("p"), F.col("y").cast(label).alias("y"))
    found = Scores.collect(df, "p", "y")
    assert found.score.tolist() == [float(np.float32(x)) if score == "float" else x for x in (0.9, 0.4, 0.0)]
    assert found.positives.tolist() == [1, 2, 1]


def test_a_dot_in_a_name_is_a_letter(spark):
    df = frame(spark).toDF("model.p", "label.y")
    assert Scores.collect(df, "model.p", "label.y").rows == len(ROWS)


def test_a_frame_without_rows(spark):
    assert Scores.collect(frame(spark, []), "p", "y").to_json() == Scores.of([], []).to_json()


@pytest.mark.parametrize("score", [None, float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_refused(spark, score):
    with pytest.raises(Refused, match="the score column 'p': rows that are null, NaN or infinite: 2"):
        Scores.collect(frame(spark, [(score, 1), (score, 0), (0.5, 1)]), "p", "y")


@pytest.mark.parametrize("label", [None, Decimal(2), Decimal("0.5")])
def test_a_label_that_is_neither_0_nor_1_is_refused(spark, label):
    with pytest.raises(Refused, match="the label column 'y': rows that are null or neither 0 nor 1: 1"):
        Scores.collect(frame(spark, [(0.5, label), (0.5, Decimal(1))], "p double, y decimal(2,1)"), "p", "y")


@pytest.mark.classic
def test_spark_without_bins_ranks_alike(spark):
    from pyspark.ml.evaluation import BinaryClassificationEvaluator

    df = frame(spark, [(score, float(label)) for score, label in ROWS], "p double, y double")
    evaluator = BinaryClassificationEvaluator(rawPredictionCol="p", labelCol="y", numBins=0)
    found = Scores.collect(df, "p", "y")
    assert found.area_under_roc == pytest.approx(evaluator.evaluate(df), rel=1e-12)
    # Spark draws straight lines between points of precision and recall
    evaluator.setMetricName("areaUnderPR")
    points = [(0.0, 1 / 2), *found.precision_recall().tolist()[1:]]
    lines = sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in itertools.pairwise(points))
    assert evaluator.evaluate(df) == pytest.approx(lines, rel=1e-12)
