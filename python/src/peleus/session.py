"""Sessions that carry the Peleus jar."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from peleus.errors import JarError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_NO_SETTINGS: Mapping[str, Any] = MappingProxyType({})
_CATALOG = {"spark.sql.catalog.peleus": "peleus.functions.Functions"}


def jar_path() -> Path:
    """
    Find the shaded jar: the one that ``PELEUS_JAR`` names, else the one inside this package.

    Returns
    -------
    pathlib.Path
        An existing file.

    Raises
    ------
    JarError
        The variable names no file, or the package was built without its jar.
    """
    named = os.environ.get("PELEUS_JAR")
    if named:
        if not Path(named).is_file():
            raise JarError(f"PELEUS_JAR names {named}, and there is no such file")
        return Path(named)
    jars = sorted(Path(str(files("peleus"))).glob("jars/peleus-*.jar"))
    if len(jars) != 1:
        found = ", ".join(jar.name for jar in jars) or "none"
        raise JarError(f"the package should hold one jar, found {found}; install a wheel made by 'make wheel'")
    return jars[0]


def session(
    app: str = "peleus", *, config: Mapping[str, Any] = _NO_SETTINGS, remote: str | None = None
) -> SparkSession:
    """
    Start a session with Peleus attached, or attach Peleus to the one that is running.

    Works before and after a JVM has been started: in a notebook, after ``spark.stop()``, under ``spark-submit``.

    Parameters
    ----------
    app : str, default "peleus"
        Name of the application.
    config : mapping, optional
        Further Spark settings. Unless they say otherwise the time zone of the session is UTC.
    remote : str, optional
        Address of a Spark Connect server (``"sc://host:15002"``, or ``"local"`` to start one here).
        A server elsewhere must have been started with the jar.

    Returns
    -------
    pyspark.sql.SparkSession
        Classic, or Connect when `remote` is given.

    Raises
    ------
    JarError
        The jar is not there, or not of this package's version.
    """
    from pyspark.sql import SparkSession

    from peleus import _door

    builder = SparkSession.builder.appName(app)
    if remote is not None:
        builder = builder.remote(remote)
    for key, value in {"spark.sql.session.timeZone": "UTC", **config}.items():
        builder = builder.config(key, value)
    with warnings.catch_warnings():
        # the server that is started here has these already; PySpark tries to set them once more, and warns
        warnings.filterwarnings("ignore", message=r"Failed to set spark\..*CANNOT_MODIFY_CONFIG", category=UserWarning)
        spark = configure(builder).getOrCreate()
    _door.preflight(spark)
    return spark


def configure(builder: SparkSession.Builder) -> SparkSession.Builder:
    """
    Attach Peleus to a session that you build yourself: the jar, the functions ``peleus.*``, the extension.

    Parameters
    ----------
    builder : pyspark.sql.SparkSession.Builder
        The builder, before ``getOrCreate()``.

    Returns
    -------
    pyspark.sql.SparkSession.Builder
        The same builder.

    Raises
    ------
    JarError
        There is no jar to attach.
    """
    options: dict[str, Any] = builder._options
    for key, value in _CATALOG.items():
        builder = builder.config(key, value)
    remote = str(options.get("spark.remote", ""))
    if remote and not remote.startswith("local"):
        return builder  # the jar of a server elsewhere is that server's business
    jar = str(jar_path())
    named = [name for name in str(options.get("spark.jars", "")).split(",") if name]
    if not remote:
        from peleus import _jvm

        _jvm.join_running(jar)
    return builder.config("spark.jars", ",".join([*named, *([] if jar in named else [jar])]))
