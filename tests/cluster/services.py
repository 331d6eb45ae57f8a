"""HDFS and the Hive metastore, as one thing that starts and stops."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from . import configuration
from .daemons import Daemon, is_open, java

_NODES = "org.apache.hadoop.hdfs.server"
_STATE = "jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState"
# What would lead a child to another Spark or another cluster than ours.
_FOREIGN = ("SPARK_", "PYSPARK_", "HADOOP_", "HDFS_", "YARN_", "HIVE_")


@dataclass(frozen=True)
class Cluster:
    """What runs, and how to reach it.

    Attributes
    ----------
    uri
        Of the file system: ``hdfs://localhost:PORT``.
    metastore
        Of the metastore: ``thrift://localhost:PORT``.
    conf
        The folder for ``HADOOP_CONF_DIR``.
    daemons
        The processes.
    """

    uri: str
    metastore: str
    conf: Path
    daemons: list[Daemon]
    hadoop: Path

    def environment(self, user: str | None = None) -> dict[str, str]:
        """Give what a child needs to find the cluster, as a user of it; by default as its super user."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        named = {} if user is None else {"HADOOP_USER_NAME": user}
        return own | {"HADOOP_CONF_DIR": str(self.conf)} | named

    def hdfs(self, *words: str | Path, user: str | None = None) -> str:
        """Run ``hdfs dfs WORDS…`` and return what it prints; raises where it fails."""
        shell = java(f"{self.conf}:{self.hadoop}/*", "org.apache.hadoop.fs.FsShell", *map(str, words))
        done = subprocess.run(shell, capture_output=True, text=True, env=self.environment(user), timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"hdfs dfs {' '.join(map(str, words))}: {done.stderr}")
        return done.stdout

    def require_alive(self) -> None:
        """Raise, with the end of its log, when a daemon is not running any more."""
        for daemon in self.daemons:
            daemon.require_alive()


@contextmanager
def started(folder: Path, hadoop: Path, spark: Path) -> Iterator[Cluster]:
    """Start a cluster with all of its data in a folder, and stop it, whatever happens.

    Parameters
    ----------
    folder
        An empty one.
    hadoop
        The jars that the NameNode, the DataNode and the shell of files run on.
    spark
        The jars that the metastore runs on; these and Hadoop's bear no company.
    """
    ports = configuration.Ports.free()
    conf, metastore = folder / "conf", folder / "metastore-conf"
    configuration.write_shared(conf, folder, ports)
    configuration.write_metastore(metastore, folder, ports)
    configuration.write_webapps(folder / "web")
    with ExitStack() as stack:
        cluster = Cluster(ports.hdfs, ports.thrift, conf, [], hadoop)

        def start(name: str, classpath: str, main: str, *words: str, heap: str) -> Daemon:
            options = [f"-Dhadoop.log.dir={folder}", f"-Dderby.system.home={folder}"]
            command = java(classpath, main, *words, heap=heap, options=options)
            daemon = Daemon(name, command, folder, cluster.environment())
            stack.callback(daemon.stop)
            cluster.daemons.append(daemon)
            return daemon

        hive = start(
            "metastore",
            f"{metastore}:{conf}:{spark}/*",
            "org.apache.hadoop.hive.metastore.HiveMetaStore",
            *("-p", str(ports.metastore)),
            heap="384m",
        )
        nodes = f"{conf}:{folder / 'web'}:{hadoop}/*"
        _format(java(nodes, f"{_NODES}.namenode.NameNode", "-format", "-nonInteractive"), cluster.environment())
        namenode = start("namenode", nodes, f"{_NODES}.namenode.NameNode", heap="256m")
        datanode = start("datanode", nodes, f"{_NODES}.datanode.DataNode", heap="256m")
        namenode.wait_until(lambda: is_open(ports.namenode))
        datanode.wait_until(lambda: _state(ports).get("NumLiveDataNodes") == 1)
        hive.wait_until(lambda: is_open(ports.metastore))
        yield cluster


def _format(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    if done.returncode != 0:
        raise RuntimeError(f"the file system cannot be formatted:\n{done.stdout}")


def _state(ports: configuration.Ports) -> Mapping[str, object]:
    """Ask the NameNode how it is; nothing while its web server does not answer."""
    try:
        with urlopen(f"http://localhost:{ports.namenode_web}/{_STATE}", timeout=5) as answer:
            beans = json.load(answer)["beans"]
    except (URLError, ConnectionError, TimeoutError):
        return {}
    return beans[0] if beans else {}
