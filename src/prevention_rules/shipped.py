"""The text files that come with the package: lexicon, grammar, units, schemas."""

from __future__ import annotations

import pkgutil  # importlib.resources would bring in pathlib, tempfile and a good deal more at every start
import zlib


def shipped_text(package: str | None, name: str) -> str:
    """Return the text of a file that lies in *package*.

    >>> shipped_text("prevention_rules", "units.txt")[:11]
    '# The units'
    """
    assert package is not None  # every module of ours lies in one
    data = pkgutil.get_data(package, name)
    assert data is not None  # the loaders of files and of zip archives can read
    return data.decode("utf-8").replace("\r\n", "\n")


def checksum(text: str) -> int:
    """Return a number that changes when *text* is edited; it guards against a slip, not against malice.

    >>> checksum("克 = [mass]") == checksum("克 = [mass] = g")
    False
    """
    return zlib.crc32(text.encode())
