"""Models: split, search, evaluation, and the registry that keeps them. Needs ``peleus[learning]``: numpy, pyarrow."""

from peleus.learning._declaration import ModelDeclaration
from peleus.learning.bins import Bin
from peleus.learning.confusion import Confusion
from peleus.learning.metrics import METRICS, Metric, standard_error
from peleus.learning.mistakes import most_confident
from peleus.learning.model import FittedModel
from peleus.learning.registry import Registry
from peleus.learning.regression import HistogramBin, RegressionScores, deciles, error_histogram
from peleus.learning.scores import Scores
from peleus.learning.scoring import score
from peleus.learning.split import HashSplit, Period, TimeSplit
from peleus.learning.training import Training, train

__all__ = [
    "METRICS",
    "Bin",
    "Confusion",
    "FittedModel",
    "HashSplit",
    "HistogramBin",
    "Metric",
    "ModelDeclaration",
    "Period",
    "Registry",
    "RegressionScores",
    "Scores",
    "TimeSplit",
    "Training",
    "deciles",
    "error_histogram",
    "most_confident",
    "score",
    "standard_error",
    "train",
]
