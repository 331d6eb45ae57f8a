"""A benchmark's result as a page for people and as JSON for machines."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = ("peleus", "pyspark", "duckdb", "polars", "pyarrow", "pandas")
COLUMNS = ("work", "peer", "rows", "ours_cpu_s", "peer_cpu_s", "ratio", "bar", "holds")


def write(folder: Path, name: str, found: list[dict[str, Any]], rounds: dict[str, Any]) -> None:
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
    text = page(name, found, about)
    (folder / f"{name}.md").write_text(text)
    print(text)


def page(name: str, found: list[dict[str, Any]], about: dict[str, Any]) -> str:
    """Render the table and what it was measured on."""
    lines = [
        f"# Benchmark `{name}`",
        "",
        "CPU seconds of the whole process tree, median of interleaved rounds in one run; results equal first.",
        "`ratio` is the peer's over ours. All rounds stand in the JSON beside this page.",
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|" + "---|" * len(COLUMNS),
        *("| " + " | ".join(cell(row[column]) for column in COLUMNS) + " |" for row in found),
        "",
        f"{about['machine']}; {about['java']}; "
        + ", ".join(f"{package} {v}" for package, v in about["versions"].items())
        + f"; commit {about['commit']}; `{about['command']}`.",
        "",
    ]
    return "\n".join(lines)


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
