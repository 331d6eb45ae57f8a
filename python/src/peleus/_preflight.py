"""One sentence, with the ways to put it right, in place of 'JavaPackage object is not callable'."""

from __future__ import annotations

from peleus._version import __version__
from peleus.errors import JarError


def check(found: str | None) -> None:
    """
    Compare the version of the jar that Spark loaded with this package's.

    Parameters
    ----------
    found : str or None
        What the jar says, None when there is none.

    Raises
    ------
    JarError
        There is none, or it is of another version.
    """
    if found == __version__:
        return
    from peleus.session import jar_path

    jar = jar_path()
    if found is None:
        raise JarError(
            f"Spark runs without the Peleus jar {__version__}: start the session with peleus.session(), or build it "
            f"with peleus.configure(SparkSession.builder), or submit with --jars {jar}"
        )
    raise JarError(
        f"this is Peleus {__version__} for Python, and Spark loaded the jar of Peleus {found}: install the wheel of "
        f"{found}, or remove that jar and start with peleus.session(), or submit with --jars {jar}"
    )
