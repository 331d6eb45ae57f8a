"""The files that Oozie reads, made from a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from peleus.errors import Refused
from peleus.oozie.actions import PLAIN, actions
from peleus.pipeline.declaration import Pipeline
from peleus.project import Project

RUN_STEP = "bin/run-step.sh"

_TEMPLATES = ("workflow.xml", "coordinator.xml", "job.properties")
# Minutes after a run's moment by which it should have ended: before the day's work, or within the day.
_SHOULD_END = {"day": 6 * 60, "month": 24 * 60}


def documents(project: Project, environment: str) -> Mapping[str, str]:
    """
    Make the files of a project's schedule.

    Parameters
    ----------
    project : Project
        The project.
    environment : str
        Where its pipeline is to run, as ``peleus.yaml`` calls it.

    Returns
    -------
    mapping
        Texts by their names: ``flights/workflow.xml``, …, ``bin/run-step.sh``.

    Raises
    ------
    peleus.Refused
        There is no such environment, or the project does not say when it runs or who is told.
    """
    project.require_environment(environment)
    if not PLAIN.fullmatch(environment):
        raise Refused(f"environment: wants letters, digits, ., - and _ in its name, got '{environment}'")
    pipeline = project.pipeline
    missing = list(_missing(project, pipeline))
    if missing:
        raise Refused("\n".join(missing))
    values = _values(project, pipeline, environment)
    made = {f"{pipeline.name}/{name}": _templates().get_template(f"{name}.jinja").render(values) for name in _TEMPLATES}
    return made | {RUN_STEP: (files("peleus.oozie") / "templates/run-step.sh").read_text("utf-8")}


def write(made: Mapping[str, str], folder: Path) -> None:
    """
    Write files into a folder; those that are there already are replaced.

    Raises
    ------
    peleus.Refused
        The folder cannot be written to.
    """
    try:
        for name, text in made.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        (folder / RUN_STEP).chmod(0o755)
    except OSError as error:
        raise Refused(f"{error.filename} cannot be written: {error.strerror}") from None


def _missing(project: Project, pipeline: Pipeline) -> Iterator[str]:
    if pipeline.schedule is None:
        yield (
            f"{project.folder / 'pipeline.yaml'} does not say when it runs: write such as "
            'schedule: {every: day, at: "06:00", timezone: Europe/Paris, first: 2026-01-05}'
        )
    if not project.mail:
        told = "write such as notify: {mail: [ops@example.com]}"
        yield f"{project.folder / 'peleus.yaml'} does not say who is told: {told}"


def _values(project: Project, pipeline: Pipeline, environment: str) -> Mapping[str, Any]:
    schedule = pipeline.schedule
    assert schedule is not None
    return {
        "pipeline": pipeline.name,
        "steps": actions(pipeline.steps),
        "environment": environment,
        "mail": ",".join(project.mail),
        "every": schedule.every,
        "at": schedule.at,
        "timezone": schedule.timezone,
        "start": f"{schedule.start:%Y-%m-%dT%H:%MZ}",
        "end": f"{schedule.end:%Y-%m-%dT%H:%MZ}",
        "should_end": _SHOULD_END[schedule.every],
    }


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("peleus.oozie", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
