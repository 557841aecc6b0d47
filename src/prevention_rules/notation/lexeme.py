"""The lexeme: what the lexer hands to the grammar."""

from __future__ import annotations

from typing import Any

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Lexeme:
    """A stretch of folded text: its class (``type``, as Lark wants it), meaning, text and place."""

    __slots__ = ("end", "meaning", "start", "text", "type")
    start_pos = end_pos = line = column = end_line = end_column = None  # Lark asks for them; `start` says it

    def __init__(self, type: str, text: str, meaning: Any, start: int, end: int) -> None:
        self.type, self.text, self.meaning, self.start, self.end = type, text, meaning, start, end

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r}, {self.meaning!r})"


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
