"""Optional libraries: one that is missing says which extra brings it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


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
