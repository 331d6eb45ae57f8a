"""Run the benchmarks: ``run.py [NAME…]``. ROWS= sets the size (and one round), RESULTS= the folder written to."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import report
import tour
import yaml
from harness import measure, rows

HERE = Path(__file__).resolve().parents[1]
ROUNDS = 5
MODULES = {"functions": "functions", "csv": "csv_files"}
TOUR = "run"  # has no peers and one size, so a quick look leaves it out


def main(names: list[str]) -> None:
    """Measure the named benchmarks, all by default; write their results."""
    quick = "ROWS" in os.environ
    results = Path(os.environ.get("RESULTS", HERE / "results"))
    bars = yaml.safe_load((HERE / "bars.yaml").read_text("utf-8"))
    for name in names or [*MODULES, *([] if quick else [TOUR])]:
        if name == TOUR:
            tour.write(results, bars[TOUR])
            continue
        if name not in MODULES:
            sys.exit(f"there is no benchmark '{name}': one of {', '.join([*MODULES, TOUR])}")
        found: list[dict[str, object]] = []
        rounds: dict[str, object] = {}
        module = importlib.import_module(MODULES[name])
        for work in module.works(int(os.environ.get("ROWS", module.ROWS))):
            print(f"{name}: {work.name}", file=sys.stderr)
            timings = measure(work, 1, warm=False) if quick else measure(work, ROUNDS)
            rounds[work.name] = {run: vars(timing) for run, timing in timings.items()}
            found += rows(work, timings, [] if quick else bars.get(name, []))
        report.write(results, name, found, rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
