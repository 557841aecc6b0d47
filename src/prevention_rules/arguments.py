"""What a caller may give: another kind of thing is refused at the door, by the name of its parameter, with the cure."""

from __future__ import annotations

from collections.abc import Iterable

from prevention_rules.errors import FormatError
from prevention_rules.text import Words, shown


def must_be(value: object, kinds: type | tuple[type, ...], name: str, zh: str, en: str) -> None:
    """Raise `FormatError` where *value*, the parameter *name*, is none of *kinds*; *zh* and *en* say what is meant."""
    if not isinstance(value, kinds):
        raise another_kind(value, name, zh, en)


def texts(value: object, name: str) -> tuple[str, ...]:
    """Return a list of texts; raises `FormatError` where a parameter is none, and one text is no list."""
    given = None if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)
    if given is None or not all(isinstance(one, str) for one in given):
        raise another_kind(value, name, "一列文字", "a list of texts")
    return given


def another_kind(value: object, name: str, zh: str, en: str) -> FormatError:
    """Say that a parameter is of another kind than is meant."""
    return FormatError(Words(f"{name} 应是{zh}，不能是 {shown(value)}", f"{name} is {en}, not {shown(value)}"))
