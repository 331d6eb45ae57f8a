"""What the tests share: a session, the checker, and a few flights to learn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import peleus
import pytest
from peleus.learning import ModelDeclaration, Training, train
from pyspark.sql import DataFrame, SparkSession

SETTINGS = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # soon started, soon over
}
FLIGHTS = """flight_date date, carrier string, flight long, tailnum string, origin string, dest string,
    sched_dep_time long, dep_time long, dep_delay long, sched_arr_time long, arr_time long, arr_delay long,
    air_time long, distance decimal(6,1), remarks string"""
FIRST = date(2013, 9, 16)
WEATHER = "origin string, time_hour string, temp double, humid double, wind_speed double, precip double, visib double"


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A session with Peleus, one for all tests."""
    session = peleus.session("tests", config=SETTINGS)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture
def check(spark: SparkSession, project: Path, tmp_path: Path) -> Callable[..., DataFrame]:
    """Check lines of text as a file that was delivered; gives all records, each with its `_route`."""

    def checked(contract: str, *lines: str) -> DataFrame:
        file = tmp_path / f"{contract}.csv"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        reader = spark.read.format("thetis").option("contract", str(project / f"contracts/{contract}.yaml"))
        return reader.load(str(file)).where("_route <> 'metrics'")

    return checked


@pytest.fixture(scope="session")
def tables(spark: SparkSession) -> dict[str, DataFrame]:
    """The tables that the recipe names: an airport, a plane, an hour of weather each day, warmer by a degree."""
    hours = [f"{FIRST + timedelta(days=day)}T15:00:00Z" for day in range(30)]
    weather = [("EWR", hour, 50.0 + day, 50.0, 8.0, 0.0, 10.0) for day, hour in enumerate(hours)]
    return {
        "airports.checked": spark.createDataFrame([("ORD", "America/Chicago")], "faa string, tzone string"),
        "planes.checked": spark.createDataFrame([("N14228", 1999, 149)], "tailnum string, year long, seats long"),
        "weather.checked": spark.createDataFrame(weather, WEATHER),
    }


@pytest.fixture(scope="session")
def flights(spark: SparkSession) -> DataFrame:
    """60 flights to Chicago, at 8:00 and 13:00 of 30 days: every third is of B6 and late, the last did not arrive."""
    rows = []
    for number in range(60):
        day, leaves = FIRST + timedelta(days=number // 2), 1300 if number % 2 else 800
        is_late = number % 3 == 0
        delay = None if number == 59 else 45 if is_late else number % 10
        rows.append(
            (
                *(day, "B6" if is_late else "UA", number + 1, "N14228", "EWR", "ORD"),
                *(leaves, None, None, leaves + 100, None, delay, None, Decimal(719 + number), None),
            )
        )
    return spark.createDataFrame(rows, FLIGHTS)


@pytest.fixture(scope="session")
def features(spark: SparkSession, project: Path, flights: DataFrame, tables: dict[str, DataFrame]) -> DataFrame:
    """What the recipe makes of them."""
    recipe = peleus.Recipe.load(project / "recipes/features.yaml", spark).using(tables)
    return flights.transform(recipe).localCheckpoint()


@pytest.fixture(scope="session")
def trained(spark: SparkSession, project: Path, features: DataFrame) -> Training:
    """The model of model.yaml, learned from them once for all tests: of its candidates the first alone, for speed."""
    declared = ModelDeclaration.load(project / "model.yaml", spark).normalised
    family, settings = next(iter(declared["candidates"].items()))
    first = {family: {name: values[:1] for name, values in settings.items()}}
    return train(features, ModelDeclaration({**declared, "candidates": first}))
