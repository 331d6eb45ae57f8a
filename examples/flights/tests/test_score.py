"""Scores as the pipeline gives them: by the model that the store keeps."""

import pytest
from peleus.learning import Registry, score
from pyspark.sql import functions as F

pytestmark = pytest.mark.slow


def test_the_airline_that_is_late_has_the_higher_scores(spark, features, trained, tmp_path):
    Registry(str(tmp_path), spark).save(trained, {"source": "tests"})
    scored = score(features, "delayed@champion", store=str(tmp_path))
    means = dict(scored.groupBy("carrier").agg(F.mean("score")).collect())
    assert 0 <= means["UA"] < means["B6"] <= 1
    assert {tuple(row) for row in scored.select("model", "model_version").distinct().collect()} == {("delayed", 1)}
    assert scored.where("score IS NULL OR predicted IS NULL").isEmpty()  # also of the flight that did not arrive
