"""A benchmark's result as a page for people and as JSON for machines."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = ("peleus", "pyspark", "duckdb", "polars", "pyarrow", "pandas")
COLUMNS = ("work", "peer", "rows", "ours_cpu_s", "peer_cpu_s", "ratio", "bar", "holds")
ABOUT = """\
CPU seconds of the whole process tree, median of interleaved rounds in one run; results equal first.
`ratio` is the peer's over ours. All rounds stand in the JSON beside this page."""


def write(
    folder: Path,
    name: str,
    found: Sequence[Mapping[str, Any]],
    rounds: Mapping[str, Any],
    columns: Sequence[str] = COLUMNS,
    text: str = ABOUT,
) -> None:
    """Write ``<name>.json`` and ``<name>.md``; print the page."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {
        "machine": machine(),
        "versions": {package: version(package) for package in PACKAGES},
        "java": shell("java", "-version").splitlines()[0],
        "commit": shell("git", "describe", "--always", "--dirty", "--abbrev=12"),
        "command": " ".join(
            [f"{key}={os.environ[key]}" for key in ("ROWS",) if key in os.environ] + ["make bench", f"BENCH={name}"]
        ),
    }
    (folder / f"{name}.json").write_text(json.dumps({"rows": found, "rounds": rounds, **about}, indent=1) + "\n")
    drawn = "\n".join([f"# Benchmark `{name}`", "", text, "", *table(found, columns), "", measured_on(about), ""])
    (folder / f"{name}.md").write_text(drawn)
    print(drawn)


def table(found: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    """Render the rows."""
    return [
        "| " + " | ".join(columns) + " |",
        "|" + "---|" * len(columns),
        *("| " + " | ".join(cell(row[column]) for column in columns) + " |" for row in found),
    ]


def measured_on(about: Mapping[str, Any]) -> str:
    """Say on which machine, with which versions, of which commit, by which command."""
    return (
        f"{about['machine']}; {about['java']}; "
        + ", ".join(f"{package} {v}" for package, v in about["versions"].items())
        + f"; commit {about['commit']}; `{about['command']}`."
    )


def cell(value: Any) -> str:
    """Show a value of the table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:,}" if isinstance(value, int) else str(value)


def machine() -> str:
    """Name the processor, the cores that we may use and the memory."""
    model = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{model.partition(': ')[2] or platform.machine()}, {cores} cores, {memory:.0f} GiB"


def shell(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True
    ).stdout.strip()
