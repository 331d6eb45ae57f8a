"""A project in a notebook: its published tables, its recipes, contracts and models."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from peleus import _door
from peleus._declared.nearest import nearest
from peleus._store import Store, published_tables
from peleus.contract import Contract
from peleus.errors import Refused
from peleus.pipeline.steps import Prepare
from peleus.project import DEFAULT_ENVIRONMENT, Project
from peleus.recipe import Recipe
from peleus.session import session

if TYPE_CHECKING:
    from peleus.learning import FittedModel

# A cell shows what it was asked for.
_SETTINGS = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


def open(
    project: str | Path = ".", *, environment: str = DEFAULT_ENVIRONMENT, spark: SparkSession | None = None
) -> Open:
    """
    Open a project to look at what it has published.

    Each table also becomes a temporary view, ``flights.checked`` as ``flights_checked``. What is shown is what was
    published when the project was opened; neither the catalog nor a lock is taken, so a ``peleus run`` may go on.

    Parameters
    ----------
    project : str or pathlib.Path, default "."
        The project's folder.
    environment : str, default "local"
        Where it runs: a name that ``peleus.yaml`` gives.
    spark : pyspark.sql.SparkSession, optional
        A classic session; default: :func:`peleus.session`.

    Returns
    -------
    Open
        The open project.

    Raises
    ------
    peleus.Refused
        ``peleus.yaml`` or the environment is not right, or nothing is published yet.

    Examples
    --------
    >>> project = peleus.open("flights")  # doctest: +SKIP
    >>> project.table("flights.checked").transform(project.recipe("recipes/features.yaml"))  # doctest: +SKIP
    """
    loaded = Project.load(project)
    where = loaded.environment(environment)
    classic = spark or session(loaded.name, config=_SETTINGS)
    store = Store(classic, where.store)
    dates = published_tables(store)
    if not dates:
        raise Refused(f"{where.store} shows no table yet: peleus run {project} publishes what has arrived")
    tables = {name: _rows(classic, where.store, name) for name in dates}
    return Open(loaded, where.store, classic, tables, dates)


class Open:
    """
    An open project; :func:`peleus.open` makes one.

    Attributes
    ----------
    project : Project
        What ``peleus.yaml`` says.
    store : str
        Folder of its data, as an address.
    spark : pyspark.sql.SparkSession
        The session of its tables.
    """

    def __init__(
        self,
        project: Project,
        store: str,
        spark: SparkSession,
        tables: Mapping[str, DataFrame],
        dates: Mapping[str, Collection[str]],
    ) -> None:
        self.project = project
        self.store = store
        self.spark = spark
        self._tables = tables
        self._dates = dates  # as they were when the rows were opened
        for name, rows in tables.items():
            rows.createOrReplaceTempView(name.replace(".", "_"))

    @property
    def tables(self) -> list[str]:
        """Names of the published tables, sorted."""
        return list(self._tables)

    def table(self, name: str) -> DataFrame:
        """
        Give the rows of a table, those of all dates.

        Parameters
        ----------
        name : str
            Such as ``flights.checked``.

        Returns
        -------
        pyspark.sql.DataFrame
            Lazy, with the date of each row's delivery in `_date`, as in the catalog.

        Raises
        ------
        peleus.Refused
            Nothing of that name is published.
        """
        if name not in self._tables:
            raise Refused(f"no table '{name}' is published{nearest(name, self._tables)}")
        return self._tables[name]

    def recipe(self, file: str) -> Recipe:
        """
        Read a recipe, with the published tables in the place of those that it names.

        Parameters
        ----------
        file : str
            Relative to the project, such as ``recipes/features.yaml``.

        Returns
        -------
        Recipe
            To be applied to rows. Of a table that the pipeline's ``latest`` names it reads the newest date, whatever
            dates the rows are of; ``peleus prepare`` reads the newest that begins no later than the date it makes ends.

        Raises
        ------
        peleus.Refused
            There is no such file, or something in it is not right.
        """
        place = self._file(file)
        latest = self._latest(place)
        tables = {name: self._last(name) if name in latest else rows for name, rows in self._tables.items()}
        return Recipe.load(place, self.spark).using(tables)

    def contract(self, file: str) -> Contract:
        """
        Read a contract.

        Parameters
        ----------
        file : str
            Relative to the project, such as ``contracts/flights.yaml``.

        Raises
        ------
        peleus.Refused
            There is no such file, or something in it is not right.
        """
        return Contract.load(self._file(file), self.spark)

    def model(self, reference: str) -> FittedModel:
        """
        Read a model that the pipeline has trained.

        Parameters
        ----------
        reference : str
            ``name@champion``, ``name@challenger`` or ``name@v3``.

        Returns
        -------
        peleus.learning.FittedModel
            Its ``score`` takes rows with the features.

        Raises
        ------
        peleus.Refused
            There is no such model, alias or version.
        """
        from peleus.learning import Registry  # needs the extra peleus[learning]

        model, _ = Registry(self.store, self.spark).load(reference)
        return model

    def _file(self, name: str) -> Path:
        place = self.project.folder / name
        if not place.is_file():
            beside = [str(Path(name).with_name(each.name)) for each in sorted(place.parent.glob("*.yaml"))]
            raise Refused(f"there is no file {place}{nearest(name, beside)}")
        return place

    def _latest(self, recipe: Path) -> Collection[str]:
        """Name the tables of which the pipeline gives this recipe one date alone."""
        steps = [step for step in self.project.pipeline.steps if isinstance(step, Prepare)]
        return {name for step in steps if step.recipe.samefile(recipe) for name in step.latest}

    def _last(self, name: str) -> DataFrame:
        return self._tables[name].where(F.col("_date") == max(self._dates[name]))


def _rows(spark: SparkSession, store: str, table: str) -> DataFrame:
    """Open all dates of a published table."""
    return _door.rows(spark, _door.learned_from(spark, store, table, "", ""))
