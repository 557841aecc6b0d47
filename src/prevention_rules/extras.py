"""Optional libraries: one that is missing says which extra brings it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from attrs import frozen

from prevention_rules.text import Words


class MissingExtraError(ModuleNotFoundError):
    """A library of an extra that is not installed; the message says how to install it, ``problem`` in each language."""

    def __init__(self, problem: Words, *, name: str) -> None:
        super().__init__(f"{problem.zh} ({problem.en})", name=name)
        self.problem = problem


@contextmanager
def needed(extra: str, library: str) -> Iterator[None]:
    """Import a library of an extra; raises `MissingExtraError` with the cure where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        install = f"pip install 'prevention-rules[{extra}]'"
        problem = Words(f"没有安装 {library}：{install}", f"{library} is not installed: {install}")
        raise MissingExtraError(problem, name=library) from None


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
