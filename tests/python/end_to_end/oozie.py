"""Oozie as far as our workflows need it: walks one, evaluates its expressions, runs its scripts, keeps its mails."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TAG = "oozie-0b4a2f7e"
JOB = "0000001-261123000000000-oozie-W"
CAPTURED = 2048  # characters; with more Oozie makes an error of the action

EXPRESSION = re.compile(r"\$\{([^}]*)\}")
ACTION_DATA = re.compile(r"wf:actionData\('([^']+)'\)\['([^']+)'\]")
EQUALS = re.compile(r"(.+) eq '([^']*)'")

# As YARN's launcher leaves it beside the script.
ACTION_XML = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?><configuration>
<property><name>user.name</name><value>etl</value><final>false</final></property>
<property><name>oozie.child.mapreduce.job.tags</name><value>{TAG}</value><final>false</final></property>
</configuration>
"""


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    body: str


@dataclass
class Walk:
    """What became of a workflow: the nodes on its way, the last of which says how it ended."""

    nodes: list[str] = field(default_factory=list)
    attempts: dict[str, int] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    message: str | None = None


class Workflow:
    """A file ``workflow.xml``; tags without their name spaces."""

    def __init__(self, file: Path) -> None:
        self.root = ET.fromstring(file.read_text("utf-8"))
        for element in self.root.iter():
            element.tag = element.tag.rpartition("}")[2]
        self.nodes = {node.attrib["name"]: node for node in self.root if "name" in node.attrib}
        self.start = self.root.find("start").attrib["to"]
        declared = self.root.find("parameters")
        self.parameters = {each.findtext("name"): each.findtext("value") for each in declared}

    def actions(self) -> list[str]:
        """Names of the nodes that run a script, in the order of the file."""
        return [name for name, node in self.nodes.items() if node.find("shell") is not None]


def properties(text: str, **given: str) -> dict[str, str]:
    """Read the properties of a job, the given ones instead of those in the text, with all references filled in."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = dict(line.split("=", 1) for line in lines) | given
    while waiting := {key: value for key, value in found.items() if EXPRESSION.search(value)}:
        for key, value in waiting.items():
            found[key] = EXPRESSION.sub(lambda name: found[name[1]], value)
    return found


class Oozie:
    """Runs a workflow once; `environment` is what a node's processes see besides what the workflow sets."""

    def __init__(self, workflow: Workflow, job: Mapping[str, str], work: Path, environment: Mapping[str, str]) -> None:
        self.workflow = workflow
        self.work = work
        self.environment = environment
        defaults = {name: value for name, value in workflow.parameters.items() if value is not None}
        self.values = defaults | dict(job)
        missing = workflow.parameters.keys() - self.values.keys()
        assert not missing, f"E0738: {missing}"
        self.data: dict[str, dict[str, str]] = {}
        self.error = ("", "")
        self.walked = Walk()

    def walk(self) -> Walk:
        at = self.workflow.start
        while True:
            node = self.workflow.nodes[at]
            self.walked.nodes.append(at)
            if node.tag == "end":
                return self.walked
            if node.tag == "kill":
                self.walked.message = self.text(node.findtext("message"))
                return self.walked
            at = self.decide(node) if node.tag == "decision" else node.find(self.do(at, node)).attrib["to"]

    def decide(self, node: ET.Element) -> str:
        switch = node.find("switch")
        true = [case for case in switch.findall("case") if self.text(case.text) == "true"]
        return [*true, switch.find("default")][0].attrib["to"]

    def do(self, name: str, node: ET.Element) -> str:
        """Do an action; which transition it takes."""
        if (email := node.find("email")) is not None:
            self.walked.mails.append(Mail(*(self.text(email.findtext(key)) for key in ("to", "subject", "body"))))
            return "ok"
        for _ in range(1 + int(node.attrib["retry-max"])):
            self.walked.attempts[name] = self.walked.attempts.get(name, 0) + 1
            code, said = self.shell(node.find("shell"), self.work / f"{name}-{self.walked.attempts[name]}")
            if code == 0 and len(said) <= CAPTURED:
                self.data[name] = dict(line.split("=", 1) for line in said.splitlines())
                return "ok"
        self.error = (name, f"Main Class [org.apache.oozie.action.hadoop.ShellMain], exit code [{code}]")
        return "error"

    def shell(self, shell: ET.Element, container: Path) -> tuple[int, str]:
        """Run a script in a folder of its own, as in a container; its exit code and what Oozie captures."""
        container.mkdir(parents=True)
        for file in shell.findall("file"):
            source, name = self.text(file.text).split("#")
            shutil.copyfile(source, container / name)
            (container / name).chmod(0o500)
        (container / "action.xml").write_text(ACTION_XML)
        variables = dict(self.text(each.text).split("=", 1) for each in shell.findall("env-var"))
        assert all(variables.values()), f"JA010: an empty variable fails the workflow: {variables}"
        words = [f"./{shell.findtext('exec')}", *(self.text(each.text) for each in shell.findall("argument"))]
        done = subprocess.run(
            words,
            cwd=container,
            env={"OOZIE_ACTION_CONF_XML": str(container / "action.xml")} | dict(self.environment) | variables,
            capture_output=True,
            text=True,
        )
        (container / "stderr").write_text(done.stderr)
        assert shell.find("capture-output") is not None
        return done.returncode, done.stdout

    def text(self, text: str) -> str:
        """Evaluate the expressions in a text."""
        return EXPRESSION.sub(lambda found: self.value(found[1]), text)

    def value(self, expression: str) -> str:
        if equals := EQUALS.fullmatch(expression):
            return str(self.value(equals[1]) == equals[2]).lower()
        if captured := ACTION_DATA.fullmatch(expression):
            assert captured[1] in self.workflow.nodes
            return self.data.get(captured[1], {}).get(captured[2], "")
        node, message = self.error
        functions = {
            "wf:id()": JOB,
            "wf:lastErrorNode()": node,
            "wf:errorMessage(wf:lastErrorNode())": message,
        }
        return functions[expression] if expression in functions else self.values[expression]
