"""What a run tells while it goes on: a line for each job that has ended."""

from __future__ import annotations

from typing import TextIO

from peleus.pipeline.estimate import lasting
from peleus.pipeline.jobs import Done, Job

_REWRITE = "\r\x1b[2K"  # to the start of the line, and clear it


class Progress:
    """
    Tells on a stream; on a terminal also what is being done now, in a line that is rewritten.

    Parameters
    ----------
    stream : file
        Where to, as a rule stderr.
    width : int
        Columns of the terminal: what is being done now is cut to them.
    """

    def __init__(self, stream: TextIO, width: int = 80) -> None:
        self._stream = stream
        self._width = width
        self._is_terminal = stream.isatty()

    def begun(self, job: Job) -> None:
        """Tell what is being done now."""
        if self._is_terminal:
            self._now(f"… now: {job.step.kind} {job.title}")

    def detail(self, job: Job, line: str) -> None:
        """Tell how far a job is."""
        if self._is_terminal:
            self._now(f"… now: {job.step.kind} {job.title}: {line}")
        else:
            self._write(f"         {line}\n")

    def ended(self, done: Done, number: int, of: int, left: str | None) -> None:
        """Tell how a job ended, which of how many it was, and how long the rest takes."""
        result = done.result
        words = [
            f"[{number:{len(str(of))}}/{of}]",
            f"{done.job.step.kind:8}",
            f"{done.job.title}  {result.verdict.upper()}  {first_line(result.says)}",
            f"  {lasting(done.seconds)}",
            *([f"  {left}"] if left and number < of else []),
        ]
        self._write(f"{_REWRITE if self._is_terminal else ''}{' '.join(words)}\n")

    def _now(self, line: str) -> None:
        self._write(_REWRITE + line[: self._width - 1])

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def first_line(text: str) -> str:
    """Give the first line of a text."""
    return text.partition("\n")[0]
