"""Peleus: takes data-science work to production on Apache Spark."""

from peleus._version import __version__
from peleus.errors import JarError, PeleusError, Refused
from peleus.recipe import Recipe
from peleus.session import configure, jar_path, session

__all__ = ["JarError", "PeleusError", "Recipe", "Refused", "__version__", "configure", "jar_path", "session"]
