"""A fitted model: everything that new rows go through, from features to a score."""

from __future__ import annotations

from dataclasses import dataclass

from pyspark.ml import PipelineModel
from pyspark.ml.functions import vector_to_array
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from peleus.learning.candidates import BINARY, PREDICTION, PROBABILITY, Setting
from peleus.recipe import Recipe

SCORE = "_score"


@dataclass(frozen=True)
class FittedModel:
    """
    A model with everything that it applies to new rows.

    Parameters
    ----------
    problem : str
        binary or regression.
    setting : Setting
        What was fitted.
    recipe : Recipe
        Fitted: what the rows go through before Spark's pipeline.
    pipeline : pyspark.ml.PipelineModel
        From there to the prediction.
    """

    problem: str
    setting: Setting
    recipe: Recipe
    pipeline: PipelineModel

    def score(self, df: DataFrame) -> DataFrame:
        """Add the score as the DOUBLE `_score`, and Spark's columns of the way there; lazy."""
        return scored(self.problem, self.pipeline.transform(df.transform(self.recipe)))


def scored(problem: str, predictions: DataFrame) -> DataFrame:
    """Add the column of the score: the probability of a positive, or the predicted number."""
    score = vector_to_array(F.col(PROBABILITY))[1] if problem == BINARY else F.col(PREDICTION)
    return predictions.withColumn(SCORE, score)
