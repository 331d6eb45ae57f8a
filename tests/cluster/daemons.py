"""Java processes that run beside the tests."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# Small and quick to start: serial collector, first compiler only. Hadoop and Hive look into these packages.
_PACKAGES = ("java.lang", "java.net", "java.util", "java.util.concurrent", "java.io", "java.nio")
_FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _PACKAGES),
)
# Of a log: its last lines, and not all of those that list a hundred jars.
_SHOWN, _WIDTH = 40, 300


def java(classpath: str, main: str, *words: str, heap: str = "128m", options: Sequence[str] = ()) -> list[str]:
    """Build the command that runs a class."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin/java") if home else shutil.which("java") or "java"
    return [program, f"-Xmx{heap}", *_FLAGS, *options, "-cp", classpath, main, *words]


class Daemon:
    """A process with a log, the first of a process group of its own."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=environment,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    @property
    def pid(self) -> int:
        """The process, and its group."""
        return self._process.pid

    def require_alive(self) -> None:
        """Raise, with the end of its log, when it is not running any more."""
        code = self._process.poll()
        if code is not None:
            raise RuntimeError(f"the {self.name} ended with {code}; the end of its log:\n{self._end_of_log()}")

    def wait_until(self, ready: Callable[[], bool], seconds: float = 90) -> None:
        """Wait until it does its work; raise, with the end of its log, when it does not come to that."""
        late = time.monotonic() + seconds
        while not ready():
            self.require_alive()
            if time.monotonic() > late:
                raise TimeoutError(f"the {self.name} is not ready after {seconds} s:\n{self._end_of_log()}")
            time.sleep(0.1)

    def stop(self, seconds: float = 10) -> None:
        """End it: politely, then not."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._signal(signal.SIGKILL)  # whoever is left of the group
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def _end_of_log(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(line[:_WIDTH] for line in lines[-_SHOWN:])


def _end_with_parent() -> None:
    """In the child: a test run that is killed takes its daemons along."""
    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL, 0, 0, 0)


def is_open(port: int) -> bool:
    """Tell whether somebody listens."""
    try:
        with socket.create_connection(("localhost", port), timeout=1):
            return True
    except OSError:
        return False
