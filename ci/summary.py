"""Read JUnit XML from every runner; print the failures, the 20 slowest tests and one closing line."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob

SLOWEST = 20


@dataclass(frozen=True)
class Case:
    """One test as its runner reported it."""

    name: str
    seconds: float
    outcome: str  # passed, failed or skipped


def cases(paths: Iterable[str]) -> Iterator[Case]:
    """Yield every test of the reports."""
    for path in paths:
        for case in ET.parse(path).getroot().iter("testcase"):
            kinds = {child.tag for child in case}
            outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
            name = f"{case.get('classname')}: {case.get('name')}"
            yield Case(name, float(case.get("time", "0").replace(",", "")), outcome)


def main(patterns: list[str]) -> int:
    """Print the summary; 0 when tests ran and none failed."""
    found = list(cases(path for pattern in patterns for path in sorted(glob(pattern))))
    count = {kind: sum(case.outcome == kind for case in found) for kind in ("passed", "failed", "skipped")}
    print(f"\nthe {min(SLOWEST, len(found))} slowest of {len(found)} tests")
    for case in sorted(found, key=lambda case: -case.seconds)[:SLOWEST]:
        print(f"{case.seconds:8.2f} s  {case.name}")
    for case in found:
        if case.outcome == "failed":
            print(f"FAILED  {case.name}")
    print(f"\n{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 0 if count["failed"] == 0 and count["passed"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
