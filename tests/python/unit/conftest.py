"""What unit tests share: validators of JSON Schemas, and a store that needs no Spark."""

import hashlib
import json
from importlib.resources import files

import pytest
from jsonschema import validators


@pytest.fixture(scope="session")
def schema_validator():
    """Give the validator of a schema in the package, which is itself a right schema."""

    def of(name):
        schema = json.loads((files("peleus") / "schemas" / name).read_text("utf-8"))
        kind = validators.validator_for(schema)
        kind.check_schema(schema)
        return kind(schema)

    return of


class LocalStore:
    """What `peleus._store.Store` does, in a folder and without the JVM."""

    def __init__(self, root):
        self.root = root

    def read(self, name):
        return json.loads((self.root / name).read_text("utf-8"))

    def replace(self, name, document):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(json.dumps(document), "utf-8")

    def create(self, name, document):
        if (self.root / name).exists():
            return False
        self.replace(name, document)
        return True

    def names(self, folder):
        place = self.root / folder
        return sorted(entry.name for entry in place.iterdir()) if place.is_dir() else []

    def land(self, file):
        content = file.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.root / "landing" / sha256 / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return sha256, len(content)

    def publish(self, table, *dates):
        """Let a table show dates, besides those that it shows."""
        name = f"tables/{table.replace('.', '/')}/published.json"
        shown = self.read(name)["partitions"] if (self.root / name).exists() else []
        kept = [each for each in shown if each["date"] not in dates]
        self.replace(name, {"version": 1, "partitions": kept + [{"date": date} for date in dates]})


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "store")
