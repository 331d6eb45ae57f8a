"""Rows to learn from: 900 policies, of which those with old, fast or northern cars have more claims."""

import pytest
from peleus.learning import ModelDeclaration, train

MODEL = """model: claims
label: {column: claimed, positive: yes}
features:
  numeric: [speed, age, garage]
  categorical: [region, doors]
split: {strategy: time, column: begun, train: "< 2013-10-01", test: ">= 2013-10-01", key: [id], folds: 3}
candidates:
  logistic_regression: {reg_param: [0.01, 1000]}
  random_forest: {num_trees: 5, max_depth: [2, 3]}
threshold: {cost: {fp: 1, fn: 4}}
mistakes: 3
"""

POLICIES = """
SELECT id, date_add(DATE'2013-01-01', CAST(id % 365 AS INT)) AS begun,
  IF(id % 10 = 0, NULL, 100 + draw(1) * 100) AS speed, CAST(draw(2) * 20 AS INT) AS age, draw(3) < 0.5 AS garage,
  IF(id % 50 = 0, NULL, element_at(array('north', 'south', 'west'), CAST(1 + draw(4) * 3 AS INT))) AS region,
  CAST(2 + draw(5) * 3 AS INT) AS doors, draw(6) AS luck
FROM range(900)
"""
LABEL = """
CASE WHEN id % 30 = 7 THEN NULL
     WHEN luck < 1 / (1 + exp(4 - coalesce(speed, 150) / 60 - age / 10 - IF(region = 'north', 1.5, 0))) THEN 'yes'
     ELSE 'no' END
"""


@pytest.fixture(scope="session")
def policies(spark):
    """The same in every session: numbers are drawn by hashes."""
    drawn = POLICIES
    for column in range(1, 7):
        drawn = drawn.replace(f"draw({column})", f"(pmod(xxhash64(id, {column}), 1000000) / 1000000)")
    return spark.sql(drawn).selectExpr("*", f"{LABEL} AS claimed").drop("luck").localCheckpoint()


@pytest.fixture(scope="session")
def declare(spark, tmp_path_factory):
    """Read a declaration; each change is a piece of the text and what stands there instead."""

    def read(*changes):
        text = MODEL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path_factory.mktemp("model") / "model.yaml"
        file.write_text(text, "utf-8")
        return ModelDeclaration.load(file, spark)

    return read


@pytest.fixture(scope="session")
def trained(policies, declare):
    """A training of all candidates, and the lines that it told meanwhile; for tests that read, as all share it."""
    lines = []
    return train(policies, declare(), progress=lines.append), lines
