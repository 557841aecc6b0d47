"""Lark: the parser of the grammar, from the tables that are shipped. Nothing else in the package runs Lark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

from lark import Lark, Transformer
from lark.exceptions import LarkError, UnexpectedToken
from lark.lexer import Lexer

from prevention_rules.notation import grammar_tables
from prevention_rules.notation.tables import unpacked
from prevention_rules.shipped import checksum, shipped_text

__all__ = ["Feed", "Lark", "UnexpectedToken", "compiled", "grammar", "parser"]


class Feed(Lexer):
    """The lexer Lark is given, and never asks: the lexemes are made already, and fed to the parser one by one."""

    def __init__(self, conf: Any) -> None:
        """Take Lark's settings, of which none apply."""

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Any]:
        """Refuse: there is no text to lex."""
        raise NotImplementedError


_OPTIONS = {"parser": "lalr", "lexer": Feed, "strict": True, "start": ["target", "clause"]}
_NOT_TAKEN = (LarkError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


def grammar() -> str:
    """Return the text of ``grammar.lark``."""
    return shipped_text(__package__, "grammar.lark")


def compiled(**options: Any) -> Lark:
    """Return Lark for the grammar, its tables made anew."""
    return Lark(grammar(), **_OPTIONS, **options)


@cache
def parser(build: type) -> Lark:
    """Return Lark with a method of *build* for every rule.

    The tables are those that are shipped, where they are the grammar's and this Lark takes them; else made anew.
    """
    callbacks: Transformer[Any, Any] = type(build.__name__, (build, Transformer), {})()
    if checksum(grammar()) == grammar_tables.SOURCE:
        with suppress(*_NOT_TAKEN):
            return Lark.load(unpacked(grammar_tables.TABLES, Feed, {**_OPTIONS, "transformer": callbacks}))
    return compiled(transformer=callbacks)
