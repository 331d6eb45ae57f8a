"""The commands that need no Python: the jar does their work, as it does under ``spark-submit``."""

from __future__ import annotations

import json
from collections.abc import Mapping

from peleus import _door
from peleus.cli._outcome import Outcome
from peleus.cli._session import quiet_session


def run(command: str, options: Mapping[str, str]) -> Outcome:
    """
    Run a command of the jar.

    Parameters
    ----------
    command : str
        Its name.
    options : mapping
        What was given on the command line.

    Returns
    -------
    Outcome
        The exit code and the text of the jar.

    Raises
    ------
    peleus.Refused
        An option or what it names is not allowed; nothing is written then.
    """
    with quiet_session(f"peleus {command}") as spark:
        answer = json.loads(_door.run_command(spark, command, json.dumps(options)))
    return Outcome(answer["exit_code"], answer["text"])
