"""The last resort: whole cells that are qualitative, or need a reference, by their wording.

Asked only after the grammar has refused a cell. A pattern covers the whole cell and never one
with digits outside years, so that no number is ever swallowed.
"""

from __future__ import annotations

import re
from functools import cache

from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.shipped import shipped_text
from prevention_rules.targets import Qualitative, Reference, Target

_DIGITS = re.compile(r"[0-9]|[%‰]|百分|[一二两三四五六七八九十]成")
_YEARS = re.compile("(?:19|20|21)[0-9]{2}年?")
_BEFORE = frozenset({"MODAL", "MANNER", "YEAR", "ASIDE"})


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All rows as one pattern, whose groups stand in their order, and what each means."""
    lines = shipped_text(__package__, "whole_cells.tsv").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(f"({_regular(row)})" for row, _ in rows)), tuple(meaning for _, meaning in rows)


def _regular(pattern: str) -> str:
    return ".{1,60}?".join(map(re.escape, pattern.replace("，", ",").split("*")))


def read_whole(text: str, lexemes: list[Lexeme]) -> tuple[str, str] | None:
    """Return the meaning of a whole cell (``reference``, ``qualitative``, ``cover``) and its words."""
    if len(text) > 200 or _DIGITS.search(_YEARS.sub("", text)):
        return None
    start = next((word.start for word in lexemes if word.type not in _BEFORE), 0)
    rows, meanings = _patterns()
    for tried in dict.fromkeys((text, text[start:].lstrip(","))):
        if (found := rows.fullmatch(tried)) and found.lastindex is not None:
            return meanings[found.lastindex - 1], text
    return None


def whole_target(meaning: str, said: str) -> Target:
    """Return the target of a whole cell that is not a full coverage."""
    return Reference(said) if meaning == "reference" else Qualitative(said)
