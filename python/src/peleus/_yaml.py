"""YAML that other tools read as it is meant, be their YAML of version 1.1 or 1.2."""

from __future__ import annotations

import re
from typing import Any

import yaml

# PyYAML quotes the texts that are something else in YAML 1.1; these are numbers in 1.2 alone: 08, 1e3, 0o17
_NUMBER = re.compile(r"^(?:[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+)$")
# line breaks of YAML 1.1 alone, and the byte order mark: PyYAML keeps them in double quotes only
_ODD = re.compile("[\x85\u2028\u2029\ufeff]")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _ODD.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, list("-+.0123456789"))


def dump(document: Any) -> str:
    """
    Write mappings, lists, texts, numbers, booleans and nulls as YAML.

    Parameters
    ----------
    document : Any
        What to write; the order of keys is kept.

    Returns
    -------
    str
        One document that ends with a line break.
    """
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
