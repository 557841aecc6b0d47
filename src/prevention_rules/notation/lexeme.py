"""The lexeme, and the lexer that hands ready lexemes to Lark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lark.lexer import Lexer as LarkLexer

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Lexeme:
    """A stretch of folded text: its class (``type``, as Lark wants it), meaning, text and place."""

    __slots__ = ("end", "meaning", "start", "text", "type")
    start_pos = end_pos = line = column = end_line = end_column = None  # Lark asks for them; `start` says it

    def __init__(self, type: str, text: str, meaning: Any, start: int, end: int) -> None:
        self.type, self.text, self.meaning, self.start, self.end = type, text, meaning, start, end

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r}, {self.meaning!r})"


class Feed(LarkLexer):
    """The lexer Lark is given: the lexemes are made already, and only handed on."""

    def __init__(self, conf: Any) -> None:
        """Take Lark's settings, of which none apply."""

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Any]:
        """Hand on the lexemes one by one."""
        yield from lexer_state


def lower(text: str) -> str:
    """Lower the Latin capitals only, so that no length ever changes."""
    return text.translate(_LOWER)


def is_latin(char: str) -> bool:
    """True for a Latin letter."""
    return char.isascii() and char.isalpha()


def cuts_latin(text: str, start: int, end: int) -> bool:
    """True when a stretch would cut a Latin word out of a longer one."""
    if start and is_latin(text[start]) and is_latin(text[start - 1]):
        return True
    return end < len(text) and is_latin(text[end - 1]) and is_latin(text[end])
