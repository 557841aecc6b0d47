"""Which language the command line speaks: the one that is asked for, else that of the system."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import get_args

from prevention_rules.text import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)

_NAMED_IN = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system names the language of its messages; the first that is set counts (POSIX)."""

_CHINESE = 0x04
"""The number of Chinese among the primary languages of Windows."""


def language(argv: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Return the language of ``--lang``, else of the system: Chinese where that is Chinese, else English.

    It is looked for before anything else is read, so that what is wrong with the rest can be said in it.

    >>> language(["check", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}), language([], {"LANG": "zh_CN.UTF-8"})
    ('en', 'zh')
    """
    asked = _asked(argv)
    if asked is not None:
        return asked
    named = next((environ[name] for name in _NAMED_IN if environ.get(name)), None)
    if named is None:
        return _of_windows()
    return "zh" if named.startswith("zh") else "en"


def _asked(argv: Sequence[str]) -> Language | None:
    written = [one.removeprefix("--lang=") for one in argv if one.startswith("--lang=")]
    written += [after for one, after in pairwise(argv) if one == "--lang"]
    return next((one for one in LANGUAGES if one in written), None)


def _of_windows() -> Language:
    windows = getattr(import_module("ctypes"), "windll", None) if sys.platform == "win32" else None
    return "zh" if windows and windows.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE else "en"
