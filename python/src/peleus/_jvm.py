"""The way into the JVM by py4j. Classic sessions only: on Spark Connect there is no JVM to reach."""

from __future__ import annotations

import os
from typing import Any

from pyspark import SparkContext
from pyspark.sql import SparkSession

from peleus import _preflight

_DOOR = "peleus.python.Door"
_checked: tuple[Any, Any] | None = None  # the JVM that passed the preflight, and its door


def door(spark: SparkSession) -> Any:
    """Return the Scala object that answers Python; the first call on a JVM checks that it is there and fits."""
    global _checked
    jvm = spark._jvm
    if _checked is None or _checked[0] is not jvm:
        # getattr with the whole name is 30 times cheaper than dotted access
        found = getattr(jvm, _DOOR)
        _preflight.check(_version(found))
        _checked = (jvm, found)
    return _checked[1]


def _version(found: Any) -> str | None:
    try:
        return str(found.version())
    except TypeError:  # 'JavaPackage' object is not callable: py4j's way to say that there is no such class
        return None


def join_running(jar: str) -> None:
    """
    Put the jar on the class path of a JVM that is already running.

    ``spark.jars`` is read when the JVM is launched. In a notebook, after ``stop()`` or under ``spark-submit`` it is
    running already, and the jar has to join its loader before the session is built.
    """
    if SparkContext._gateway is None and "PYSPARK_GATEWAY_PORT" not in os.environ:
        return
    SparkContext._ensure_initialized()
    jvm: Any = SparkContext._jvm
    loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
    resource = _DOOR.replace(".", "/") + ".class"
    if loader.getResource(resource) is None:
        loader.addURL(jvm.java.io.File(jar).toURI().toURL())
        if SparkContext._active_spark_context is not None:
            SparkContext._active_spark_context._jsc.addJar(jar)  # for executors in other processes
