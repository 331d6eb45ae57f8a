"""What an own step's declaration says, and which declarations are refused. No Spark session is needed."""

from __future__ import annotations

import datetime
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Annotated, Literal, NewType

import peleus
import pytest
from peleus import Column, Expression, Name, Table
from peleus._own import docs, known, libraries, project, registry
from pyspark import cloudpickle
from pyspark.sql import DataFrame

Size = Literal["small", "large"]
Euro = NewType("Euro", int)


@dataclass(frozen=True)
class Season:
    """A part of the year.

    Attributes
    ----------
    first, last : date
        A day of it.
    label : str
        What it is called.
    sizes : list of Size
        Sizes sold.
    """

    first: datetime.date
    last: datetime.date
    label: str = "season"
    sizes: list[Size] = field(default_factory=lambda: ["small"])


@dataclass
class Loop:
    """Itself.

    Parameters
    ----------
    inner : Loop
        The same again.
    """

    inner: Loop | None = None


@dataclass
class Bare:
    """Has a field that nobody describes."""

    width: int = 0


class Odd:
    """Is no dataclass."""


HINTS = {
    "Annotated": Annotated,
    "Bare": Bare,
    "Column": Column,
    "DataFrame": DataFrame,
    "Decimal": Decimal,
    "Euro": Euro,
    "Expression": Expression,
    "Literal": Literal,
    "Loop": Loop,
    "Mapping": Mapping,
    "Name": Name,
    "Odd": Odd,
    "Season": Season,
    "Sequence": Sequence,
    "Size": Size,
    "Table": Table,
    "datetime": datetime,
    "peleus": peleus,
}


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    monkeypatch.setattr(registry, "imported", {})
    monkeypatch.setattr(libraries, "_modules", None)


def declare(head, doc=("x",), decorator="@transformation", name="sample", body="return df"):
    """Run a module that declares a function `f`; give what the decorator made of it."""
    entries = "".join(f"\n{entry} : type\n    What {entry} is.\n" for entry in doc)
    docstring = f'"""\nChanges it.\n\nParameters\n----------{entries or chr(10)}"""'
    head = f"from __future__ import annotations\n{decorator}\n{head}"
    text = f"{head}:\n{textwrap.indent(docstring, '    ')}\n    {body}\n"
    module = ModuleType(name)
    module.__dict__.update(HINTS, transformation=peleus.transformation, __file__=f"/team/{name}.py")
    sys.modules[name] = module
    try:
        exec(compile(text, f"/team/{name}.py", "exec"), module.__dict__)
    finally:
        del sys.modules[name]
    return module.__dict__.get("f")


def one(hint, default=""):
    """Describe the one parameter of this hint."""
    made = declare(f"def f(df: DataFrame, *, x: {hint}{default}) -> DataFrame")
    return {key: value for key, value in made.descriptor["params"][0].items() if key in ("type", "default")}


def test_a_descriptor_has_all_that_scala_knows_of_its_own_transformations():
    made = declare(
        "def f(df: DataFrame, *, x: Column, size: int = 3) -> DataFrame",
        doc=["x", "size"],
        decorator="@transformation(since='1.2', example={'size': 3, 'x': 'born'})",
    )
    assert made.descriptor == {
        "name": "sample.f",
        "family": "sample",
        "implementation": "sample:f",
        "kind": "table",
        "doc": "Changes it.",
        "since": "1.2",
        "params": [
            {"name": "x", "type": "in", "doc": "What x is"},
            {"name": "size", "type": "long", "default": 3, "doc": "What size is"},
        ],
        "example": {"x": "born"},
    }
    assert made(x="born").descriptor is made.descriptor


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        ("bool", "boolean"),
        ("int", "long"),
        ("float", "double"),
        ("str", "string"),
        ("Decimal", "decimal"),
        ("datetime.date", "date"),
        ("Column", "in"),
        ("Name", "out"),
        ("Expression", "expr"),
        ("Table", "table"),
        ("peleus.Column", "in"),
        ("list[int]", {"list": "long"}),
        ("Sequence[Column]", {"list": "in"}),
        ("dict[str, Name]", {"map": "out"}),
        ("Mapping[str, Sequence[Decimal]]", {"map": {"list": "decimal"}}),
        ("list[int | None]", {"list": {"optional": "long"}}),
        ("Size", {"choice": {"small": "", "large": ""}}),
        (
            "Season",
            {
                "record": [
                    {"name": "first", "type": "date", "doc": "A day of it"},
                    {"name": "last", "type": "date", "doc": "A day of it"},
                    {"name": "label", "type": "string", "default": "season", "doc": "What it is called"},
                    {
                        "name": "sizes",
                        "type": {"list": {"choice": {"small": "", "large": ""}}},
                        "default": ["small"],
                        "doc": "Sizes sold",
                    },
                ],
                "doc": "A part of the year.",
            },
        ),
    ],
)
def test_a_hint_gives_a_type(hint, kind):
    assert one(hint) == {"type": kind}


@pytest.mark.parametrize(
    ("hint", "default", "written"),
    [
        ("int | None", "None", None),
        ("Table | None", "None", None),
        ("float", "2", 2.0),
        ("Decimal", "Decimal('0.10')", "0.10"),
        ("datetime.date | None", "datetime.date(2024, 2, 29)", "2024-02-29"),
        ("Sequence[Size]", "('large',)", ["large"]),
        ("Mapping[str, float]", "{'a': 0.5}", {"a": 0.5}),
        (
            "Season",
            "Season(datetime.date(2024, 1, 1), datetime.date(2024, 1, 2), sizes=['small'])",
            {"first": "2024-01-01", "last": "2024-01-02"},
        ),
    ],
)
def test_a_default_is_written_as_json(hint, default, written):
    assert one(hint, f" = {default}")["default"] == written


def test_words_of_a_choice_take_their_text_from_a_list_under_the_parameter():
    entry = docs.read(
        """Sum.

        Parameters
        ----------
        size : {"small", "large"}
            How large,
            in all.

            - ``small``: fits
              a pocket
            - ``large``: the rest

        Returns
        -------
        nothing : None
            At all.
        """
    ).params
    assert entry == {"size": docs.Entry("How large, in all", {"small": "fits a pocket", "large": "the rest"})}


SHARED = ", which JSON, Scala and SQL do not share; allowed: bool, int, float, str, datetime.date, decimal.Decimal"
X = "sample.f: parameter 'x' "


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        ("x: set[int]", X + "has the type set[int]" + SHARED),
        ("x: tuple[int, ...]", X + "has the type tuple[int, ...]" + SHARED),
        ("x: list", X + "has the type list" + SHARED),
        ("x: dict[int, str]", X + "has the type dict[int, str]" + SHARED),
        ("x: int | str", X + "has the type int | str" + SHARED),
        ("x: int | str | None = None", X + "has the type int | str | None" + SHARED),
        ("x: object", X + "has the type object" + SHARED),
        ("x: bytes", X + "has the type bytes" + SHARED),
        ("x: complex", X + "has the type complex" + SHARED),
        ("x: datetime.datetime", X + "has the type datetime" + SHARED),
        ("x: datetime.timedelta", X + "has the type timedelta" + SHARED),
        ("x: Odd", X + "has the type Odd" + SHARED),
        ("x: Euro", X + "has the type "),
        ("x: DataFrame", X + "has the type DataFrame" + SHARED),
        ("x: Annotated[str, 'else']", X + "has the type Annotated[str, 'else']" + SHARED),
        ("x: Annotated[int, 'in']", X + "has the type Annotated[int, 'in']" + SHARED),
        ("x: None = None", X + "has the type NoneType" + SHARED),
        ("x: list[set[int]]", X + "has the type set[int]" + SHARED),
        ("x: Literal[1, 2]", X + "has the choice 1; allowed: texts"),
        ("x: Literal['no', 'maybe']", X + "has the choice 'no'; allowed: texts"),
        ("x: Literal['1e3']", X + "has the choice '1e3'; allowed: texts"),
        ("x: Loop", "sample.f: parameter 'x.inner' has the type Loop, which contains itself"),
        ("x: Bare", "sample.f: parameter 'x.width' has no text in the docstring: describe it under Parameters"),
        ("x: Nowhere", "sample.f has a hint that cannot be read: name 'Nowhere' is not defined"),
        ("x: int | None", X + "may be None and has no default: write 'x: int | None = None'"),
        ("x: int = 'a'", X + "has a default that does not fit its hint: wants a whole number of 64 bits, got 'a'"),
        ("x: int = True", X + "has a default that does not fit its hint: wants a whole number of 64 bits, got True"),
        ("x: int = 2**63", X + "has a default that does not fit its hint: wants a whole number of 64 bits"),
        ("x: float = float('nan')", X + "has a default that does not fit its hint: wants a finite number, got nan"),
        ("x: Size = 'huge'", X + "has a default that does not fit its hint: wants one of small, large, got 'huge'"),
        ("x: Sequence[str] = 'a'", X + "has a default that does not fit its hint: wants a list, got 'a'"),
        ("x: str = None", X + "has a default that does not fit its hint: wants text, got None"),
        ("x", X + "has no type hint; allowed: bool, int"),
        ("**x: int", X + "takes any number of values: a step declares each parameter by name"),
        ("on: int", "sample.f: parameter 'on' has a name that means something else to readers of YAML 1.1"),
    ],
)
def test_a_parameter_that_is_refused(parameter, said):
    star = "" if parameter.startswith("**") else "*, "
    with pytest.raises(TypeError) as refused:
        declare(f"def f(df: DataFrame, {star}{parameter}) -> DataFrame", doc=["x", "on"])
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("def f() -> DataFrame", "sample.f must take a DataFrame first"),
        ("def f(*, df: DataFrame) -> DataFrame", "sample.f must take a DataFrame first"),
        ("def f(*df: DataFrame) -> DataFrame", "sample.f must take a DataFrame first"),
        ("def f(df) -> DataFrame", "sample.f: parameter 'df' comes first: its hint must be pyspark.sql.DataFrame"),
        ("def f(df: Column) -> DataFrame", "sample.f: parameter 'df' comes first: its hint must be"),
        ("def f(df: DataFrame)", "sample.f must have the return hint pyspark.sql.DataFrame"),
        ("def f(df: DataFrame) -> int", "sample.f must have the return hint pyspark.sql.DataFrame"),
        ("def f(df: DataFrame, x: int) -> DataFrame", X + "must be keyword-only: write * between df and"),
        ("def f(df: DataFrame, *x: int) -> DataFrame", X + "takes any number of values"),
        ("async def f(df: DataFrame) -> DataFrame", "sample.f is a coroutine or a generator"),
        ("class f", "peleus.transformation decorates a function, got <class 'sample.f'>"),
    ],
)
def test_a_function_that_is_refused(head, said):
    with pytest.raises(TypeError) as refused:
        declare(head, body="pass")
    assert str(refused.value).startswith(said)
    assert registry.imported == {}


def test_a_parameter_without_text_is_refused():
    with pytest.raises(TypeError, match="^sample.f: parameter 'x' has no text in the docstring: describe"):
        declare("def f(df: DataFrame, *, x: int) -> DataFrame", doc=[])


def test_a_function_without_docstring_is_refused():
    def f(df: DataFrame) -> DataFrame:
        return df

    f.__qualname__ = "f"
    with pytest.raises(TypeError, match="has no docstring: its first sentence says what the step does"):
        peleus.transformation(f)


def test_a_function_inside_another_is_refused():
    with pytest.raises(TypeError, match=r"<locals>.f is not at the top level of its module"):

        @peleus.transformation
        def f(df: DataFrame) -> DataFrame:
            """Does nothing."""
            return df


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("{'width': 1}", "sample.f has an example with 'width'; its parameters are x, size"),
        ("{'size': 1}", "sample.f has an example without 'x', which has no default"),
        ("{'x': 1}", "sample.f has an example that does not fit its hints: 'x' wants a column name, got 1"),
    ],
)
def test_an_example_that_is_refused(example, said):
    head = "def f(df: DataFrame, *, x: Column, size: int = 0) -> DataFrame"
    with pytest.raises(TypeError) as refused:
        declare(head, doc=["x", "size"], decorator=f"@transformation(example={example})")
    assert str(refused.value) == said


def test_a_call_makes_a_step_with_every_parameter():
    made = declare("def f(df: DataFrame, *, x: Column, sizes: Sequence[int] = (1,)) -> DataFrame", doc=["x", "sizes"])
    step = made(x="born")
    assert (step.name, step.params) == ("sample.f", {"x": "born", "sizes": (1,)})
    assert repr(step) == "sample.f(x='born', sizes=(1,))"
    assert step == made(sizes=(1,), x="born")
    assert step != made(x="age")
    assert made.__wrapped__("anything", x="born") == "anything"


@pytest.mark.parametrize(
    ("args", "params", "said"),
    [
        ((), {}, "sample.f: missing a required"),
        ((), {"x": "a", "z": 1}, "sample.f: got an unexpected keyword argument 'z'"),
        (("df",), {"x": "a"}, "sample.f makes a step from named parameters: df.transform(f(x=…))"),
    ],
)
def test_a_call_that_cannot_be(args, params, said):
    made = declare("def f(df: DataFrame, *, x: Column) -> DataFrame")
    with pytest.raises(TypeError) as refused:
        made(*args, **params)
    assert str(refused.value).startswith(said)


def test_a_name_belongs_to_one_file_and_a_reloaded_file_takes_its_place():
    head = "def f(df: DataFrame, *, x: int) -> DataFrame"
    declare(head)
    again = declare(head)
    assert registry.imported["sample.f"].descriptor is again.descriptor
    other = registry.imported["sample.f"]
    object.__setattr__(other, "file", "/other/sample.py")
    with pytest.raises(peleus.Refused) as refused:
        declare(head)
    assert str(refused.value).startswith("sample.f is declared twice: in /other/sample.py and in /team/sample.py;")


class Entries(list):
    """Entry points, as a library's metadata would give them."""

    def __call__(self, group):
        assert group == "peleus.transformations"
        return self


def entries(monkeypatch, *modules):
    found = Entries(EntryPoint(name, name, "peleus.transformations") for name in modules)
    monkeypatch.setattr(libraries, "entry_points", found)


def test_a_library_is_imported_by_its_entry_point_once(tmp_path, monkeypatch):
    (tmp_path / "team_library.py").write_text(steps("keep"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    entries(monkeypatch, "team_library")
    try:
        assert set(known(tmp_path / "r.yaml", "").steps) == {"team_library.keep"}
        del sys.modules["team_library"]
        known(tmp_path / "r.yaml", "")
        assert "team_library" not in sys.modules
    finally:
        sys.modules.pop("team_library", None)


def test_a_library_that_cannot_be_imported_is_named(tmp_path, monkeypatch):
    entries(monkeypatch, "team_nowhere")
    with pytest.raises(peleus.Refused) as refused:
        known(tmp_path / "r.yaml", "")
    assert str(refused.value).startswith("the entry point team_nowhere = team_nowhere (peleus.transformations) of ")
    assert str(refused.value).endswith("ModuleNotFoundError: No module named 'team_nowhere'")


def test_a_library_and_a_project_cannot_share_a_name(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/steps.py").write_text(steps("keep"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    entries(monkeypatch, "steps")
    recipe = a_project(tmp_path / "a", steps("keep"))
    try:
        with pytest.raises(peleus.Refused) as refused:
            known(recipe, "steps.keep")
    finally:
        sys.modules.pop("steps", None)
    both = f"{tmp_path}/site/steps.py and in {tmp_path}/a/steps.py"
    assert str(refused.value).startswith(f"steps.keep is declared twice: in {both};")


def steps(*names, doc="Keeps all rows.", imports=""):
    body = f'(df: DataFrame) -> DataFrame:\n    """{doc}"""\n    return df\n\n\n'
    functions = "".join(f"@transformation\ndef {name}{body}" for name in names)
    return f"from peleus import transformation\nfrom pyspark.sql import DataFrame\n{imports}\n\n{functions}"


def a_project(folder, text, **others):
    """Write a project; give the path of a recipe in it."""
    (folder / "recipes/daily").mkdir(parents=True)
    (folder / "peleus.yaml").write_text("project: p\n", "utf-8")
    (folder / "steps.py").write_text(text, "utf-8")
    for name, content in others.items():
        (folder / f"{name}.py").write_text(content, "utf-8")
    return folder / "recipes/daily/r.yaml"


def test_two_projects_do_not_mix_and_leave_nothing_behind(tmp_path):
    imports = "from helper import DOC"
    first = a_project(tmp_path / "a", steps("keep", "only_a", imports=imports), helper="DOC = 'a'")
    second = a_project(tmp_path / "b", steps("keep", imports=imports), helper="DOC = 'b'")
    path, modules = list(sys.path), dict(sys.modules)
    a, b = known(first, "steps.keep").steps, known(second, "steps.keep").steps
    assert [set(found) for found in (a, b)] == [{"steps.keep", "steps.only_a"}, {"steps.keep"}]
    assert a["steps.keep"].file == str(tmp_path / "a/steps.py")
    assert a["steps.keep"].function.__globals__["DOC"] == "a"
    assert b["steps.keep"].function.__globals__["DOC"] == "b"
    assert known(first, "steps.keep").steps == a
    assert registry.imported == {}
    assert sys.path == path
    assert {name for name in sys.modules.keys() ^ modules.keys() if name in ("steps", "helper")} == set()


def test_a_module_that_was_imported_before_keeps_its_place(tmp_path):
    imports = "from helper import DOC"
    recipe = a_project(tmp_path / "a", steps("keep", imports=imports), helper="DOC = 'a'")
    foreign = {"steps": ModuleType("steps"), "helper": ModuleType("helper")}
    sys.modules.update(foreign)
    try:
        assert known(recipe, "steps.keep").steps["steps.keep"].function.__globals__["DOC"] == "a"
        assert {name: sys.modules[name] for name in foreign} == foreign
    finally:
        for name in foreign:
            del sys.modules[name]


def test_steps_that_were_imported_from_the_file_are_taken(tmp_path, monkeypatch):
    recipe = a_project(tmp_path / "a", steps("keep"))
    monkeypatch.syspath_prepend(tmp_path / "a")
    try:
        import steps as imported

        assert known(recipe, "steps.keep").steps["steps.keep"].descriptor is imported.keep.descriptor
    finally:
        sys.modules.pop("steps", None)


def test_a_changed_file_is_read_again(tmp_path):
    recipe = a_project(tmp_path / "a", steps("keep"))
    before = known(recipe, "steps.keep").steps["steps.keep"]
    assert known(recipe, "steps.keep").steps["steps.keep"] is before
    (tmp_path / "a/steps.py").write_text(steps("keep", "drop_all"), "utf-8")
    assert set(known(recipe, "steps.keep").steps) == {"steps.keep", "steps.drop_all"}


def test_the_file_runs_only_when_a_recipe_names_its_steps(tmp_path):
    recipe = a_project(tmp_path / "a", "raise ValueError('ran')")
    assert known(recipe, "- parse_date: {column: day}").steps == {}
    assert known(recipe, "- othersteps.keep").steps == {}
    with pytest.raises(peleus.Refused):
        known(recipe, "- 'steps.keep'")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import os\nx = 1 / 0\n", ":2: ZeroDivisionError: division by zero"),
        ("def f(:\n", ":1: SyntaxError: "),
        ("import nowhere_at_all\n", ":1: ModuleNotFoundError: No module named 'nowhere_at_all'"),
        (steps("keep", "keep"), ":11: Refused: steps.keep is declared twice in "),
        (steps("keep", doc=""), ":5: TypeError: steps.keep has no docstring"),
    ],
)
def test_an_error_in_the_file_is_told_with_its_line(tmp_path, text, said):
    recipe = a_project(tmp_path / "a", text)
    with pytest.raises(peleus.Refused) as refused:
        known(recipe, "steps.keep")
    assert str(refused.value).startswith(f"{tmp_path}/a/steps.py{said}")
    (tmp_path / "a/steps.py").write_text(steps("keep", doc="Is put right."), "utf-8")
    assert "steps.keep" in known(recipe, "steps.keep").steps


def test_the_file_is_looked_for_in_the_project_or_near_the_recipe(tmp_path):
    recipe = a_project(tmp_path / "a", "")
    assert project.folders(recipe) == [tmp_path / "a"]
    assert project.folders(tmp_path / "loose/recipes/r.yaml") == [tmp_path / "loose/recipes", tmp_path / "loose"]
    looked = known(tmp_path / "loose/recipes/r.yaml", "steps.keep").hint
    assert looked == f"there is no steps.py in {tmp_path}/loose/recipes or {tmp_path}/loose"


def test_an_environment_inside_a_project_is_not_the_project(tmp_path):
    site = tmp_path / "a/.venv/site-packages"
    recipe = a_project(tmp_path / "a", steps("keep", imports="import inner_library"))
    site.mkdir(parents=True)
    (site / "inner_library.py").write_text(steps("share"), "utf-8")
    sys.path.append(str(site))
    try:
        assert "inner_library.share" not in known(recipe, "steps.keep").steps
        assert set(known(recipe, "steps.keep").steps) == {"inner_library.share", "steps.keep"}
        assert set(registry.imported) == {"inner_library.share"}
    finally:
        sys.path.remove(str(site))
        sys.modules.pop("inner_library", None)


def test_functions_of_a_project_travel_to_workers_by_value(tmp_path):
    extra = "from helper import twice\ndef again(x):\n    return twice(x) + 1\n"
    recipe = a_project(tmp_path / "a", steps("keep", imports=extra), helper="def twice(x):\n    return 2 * x\n")
    again = known(recipe, "steps.keep").steps["steps.keep"].function.__globals__["again"]
    program = "import pickle, sys; print(pickle.load(sys.stdin.buffer)(3))"
    sent = cloudpickle.dumps(again)
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], input=sent, capture_output=True, cwd="/", env=environment)
    assert (done.stdout, done.stderr) == (b"7\n", b"")
