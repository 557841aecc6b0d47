"""Optional libraries: one that is missing says which extra brings it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from attrs import frozen


class MissingExtraError(ModuleNotFoundError):
    """A library of an extra that is not installed; the message says how to install it."""


@contextmanager
def needed(extra: str, library: str) -> Iterator[None]:
    """Import a library of an extra; raises `MissingExtraError` with the cure where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise MissingExtraError(
            f"没有安装 {library}：pip install 'prevention-rules[{extra}]' "
            f"({library} is not installed: pip install 'prevention-rules[{extra}]')",
            name=library,
        ) from None


@frozen
class Library:
    """A library of an extra, imported when something of it is first used."""

    extra: str
    name: str

    def __getattr__(self, wanted: str) -> Any:
        if wanted.startswith("__"):  # what Python looks for in any object is not the library's
            raise AttributeError(wanted)
        with needed(self.extra, self.name):
            return getattr(import_module(self.name), wanted)
