"""Whether the words left out of a name only narrow whom, where or when it is of, or may change what it measures.

接种率 beside 儿童接种率 is the same indicator, 报告率 beside 漏报告率 is another one. ``narrowing.tsv`` is the
one place where such words stand; a domain person adds a row there.
"""

from __future__ import annotations

import re
from functools import cache

from prevention_rules.notation.nodes import node
from prevention_rules.shipped import shipped_text


@node
class _Tables:
    denies: re.Pattern[str]
    changes: re.Pattern[str]
    harmless: re.Pattern[str]
    narrows: re.Pattern[str]


def denies(words: str) -> bool:
    """True where a word among these denies what stands beside it."""
    return _tables().denies.search(_tables().harmless.sub("", words)) is not None


def narrows(before: str, end: str) -> bool:
    """True where the words *before* the *end* of a name leave it the same indicator; none before it always do.

    >>> narrows("儿童", "接种率"), narrows("儿童漏", "接种率")
    (True, False)
    """
    if not before:
        return True
    tables, plain = _tables(), before.removesuffix("的")
    if len(plain) == 1:
        return tables.narrows.fullmatch(f"{plain} {end}") is not None
    return not denies(plain) and tables.changes.search(f"{tables.harmless.sub('', plain)} {end}") is None


@cache
def rows() -> dict[str, list[tuple[str, str]]]:
    """Return the rows of ``narrowing.tsv`` by class: each word, and what the end of the name must begin with."""
    found: dict[str, list[tuple[str, str]]] = {}
    kind = ""
    for line in shipped_text(__package__, "narrowing.tsv").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            word, _, begins = line.partition("\t")
            found.setdefault(kind, []).append((word, begins))
    return found


@cache
def _tables() -> _Tables:
    return _Tables(_words("DENIES"), _before("CHANGES"), _words("HARMLESS"), _before("NARROWS"))


def _words(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(word for word, _ in rows()[kind]))


def _before(kind: str) -> re.Pattern[str]:
    """A pattern of the words of a class, each with a space and the end behind it."""
    return re.compile("|".join(f"{word} (?:{begins}).*" for word, begins in rows()[kind]))
