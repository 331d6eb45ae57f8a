"""Where models are kept: a folder a version, and aliases that say which one is in use."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyspark.ml import PipelineModel
from pyspark.sql import SparkSession

from peleus import _door
from peleus._store import Store
from peleus.learning._numbers import json_number
from peleus.learning.candidates import Setting
from peleus.learning.model import FittedModel
from peleus.learning.training import Training
from peleus.recipe import Recipe

CHAMPION = "champion"
CHALLENGER = "challenger"

_CLAIM = "claim.json"
_MANIFEST = "manifest.json"
_EVALUATION = "evaluation.json"
_PIPELINE = "pipeline"
_PARTS = "parts"
_ALIASES = "aliases.json"


@dataclass(frozen=True)
class Saved:
    """A model that is kept."""

    name: str
    version: int
    alias: str
    folder: str

    @property
    def evaluation(self) -> str:
        """The file with everything that was measured."""
        return f"{self.folder}/{_EVALUATION}"


class Registry:
    """
    The models of a store: ``STORE/models/NAME/v1``, ``v2``, … and ``STORE/models/NAME/aliases.json``.

    A version is there when its `manifest.json` is, which is written last; what a killed training leaves is no version,
    and its number is not used again.

    Parameters
    ----------
    store : str
        Folder of a project's data, here or on HDFS.
    spark : pyspark.sql.SparkSession, optional
        A classic session; default: the active one.
    """

    def __init__(self, store: str, spark: SparkSession | None = None) -> None:
        self.store = store
        self.spark = _door.active(spark)
        self._files = Store(self.spark, f"{store.rstrip('/')}/models")

    def save(self, training: Training, about: Mapping[str, Any], *, champion: bool = False) -> Saved:
        """
        Keep a model as the next version.

        Parameters
        ----------
        training : Training
            What was found.
        about : mapping
            What else manifest and evaluation tell: from which rows, by which versions of software, when.
        champion : bool, default False
            Whether it takes the champion's place; the first version of a model always does. Others are challengers.

        Returns
        -------
        Saved
            Where it is, and under which alias.
        """
        name = training.declaration.name
        earlier = self.manifests(name)
        version = self._claim(name)
        place = f"{name}/v{version}"
        folder = self._files.place(place)
        training.model.pipeline.write().save(f"{folder}/{_PIPELINE}")
        training.parts.write.option("compression", "zstd").parquet(f"{folder}/{_PARTS}")
        opened = 1 + sum(_same_test(manifest, training, about) for manifest in earlier.values())
        aliases = self.aliases(name)
        alias = CHAMPION if champion or CHAMPION not in aliases else CHALLENGER
        told = {"number": version, "alias": alias, "test": training.evaluation["test"] | {"opened": opened}}
        self._files.replace(f"{place}/{_EVALUATION}", training.evaluation | told | dict(about))
        self._files.replace(f"{place}/{_MANIFEST}", _manifest(training, version, opened) | dict(about))
        self._files.replace(f"{name}/{_ALIASES}", aliases | {alias: version})
        return Saved(name, version, alias, folder)

    def promote(self, name: str, version: int) -> None:
        """
        Put a version in the champion's place; a challenger is none any more then.

        Parameters
        ----------
        name : str
            A model.
        version : int
            One of its versions.

        Raises
        ------
        peleus.Refused
            There is no such version.
        """
        _door.model_version(self.spark, self.store, f"{name}@v{version}")
        others = {alias: number for alias, number in self.aliases(name).items() if number != version}
        self._files.replace(f"{name}/{_ALIASES}", others | {CHAMPION: version})

    def manifests(self, name: str) -> dict[int, dict[str, Any]]:
        """Read the manifests of all versions of a model, by their number."""
        return {
            version: self._files.read(f"{name}/v{version}/{_MANIFEST}")
            for version in self._numbers(name)
            if _MANIFEST in self._files.names(f"{name}/v{version}")
        }

    def aliases(self, name: str) -> dict[str, int]:
        """Read which versions are in use."""
        if _ALIASES not in self._files.names(name):
            return {}
        found: dict[str, int] = self._files.read(f"{name}/{_ALIASES}")
        return found

    def load(self, reference: str) -> tuple[FittedModel, dict[str, Any]]:
        """
        Read a model back.

        Parameters
        ----------
        reference : str
            ``name@champion``, ``name@challenger`` or ``name@v3``.

        Returns
        -------
        tuple of FittedModel and dict
            The model, and its manifest.

        Raises
        ------
        peleus.Refused
            There is no such model, alias or version.
        """
        folder = f"{reference.partition('@')[0]}/v{_door.model_version(self.spark, self.store, reference)}"
        manifest: dict[str, Any] = self._files.read(f"{folder}/{_MANIFEST}")
        pipeline = PipelineModel.load(self._files.place(f"{folder}/{_PIPELINE}"))
        setting = Setting.from_json(manifest["setting"])
        recipe = Recipe.from_json(json.dumps(manifest["recipe"]))
        return FittedModel(manifest["declaration"]["problem"], setting, recipe, pipeline), manifest

    def _claim(self, name: str) -> int:
        """Take the next number; of several trainings at once each gets its own."""
        version = max(self._numbers(name), default=0) + 1
        while not self._files.create(f"{name}/v{version}/{_CLAIM}", {}):
            version += 1
        return version

    def _numbers(self, name: str) -> list[int]:
        found = (re.fullmatch(r"v([1-9][0-9]*)", each) for each in self._files.names(name))
        return sorted(int(each[1]) for each in found if each)


def _manifest(training: Training, version: int, opened: int) -> dict[str, Any]:
    model = training.model
    return {
        "model": training.declaration.name,
        "version": version,
        "setting": model.setting.to_json(),
        "threshold": None if training.threshold is None else json_number(training.threshold),
        "test_opened": opened,
        "declaration": dict(training.declaration.normalised),
        "recipe": json.loads(model.recipe.to_json()),
    }


def _same_test(manifest: Mapping[str, Any], training: Training, about: Mapping[str, Any]) -> bool:
    """Whether an earlier version was measured on the same test set."""
    split = training.declaration.normalised["split"]
    return bool(manifest["declaration"]["split"] == split and manifest.get("source") == about.get("source"))
