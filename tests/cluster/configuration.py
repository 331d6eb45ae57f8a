"""The files of configuration that the daemons and their clients read."""

from __future__ import annotations

import random
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

# Below the ports that systems lend to outgoing connections: none of ours can be taken between choice and start.
PORTS = range(20000, 30000)
# Users who are in no group of the super user's and have no account on this machine.
STRANGERS = ("stranger", "dr.who")

LOGGING = """\
log4j.rootLogger=INFO,console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.target=System.err
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=%d{ISO8601} %p %c{2}: %m%n
"""


@dataclass(frozen=True)
class Ports:
    """The ports that others have to know. The DataNode takes what is free and tells the NameNode."""

    namenode: int
    namenode_web: int
    metastore: int

    @classmethod
    def free(cls) -> Ports:
        """Find some that nobody listens on."""
        free = (port for port in random.sample(PORTS, len(PORTS)) if _is_free(port))
        return cls(namenode=next(free), namenode_web=next(free), metastore=next(free))

    @property
    def hdfs(self) -> str:
        """The file system."""
        return f"hdfs://localhost:{self.namenode}"

    @property
    def thrift(self) -> str:
        """The metastore."""
        return f"thrift://localhost:{self.metastore}"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("localhost", port))
        except OSError:
            return False
    return True


def write_shared(folder: Path, data: Path, ports: Ports) -> None:
    """Write what daemons and clients share: the folder that ``HADOOP_CONF_DIR`` names."""
    folder.mkdir(parents=True)
    _write_site(folder / "core-site.xml", _core(data, ports))
    _write_site(folder / "hdfs-site.xml", _hdfs(data, ports))
    _write_site(folder / "hive-site.xml", _hive(ports))
    (folder / "log4j.properties").write_text(LOGGING)


def write_metastore(folder: Path, data: Path, ports: Ports) -> None:
    """Write what the metastore alone knows: where its tables are."""
    folder.mkdir(parents=True)
    _write_site(folder / "hive-site.xml", _hive(ports) | _derby(data))


def write_webapps(folder: Path) -> None:
    """Write the pages of the nodes' web servers: none; but they do not start without a place for them."""
    for node in ("hdfs", "datanode"):
        (folder / "webapps" / node).mkdir(parents=True)


def _core(data: Path, ports: Ports) -> Mapping[str, object]:
    return {
        "fs.defaultFS": ports.hdfs,
        "hadoop.tmp.dir": data / "tmp",
        "hadoop.user.group.static.mapping.overrides": ";".join(f"{user}=" for user in STRANGERS),
        "ipc.client.connect.max.retries": 3,  # a daemon that died is told in seconds
    }


def _hdfs(data: Path, ports: Ports) -> Mapping[str, object]:
    return {
        "dfs.replication": 1,
        "dfs.permissions.enabled": "true",
        "dfs.namenode.name.dir": (data / "namenode").as_uri(),
        "dfs.namenode.http-address": f"localhost:{ports.namenode_web}",
        "dfs.namenode.safemode.extension": 0,
        "dfs.namenode.fs-limits.min-block-size": 1024,  # so that small files of tests can have several blocks
        "dfs.namenode.datanode.registration.ip-hostname-check": "false",
        "dfs.datanode.data.dir": (data / "datanode").as_uri(),
        "dfs.datanode.hostname": "localhost",
        "dfs.datanode.address": "localhost:0",
        "dfs.datanode.ipc.address": "localhost:0",
        "dfs.datanode.http.address": "localhost:0",
    }


def _hive(ports: Ports) -> dict[str, object]:
    return {
        "hive.metastore.uris": ports.thrift,
        "hive.metastore.warehouse.dir": f"{ports.hdfs}/warehouse",
        "hive.metastore.execute.setugi": "true",
    }


def _derby(data: Path) -> dict[str, object]:
    return {
        "javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={data / 'metastore'};create=true",
        "datanucleus.schema.autoCreateAll": "true",
        "hive.metastore.schema.verification": "false",
        "hive.async.log.enabled": "false",
    }


def _write_site(file: Path, properties: Mapping[str, object]) -> None:
    lines = [
        f"  <property><name>{name}</name><value>{escape(str(value))}</value></property>"
        for name, value in properties.items()
    ]
    file.write_text("\n".join(["<configuration>", *lines, "</configuration>", ""]))
