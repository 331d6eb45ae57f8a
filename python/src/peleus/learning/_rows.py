"""The rows of a training: their label, the moment of their features, the counts of their parts."""

from __future__ import annotations

from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from peleus import _door
from peleus.errors import Refused
from peleus.learning import preparation
from peleus.learning._declaration import ModelDeclaration
from peleus.learning.candidates import BINARY
from peleus.learning.split import FOLD, PART, TEST, TRAIN, VALIDATION

LABEL = "_label"


def labelled(rows: DataFrame, declaration: ModelDeclaration) -> DataFrame:
    """Add the label as the DOUBLE `_label`: of binary problems 1 and 0. Where there is none it is null."""
    name = declaration.label
    if name not in rows.columns:
        raise Refused(f"label: there is no column '{name}'; there are {', '.join(rows.columns)}")
    cell = F.col(f"`{name}`")
    if declaration.problem == BINARY:
        is_positive = cell.cast("string") == F.lit(declaration.positive)
        return rows.withColumn(LABEL, is_positive.cast("double"))
    preparation.require_numbers("label", rows, name)
    return rows.withColumn(LABEL, cell.cast("double"))


def require_moment(rows: DataFrame, declaration: ModelDeclaration) -> None:
    """Refuse features that were made as of another moment than the one in which the model will be asked."""
    moment = declaration.scoring_moment
    if moment is not None and moment not in rows.columns:
        raise Refused(f"scoring_moment: there is no column '{moment}'; there are {', '.join(rows.columns)}")
    problems = []
    for name, moments in _door.as_of(rows).items():
        others = [each for each in moments if each != moment]
        if name in declaration.features and others:
            wanted = "model.yaml names no scoring_moment" if moment is None else f"the scoring moment is '{moment}'"
            problems.append(f"features: '{name}' was made as of {' and '.join(others)}, and {wanted}")
    if problems:
        raise Refused("\n".join(problems))


def count_parts(rows: DataFrame, declaration: ModelDeclaration) -> dict[str, Any]:
    """
    Count the rows of each part; one job.

    Raises
    ------
    peleus.Refused
        A part or a fold has no rows with a label, or of a binary problem not both kinds.
    """
    label = F.col(LABEL)
    counted = rows.groupBy(PART, FOLD).agg(F.count(F.lit(1)), F.count(label), F.count_if(label == 1.0)).collect()
    parts: dict[str, dict[str, int]] = {}
    for part, fold, _, known, positives in sorted(counted, key=lambda row: (row[0] or "", row[1] or 0)):
        if part is not None:
            of = parts.setdefault(part, {"rows": 0, "positives": 0})
            of["rows"] += known
            of["positives"] += positives
        if fold is not None:
            _require_both(declaration, f"fold {fold}", known, positives)
    for part in [TRAIN, TEST] if declaration.split["folds"] else [TRAIN, VALIDATION, TEST]:
        of = parts.get(part, {"rows": 0, "positives": 0})
        _require_both(declaration, f"the part {part}", of["rows"], of["positives"])
    if declaration.problem != BINARY:
        parts = {part: {"rows": of["rows"]} for part, of in parts.items()}
    return {
        "all": sum(row[2] for row in counted),
        "without_label": sum(row[2] - row[3] for row in counted),
        "in_no_part": sum(row[3] for row in counted if row[0] is None),
    } | parts


def _require_both(declaration: ModelDeclaration, where: str, rows: int, positives: int) -> None:
    if not rows:
        raise Refused(f"split: {where} has no rows with a label; look at its period or share")
    if declaration.problem == BINARY and positives in (0, rows):
        raise Refused(
            f"split: of the {rows} rows with a label in {where} {positives} are positive "
            f"({declaration.label} = {declaration.positive}); both kinds are needed"
        )
