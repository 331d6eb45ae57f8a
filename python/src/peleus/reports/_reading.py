"""Report files, read strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from peleus.errors import Refused


def read_report(file: str | Path) -> Mapping[str, Any]:
    """
    Read the JSON of a report.

    Raises
    ------
    Refused
        when there is no such file, or when it is not one JSON mapping in UTF-8
    """
    path = Path(file)
    if not path.is_file():
        raise Refused(f"there is no file {path}")
    try:
        read = json.loads(path.read_bytes().decode("utf-8"), parse_constant=_no_json)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8: byte {error.start} cannot be read") from error
    except json.JSONDecodeError as error:
        raise Refused(f"{path}:{error.lineno}:{error.colno}: is not JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise Refused(f"{path} is not JSON that can be read: {error}") from error
    if not isinstance(read, dict):
        raise Refused(f"{path} is not a report: it holds {read!r:.60}, not a mapping")
    return read


def _no_json(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")
