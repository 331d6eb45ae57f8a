"""What processes use: CPU of a tree, and wall time, CPU and peak memory of a command with all that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.1  # seconds between two looks at a command
MEMORY_EVERY = 10  # looks: the kernel counts pages for it, which at each look would take a fifth of a core


@dataclass(frozen=True)
class Usage:
    """Seconds that a command took, CPU seconds of all its processes, and the most memory they held at once, in GiB."""

    wall_s: float
    cpu_s: float
    peak_gib: float


def tree_cpu() -> dict[int, float]:
    """
    CPU seconds, user and system, of this process and each of its descendants.

    By process, not as a sum: when one ends, what it had used before a run must not be taken off that run.
    """
    me = psutil.Process()
    return _cpu([me, *me.children(recursive=True)])


def watch(command: Sequence[str], folder: Path, log: Path) -> Usage:
    """
    Run a command to its end and look at its processes ten times a second, at their memory once.

    They are known by their session, so those whose parent has ended are counted too. Memory is the proportional set
    size: pages that several processes share count once. CPU seconds are those last seen of each process: what ends
    between two looks is not counted.

    Parameters
    ----------
    command, folder
        What runs, and where.
    log
        File for what it prints.

    Raises
    ------
    RuntimeError
        It did not end with 0.
    """
    used: dict[int, float] = {}
    peak, looks, began = 0, 0, time.perf_counter()
    with log.open("w") as printed:
        child = subprocess.Popen(command, cwd=folder, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            while child.poll() is None:
                running = list(_of_session(child.pid))
                used |= _cpu(running)
                if looks % MEMORY_EVERY == 0:
                    peak = max(peak, _memory(running))
                looks += 1
                time.sleep(EVERY)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
                child.wait()
    wall = time.perf_counter() - began
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}:\n{log.read_text()[-5000:]}")
    return Usage(round(wall, 1), round(sum(used.values()), 1), round(peak / 2**30, 2))


def _of_session(session: int) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(ProcessLookupError):
            if os.getsid(process.pid) == session:
                yield process


def _cpu(processes: Iterable[psutil.Process]) -> dict[int, float]:
    used = {}
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # it ended while we looked
            times = process.cpu_times()
            used[process.pid] = times.user + times.system
    return used


def _memory(processes: Iterable[psutil.Process]) -> int:
    held = 0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            held += process.memory_full_info().pss
    return held
