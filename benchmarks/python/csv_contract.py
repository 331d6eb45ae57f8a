"""Our side: ten rules as a contract, and what the checker counts under it without writing anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from csv_data import CITIES, COLUMNS, COUNTRIES
from harness import Run
from pyspark.sql import SparkSession

EMAIL = r".+@.+\..{2,}"
ZIP = "[0-9]{5}"


def contract(amount: str, dt: str, version: str = "1.0.0") -> str:
    """Write the contract; the two columns that are dirty in one of the files are declared as told."""
    return f"""\
contract: people
version: {version}
delivery: {{files: "*.csv", fields_match: exact}}
policy: {{tolerate: {{percent: 100}}}}
fields:
  id:      {{type: integer, required: true, minimum: 1}}
  a:       {{type: string, min_length: 3, max_length: 60}}
  b:       {{type: string, required: true}}
  amount:  {amount}
  dt:      {dt}
  email:   {{type: string, pattern: '{EMAIL}'}}
  city:    {{type: string, enum: {json.dumps(CITIES, ensure_ascii=False)}}}
  zip:     {{type: string, pattern: '{ZIP}'}}
  country: {{type: string, enum: {json.dumps(COUNTRIES)}}}
  score:   {{type: number, minimum: 0, maximum: 100}}
"""


def checked(spark: SparkSession, path: Path, text: str) -> Run:
    """
    Sequence the file and check its records: hash, strict decoding, line numbers, rules and routes.

    Of the checker's rows only the counters are read.
    """
    terms = path.with_suffix(".yaml")
    terms.write_text(text, encoding="utf-8")

    def run() -> dict[str, int]:
        frame = spark.read.format("thetis").option("contract", str(terms)).load(str(path))
        metrics = frame.where("_route = 'metrics'").select("_metrics").collect()
        return failures(json.loads(row[0]) for row in metrics)

    return run


def failures(metrics: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Add up the counters of all chunks: records that were cut into cells, and failures by column."""
    found: Counter[str] = Counter()
    for part in metrics:
        found["records"] += part["records"] - sum(part["records_failed"].values())
        for failure, count in part["failures"].items():
            found[failure.partition(".")[0]] += count
    return {name: found[name] for name in ["records", *COLUMNS]}
