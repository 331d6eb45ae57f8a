"""Batch scoring, as the command ``score`` does it."""

from __future__ import annotations

from pyspark.sql import DataFrame

from peleus import _door


def score(df: DataFrame, model: str, *, store: str) -> DataFrame:
    """
    Give rows the score of a model that is kept: what production will write of them.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        Rows with the features, of a classic session.
    model : str
        ``name@champion``, ``name@challenger`` or ``name@v3``.
    store : str
        Folder of a project's data, here or on HDFS.

    Returns
    -------
    pyspark.sql.DataFrame
        The rows as they came, and after their columns `score` (DOUBLE: the probability of a positive, or the predicted
        number), `predicted` (BOOLEAN: the score is at the model's threshold or above; not of a regression), `model`
        (STRING) and `model_version` (INT). Lazy.

    Raises
    ------
    peleus.Refused
        There is no such model, or the rows are not what it was trained on: features are missing, or were made as of
        another moment; a column has the name of a new one; the model's recipe has a step in Python.

    Examples
    --------
    >>> score(features, "delayed@champion", store="data").orderBy("score", ascending=False)  # doctest: +SKIP
    """
    return _door.scored(df, store, model)
