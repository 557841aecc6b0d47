"""A bar for work that takes long: on standard error, on a terminal, where tqdm is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TypeVar

_T = TypeVar("_T")

_PATIENCE = 1.0
"""Work that is done within so many seconds shows no bar."""


def progress(items: Sequence[_T], label: str) -> Iterable[_T]:
    """Return the items one by one, with a bar where somebody watches and it takes long (extra ``cli``)."""
    if not sys.stderr.isatty():
        return items
    try:
        bar = import_module("tqdm").tqdm
    except ModuleNotFoundError:
        return items
    shown: Iterable[_T] = bar(items, desc=label, delay=_PATIENCE, leave=False, file=sys.stderr)
    return shown
