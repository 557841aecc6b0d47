"""Optional libraries: one that is missing says which extra brings it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
