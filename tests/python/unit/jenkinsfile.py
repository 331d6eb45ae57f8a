"""
Reads a declarative Jenkinsfile as blocks, and knows which words may stand where.

There is no Jenkins here to ask. The words are those of the declarative syntax, as far as our files may use them;
others are refused, so that a slip of the pen does not wait for the next build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"//[^\n]*|'[^'\n]*'|\"[^\"\n]*\"|[{}]|[^\s{}'\"]+|\n")

_DIRECTIVES = {
    "pipeline": {"agent", "options", "environment", "parameters", "triggers", "tools", "stages", "post"},
    "stages": {"stage"},
    "stage": {"agent", "environment", "options", "when", "steps", "post", "stages"},
    "when": {"branch", "not", "anyOf", "allOf", "expression"},
    "post": {"always", "changed", "fixed", "aborted", "failure", "success", "unstable", "unsuccessful", "cleanup"},
    "steps": {"sh", "archiveArtifacts"},
}
_NEEDED = {"pipeline": {"agent", "stages"}, "stage": {"steps"}, "stages": {"stage"}}


@dataclass(frozen=True)
class Block:
    """A block or a line: its first word, the rest of its words, and what stands between its braces."""

    word: str
    rest: str
    inside: tuple[Block, ...] = ()
    is_block: bool = False

    def every(self, word: str) -> Iterator[Block]:
        """Give the blocks of that word, at any depth."""
        for each in self.inside:
            if each.word == word:
                yield each
            yield from each.every(word)


def read(text: str) -> Block:
    """Read the one block that a Jenkinsfile is; braces that do not match are an error."""
    tokens = [token for token in _TOKEN.findall(text) if not token.startswith("//")]
    blocks, left = _blocks(tokens, 0)
    assert left == len(tokens), "a } too many"
    (pipeline,) = blocks
    return pipeline


def problems(block: Block) -> list[str]:
    """List what the declarative syntax does not allow."""
    found = [f"{block.word} has no braces"] if block.word in _DIRECTIVES and not block.is_block else []
    if block.word in _DIRECTIVES:
        words = {each.word for each in block.inside}
        found += [f"{block.word} knows no {each}" for each in sorted(words - _DIRECTIVES[block.word])]
        found += [f"{block.word} needs {each}" for each in sorted(_NEEDED.get(block.word, set()) - words)]
    if block.is_block and not block.inside:
        found.append(f"{block.word} is empty")
    return found + [problem for each in block.inside for problem in problems(each)]


def targets(pipeline: Block) -> list[str]:
    """Give what its shell lines make, in their order; a line that is no `make` is an error."""
    made: list[str] = []
    for line in pipeline.every("sh"):
        program, *words = line.rest.strip("'\"").split()
        assert program == "make", f"sh {line.rest}: stages call make, the rest is in the Makefile"
        made += [word for word in words if "=" not in word]
    return made


def _blocks(tokens: list[str], at: int) -> tuple[tuple[Block, ...], int]:
    found: list[Block] = []
    words: list[str] = []
    while at < len(tokens) and tokens[at] != "}":
        token, at = tokens[at], at + 1
        if token == "{":
            inside, at = _blocks(tokens, at)
            assert at < len(tokens), f"{words[0]} is not closed"
            found.append(_block(words, inside, is_block=True))
            words, at = [], at + 1
        elif token != "\n":
            words.append(token)
        elif words and not words[-1].endswith(","):
            found.append(_block(words, ()))
            words = []
    return (*found, *([_block(words, ())] if words else [])), at


def _block(words: list[str], inside: tuple[Block, ...], *, is_block: bool = False) -> Block:
    word, _, argument = words[0].partition("(")
    return Block(word, " ".join([*([argument] if argument else []), *words[1:]]), inside, is_block)
