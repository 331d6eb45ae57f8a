"""A team's own steps: checked like Scala's, mixed with them in recipes, found where the recipe lies."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import peleus
import pytest
from peleus import Column, Expression, Name, Recipe, Table, _door, transformation
from peleus import transformations as t
from peleus._step import Step
from peleus.testing import assert_frame_equal
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import StructType

PROJECT = Path(__file__).resolve().parents[2] / "resources/project"
HERE = __name__


@dataclass(frozen=True)
class Part:
    """A part.

    Parameters
    ----------
    share : Decimal
        How much.
    since : date, optional
        From when.
    """

    share: Decimal
    since: datetime.date | None = None


@transformation
def show_arguments(
    df: DataFrame,
    *,
    column: Column,
    day: datetime.date,
    amount: Decimal,
    ratio: float,
    parts: Sequence[Part] = (),
    sizes: Mapping[str, list[int]] | None = None,
    mode: Literal["one", "two"] = "one",
    keep: Expression = "true",
    output: Name = "seen",
) -> DataFrame:
    """
    Writes what arrived as text.

    Parameters
    ----------
    column, output : str
        A column.
    day, amount, ratio, parts, sizes, mode, keep : any
        A value.
    """
    seen = [column, day, amount, ratio, parts, sizes, mode, keep]
    return df.where(keep).withColumn(output, F.lit(repr(seen)))


@transformation
def add_tables(df: DataFrame, *, first: Table, second: Table | None = None) -> DataFrame:
    """
    Appends the rows of tables.

    Parameters
    ----------
    first, second : Table
        Rows.
    """
    return df.unionByName(first) if second is None else df.unionByName(first).unionByName(second)


@transformation
def give_back(df: DataFrame, *, what: str) -> DataFrame:
    """
    Returns something else.

    Parameters
    ----------
    what : str
        What goes wrong.
    """
    if what == "nothing":
        return None
    if what == "missing column":
        return df.select("nowhere")
    raise KeyError(what)


@pytest.fixture
def rooms(spark):
    prices = spark.createDataFrame([("A", Decimal("100.00"))], "room string, price decimal(9,2)")
    prices.createOrReplaceTempView("own_steps_prices")
    rows = [("14/07/2024", "15/07/2024", "20240301", "A"), ("16/08/2023", "x", "y", "B")]
    return spark.createDataFrame(rows, "arrival string, departure string, booked string, room string")


@pytest.fixture
def births(spark):
    return spark.createDataFrame([("31/12/1980",), ("x",)], "birth string")


@pytest.fixture
def crossings(monkeypatch):
    """Count what goes through the door."""
    names = []
    for name in ("recipe", "transform", "check"):
        through = getattr(_door, name)
        monkeypatch.setattr(_door, name, lambda *a, n=name, f=through: names.append(n) or f(*a))
    return names


def test_a_project_recipe_mixes_scala_steps_and_own_ones(spark, rooms, crossings):
    recipe = Recipe.load(PROJECT / "recipes/bookings.yaml", spark)
    assert [step.name for step in recipe.steps] == [
        *["parse_date"] * 2,
        "steps.flag_holidays",
        "steps.set_price",
        "parse_date",
    ]
    date = datetime.date
    expected = spark.createDataFrame(
        [
            ("A", "14/07/2024", date(2024, 7, 15), date(2024, 3, 1), date(2024, 7, 14), True, Decimal("150.00")),
            ("B", "16/08/2023", None, None, date(2023, 8, 16), False, None),
        ],
        "room string, arrival string, departure date, booked date, day date, holiday boolean, price decimal(9,2)",
    )
    assert_frame_equal(rooms.transform(recipe), expected)
    assert crossings == ["recipe", "check", "check", "recipe"]
    crossings.clear()
    assert recipe.check(rooms.schema, spark).simpleString() == expected.schema.simpleString()


def test_arguments_have_the_types_of_the_hints(spark):
    step = show_arguments(
        column="id",
        day="2024-02-29",
        amount=Decimal("0.1234567890123456789"),
        ratio=1,
        parts=[Part(Decimal("0.10"), datetime.date(2024, 1, 1)), {"share": "3"}],
        sizes={"a": [1, 2]},
        keep="id > 0",
    )
    (row,) = spark.range(2).transform(step).collect()
    assert row.seen == repr(
        [
            "id",
            datetime.date(2024, 2, 29),
            Decimal("0.1234567890123456789"),
            1.0,
            [Part(Decimal("0.10"), datetime.date(2024, 1, 1)), Part(Decimal("3"), None)],
            {"a": [1, 2]},
            "one",
            "id > 0",
        ]
    )


def test_a_saved_recipe_is_short_and_does_the_same(spark, tmp_path):
    steps = [
        t.parse_date("birth", formats=["dd/MM/yyyy"]),
        show_arguments(column="birth", day=datetime.date(2024, 2, 29), amount=Decimal("0.5"), ratio=0.5, parts=[]),
    ]
    recipe = Recipe("shown", steps)
    recipe.save(tmp_path / "r.yaml", spark)
    written = (tmp_path / "r.yaml").read_text("utf-8")
    assert written == (
        "recipe: shown\nsteps:\n- parse_date:\n    column: birth\n    formats: [dd/MM/yyyy]\n"
        f"- {HERE}.show_arguments: {{column: birth, day: '2024-02-29', amount: 0.5, ratio: 0.5}}\n"
    )
    df = spark.createDataFrame([("31/12/1980",)], "birth string")
    assert_frame_equal(Recipe.load(tmp_path / "r.yaml", spark)(df), recipe(df))


ARGUMENTS = {"column": "birth", "day": "2024-01-01", "amount": 1, "ratio": 1.0}


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"column": "brith"}, ".column: there is no column 'brith', did you mean 'birth'? (allowed: birth)"),
        ({"mode": "tow"}, ".mode: 'tow' is not allowed, did you mean 'two'? (allowed: one, two)"),
        ({"day": "31/12/2024"}, ".day: wants a date such as 2024-12-31, got the text '31/12/2024'"),
        ({"ratio": "1"}, ".ratio: wants a number, got the text '1'"),
        ({"parts": [{"shares": 1}]}, ".parts[0]: unknown key 'shares', did you mean 'share'? (allowed: share, since)"),
        ({"sizes": {"a": [2.5]}}, ".sizes.a[0]: wants a whole number of 64 bits, got the number 2.5"),
    ],
)
def test_a_parameter_is_refused_with_the_sentence_of_scala(spark, births, params, said):
    with pytest.raises(peleus.Refused) as refused:
        show_arguments(**{**ARGUMENTS, **params})(births)
    assert str(refused.value).splitlines()[0] == f"{HERE}.show_arguments{said}"


def test_the_same_mistake_has_the_same_sentence_in_scala_and_python(spark, births):
    own, scala = show_arguments(**{**ARGUMENTS, "column": "brith"}), t.parse_date("brith", formats=["yyyy"])
    sentences = []
    for step in (own, scala):
        with pytest.raises(peleus.Refused) as refused:
            births.transform(step)
        sentences.append(str(refused.value).replace(step.name, "step"))
    assert sentences[0] == sentences[1]


def test_a_table_is_a_frame_or_a_name(spark, tmp_path):
    one, two = spark.range(1), spark.range(10, 12)
    spark.range(100, 101).createOrReplaceTempView("own_steps_ids")
    assert ids(one.transform(add_tables(first=two, second=one))) == [0, 0, 10, 11]
    recipe = Recipe("tables", [add_tables(first="own_steps_ids"), add_tables(first=two, second=spark.range(1))])
    assert ids(recipe(one)) == [0, 0, 10, 11, 100]
    with pytest.raises(peleus.Refused, match="^tables: a DataFrame cannot be written to a file"):
        recipe.save(tmp_path / "r.yaml", spark)
    recipe = Recipe("tables", recipe.steps[:1])
    recipe.save(tmp_path / "r.yaml", spark)
    assert ids(Recipe.load(tmp_path / "r.yaml", spark)(one)) == [0, 100]


def ids(df):
    return sorted(row.id for row in df.collect())


@pytest.mark.parametrize("run", [lambda recipe, df, spark: recipe(df), lambda r, df, spark: r.check(df.schema, spark)])
def test_a_refusal_carries_the_position_in_the_whole_recipe(spark, births, run):
    born = t.parse_date("birth", formats=["dd/MM/yyyy"], output="born")
    again = t.parse_date("birth", formats=["dd/MM/yyyy"], output="again")
    shown = show_arguments(**ARGUMENTS)

    def refused(*steps):
        with pytest.raises(peleus.Refused) as error:
            run(Recipe("r", steps), births, spark)
        return str(error.value)

    wrong = t.parse_date("brith", formats=["dd/MM/yyyy"])
    assert refused(born, shown, again, wrong).startswith("steps[3].parse_date.column: there is no column 'brith'")
    both = refused(born, show_arguments(**{**ARGUMENTS, "column": "brith", "mode": "tow"})).splitlines()
    assert [line.split(": ")[0] for line in both] == [f"steps[1].{HERE}.show_arguments.{p}" for p in ("column", "mode")]
    lost = refused(born, give_back(what="missing column"), born)
    assert lost.startswith(f"steps[1].{HERE}.give_back: [UNRESOLVED_COLUMN")
    assert len(lost.splitlines()) == 1
    typed = refused(born, t.parse_date("born", formats=["dd/MM/yyyy"]))
    assert typed.startswith("steps[1].parse_date: ")
    assert len(typed.splitlines()) == 1
    assert refused(shown, Step("parse_dates", {})).startswith("steps[1]: unknown transformation 'parse_dates', did you")


def test_a_loaded_recipe_names_the_place_in_its_file(spark, rooms, tmp_path):
    shutil.copytree(PROJECT, tmp_path / "p")
    path = tmp_path / "p/recipes/bookings.yaml"
    path.write_text(path.read_text("utf-8").replace("key: room", "key: rom"), "utf-8")
    recipe = Recipe.load(path, spark)
    for run in (lambda: recipe(rooms), lambda: recipe.check(rooms.schema, spark)):
        with pytest.raises(peleus.Refused) as refused:
            run()
        assert str(refused.value).startswith(f"{path}:6:5: steps[3].steps.set_price.key: there is no column 'rom', did")


def test_a_recipe_is_checked_when_it_is_loaded(spark, tmp_path):
    shutil.copytree(PROJECT, tmp_path / "p")
    path = tmp_path / "p/recipes/bad.yaml"
    path.write_text("steps:\n- steps.flag_holidays: {column: day, country: UK}\n- steps.set_prize: {}\n", "utf-8")
    with pytest.raises(peleus.Refused) as refused:
        Recipe.load(path, spark)
    first, second = str(refused.value).splitlines()
    wrong = "steps[0].steps.flag_holidays.country: 'UK' is not allowed, did you mean 'US'? (allowed: FR, US)"
    assert first == f"{path}:2:47: {wrong}"
    unknown = "steps[1]: unknown transformation 'steps.set_prize', did you mean 'steps.set_price'?"
    assert second.startswith(f"{path}:3:3: {unknown}")


def test_a_recipe_outside_a_project_is_told_where_its_steps_were_looked_for(spark, tmp_path):
    (tmp_path / "r.yaml").write_text("steps: [steps.flag_holidays]\n", "utf-8")
    with pytest.raises(peleus.Refused) as refused:
        Recipe.load(tmp_path / "r.yaml", spark)
    first, second = str(refused.value).splitlines()
    assert first.startswith(f"{tmp_path}/r.yaml:1:9: steps[0]: unknown transformation 'steps.flag_holidays'")
    assert second == f"there is no steps.py in {tmp_path} or {tmp_path.parent}"


def test_what_a_dataclass_does_not_allow_is_refused(spark, rooms):
    recipe = Recipe.load(PROJECT / "recipes/bookings.yaml", spark)
    step = recipe.steps[3]
    backwards = {**step.params, "day": "room", "seasons": [{"first": "2024-02-01", "last": "2024-01-01"}]}
    step = type(step)(step.declaration, backwards)
    with pytest.raises(peleus.Refused) as refused:
        step(rooms)
    assert str(refused.value) == "steps.set_price.seasons[0]: a season cannot end on 2024-01-01, before it begins"


def test_a_function_that_returns_no_frame_is_named(spark, births):
    with pytest.raises(TypeError) as refused:
        births.transform(give_back(what="nothing"))
    assert str(refused.value) == f"{HERE}.give_back returned NoneType; a step returns a DataFrame"


def test_an_error_of_the_function_itself_stays_what_it_is_and_says_where(spark, births):
    with pytest.raises(KeyError, match="other") as raised:
        Recipe("r", [give_back(what="other")])(births)
    assert raised.value.__notes__ == [f"raised in steps[0].{HERE}.give_back"]


def test_what_the_function_got_wrong_is_raised_on_its_line(spark, births):
    with pytest.raises(Exception, match="UNRESOLVED_COLUMN"):
        give_back(what="missing column")(births)


def test_a_step_of_the_notebook_runs_and_is_not_saved(spark, births, tmp_path):
    space = {"__name__": "__main__"}
    exec(
        "from peleus import transformation\nfrom pyspark.sql import DataFrame\n@transformation\n"
        "def keep(df: DataFrame) -> DataFrame:\n    '''Keeps all.'''\n    return df\n",
        space,
    )
    recipe = Recipe("r", [space["keep"]()])
    assert recipe(births).columns == ["birth"]
    with pytest.raises(peleus.Refused) as refused:
        recipe.save(tmp_path / "r.yaml", spark)
    assert str(refused.value) == "steps[0]: __main__.keep stands in the notebook: move it to the project's steps.py"
    assert not (tmp_path / "r.yaml").exists()


def test_a_recipe_without_steps_changes_nothing(spark, births):
    assert Recipe("r", []).check(births.schema, spark) == StructType.fromJson(births.schema.jsonValue())
    assert Recipe("r", [])(births) is births
