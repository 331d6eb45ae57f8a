"""The result `run`: ``make run`` from a clean clone, and once more, with what all its processes use."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import report
from processes import Usage, watch

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ("work", "measure", "value", "target", "reached", "says")
ABOUT = """\
`make run` of a clean clone of this commit, packages cached: builds, first steps, a year of flights from raw deliveries
to scored flights and reports; then the same command again, which publishes nothing. Wall seconds, CPU
seconds as last seen of each of its processes, ten times a second, and the most memory that they held at once, looked at
once a second (proportional set size)."""


def write(results: Path, targets: Sequence[Mapping[str, Any]]) -> None:
    """Measure both runs, and write ``run.json`` and ``run.md``."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "peleus"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        used = {name: watch(["make", "run"], clone, Path(folder) / f"{name}.log") for name in ("first", "second")}
        again = (Path(folder) / "second.log").read_text()
    if "nothing to do" not in again:
        raise AssertionError(f"the second run did something:\n{again}")
    report.write(results, "run", rows(used, targets), {name: vars(each) for name, each in used.items()}, COLUMNS, ABOUT)


def rows(used: Mapping[str, Usage], targets: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row a figure; whether it reaches its target is told, and cannot fail."""
    out = []
    for work, usage in used.items():
        for measure, value in vars(usage).items():
            bar = next((each for each in targets if (each["work"], each["measure"]) == (work, measure)), {})
            target = bar.get("target")
            reached = None if target is None else value <= target
            told = {"work": work, "measure": measure, "value": value, "target": target, "reached": reached}
            out.append({**told, "says": bar.get("says")})
    return out
