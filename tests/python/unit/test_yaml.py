"""The YAML that we write, as readers of YAML 1.1 and 1.2 take it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from peleus import _yaml

texts = st.text(st.characters(exclude_categories=["Cs"]))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(documents)
def test_comes_back_as_it_was(document):
    assert yaml.safe_load(_yaml.dump(document)) == document


@pytest.mark.parametrize(
    "text", ["no", "08", "010", "1e3", "0o17", "0x1F", "1.", ".5", "2013-01-02", "12:30", "null", "~"]
)
def test_texts_that_some_reader_takes_for_something_else_are_quoted(text):
    assert _yaml.dump([text]) == f"- '{text}'\n"


def test_the_rest_is_plain():
    document = {"b": [8, -1.5, 1e16, True, None], "a": ["yyyy-MM-dd", "1.2.0", "Été"]}
    assert _yaml.dump(document) == "b:\n- 8\n- -1.5\n- 1.0e+16\n- true\n- null\na:\n- yyyy-MM-dd\n- 1.2.0\n- Été\n"


def test_lines_stay_lines():
    assert _yaml.dump({"query": "SELECT (\n1\n)"}) == "query: |-\n  SELECT (\n  1\n  )\n"


def test_nothing_is_an_anchor():
    both = ["AA"]
    assert _yaml.dump([both, both]) == "- - AA\n- - AA\n"
