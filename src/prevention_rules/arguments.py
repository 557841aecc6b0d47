"""What a caller may give: another kind of thing is refused at the door, by the name of its parameter, with the cure."""

from __future__ import annotations

from collections.abc import Iterable

from prevention_rules.errors import FormatError
from prevention_rules.text import Words


def must_be(value: object, kinds: type | tuple[type, ...], name: str, zh: str, en: str) -> None:
    """Raise `FormatError` where *value*, the parameter *name*, is none of *kinds*; *zh* and *en* say what is meant."""
    if not isinstance(value, kinds):
        raise another_kind(value, name, zh, en)


def must_be_texts(value: object, name: str) -> None:
    """Raise `FormatError` where a parameter is not a list of texts; one text is no list."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise another_kind(value, name, "一列文字", "a list of texts")


def another_kind(value: object, name: str, zh: str, en: str) -> FormatError:
    """Say that a parameter is of another kind than is meant."""
    return FormatError(Words(f"{name} 应是{zh}，不能是 {_shown(value)}", f"{name} is {en}, not {_shown(value)}"))


def _shown(value: object) -> str:
    try:
        return f"{value!r:.80}"
    except Exception:  # what cannot even be shown is named by its kind
        return type(value).__name__
