"""Side by side with the peers, in one run: results compared first, then CPU time of the whole process tree."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from processes import tree_cpu

# everyone gets as many runs and as much time; of runs of two seconds the JVM still compiles a tenth after four of them
WARM_UPS = 4
WARM_UP_S = 20.0
Run = Callable[[], Any]


@dataclass(frozen=True)
class Work:
    """One piece of work that we and the peers do on the same data; every run returns what it found."""

    name: str
    rows: int
    ours: Run
    peers: Mapping[str, Run]
    slow: frozenset[str] = frozenset()  # peers that get one round: they take minutes
    found: Callable[[Any], Any] = lambda outcome: outcome  # what is compared of a run's outcome; it is not timed


@dataclass
class Timing:
    """CPU and wall seconds of each round."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


class ResultsDifferError(AssertionError):
    """A peer found something else, so its time says nothing."""


def agree(found: Any, wanted: Any) -> bool:
    """Tell whether two results are equal; doubles, which are added up in any order, to nine digits."""
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, rel_tol=1e-9)
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(agree(found[key], wanted[key]) for key in found)
    return bool(found == wanted)


def measure(work: Work, rounds: int, *, warm: bool = True) -> dict[str, Timing]:
    """Compare every result with ours, warm all of them up unless told not to, then time them in interleaved rounds."""
    runs = {"ours": work.ours, **work.peers}
    wanted = work.found(work.ours())
    for name, run in work.peers.items():
        found = work.found(run())
        if not agree(found, wanted):
            raise ResultsDifferError(f"{work.name}: {name} found {found}, ours found {wanted}")
    for name, run in runs.items():
        if warm and name not in work.slow:
            _warm_up(run)
    timings = {name: Timing() for name in runs}
    for number in range(rounds):
        for name, run in runs.items():
            if number == 0 or name not in work.slow:
                _time(run, timings[name])
    return timings


def _warm_up(run: Run) -> None:
    done, began = 0, time.perf_counter()
    while done < WARM_UPS or time.perf_counter() - began < WARM_UP_S:
        run()
        done += 1


def _time(run: Run, timing: Timing) -> None:
    before, wall = tree_cpu(), time.perf_counter()
    run()
    timing.wall.append(round(time.perf_counter() - wall, 3))
    timing.cpu.append(round(sum(cpu - before.get(pid, 0) for pid, cpu in tree_cpu().items()), 2))


def rows(work: Work, timings: Mapping[str, Timing], bars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a peer, for the report; `holds` is computed here and nowhere else."""
    ours = statistics.median(timings["ours"].cpu)
    out = []
    for peer in work.peers:
        theirs = statistics.median(timings[peer].cpu)
        ratio = round(theirs / ours, 2) if ours else None
        bar = next((b for b in bars if (b["work"], b["peer"]) == (work.name, peer)), None)
        least = bar and bar.get("at_least")  # a target has none: it is told, and does not fail
        holds = None if least is None or ratio is None else ratio >= least
        out.append(
            {
                "work": work.name,
                "peer": peer,
                "rows": work.rows,
                "ours_cpu_s": ours,
                "peer_cpu_s": theirs,
                "ratio": ratio,
                "bar": bar and bar["says"],
                "holds": holds,
            }
        )
    return out
