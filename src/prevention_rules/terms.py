"""A document's own definitions of words: 超过 may include the number where the document says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prevention_rules.errors import FormatError
from prevention_rules.notation.fold import fold
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.targets import Op
from prevention_rules.text import Words

_LINE = re.compile(r"(?P<word>.*?[^\s<>=≤≥])\s*(?P<sign>>=|<=|[<>≤≥])")
_SIGNS: dict[str, Op] = {"≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", ">": ">", "<": "<"}
_REDEFINED = ("OP", "COMPARE", "PLACED", "POST")
"""The classes of words whose bound a document may define for itself."""


def read_terms(written: Iterable[str]) -> dict[str, Op]:
    """Read definitions such as ``"超过 >="`` into the ``term_map`` of `parse_target`; a later one wins.

    Raises `FormatError` for a line of another form, a word that is no limit word, and a definition
    that turns a word round: a document settles whether the number itself is included, no more. (资质标准
    define 超过 and 不超过 as including the number.)

    >>> read_terms(["超过 >=", "不足 ≤"])
    {'超过': '>=', '不足': '<='}
    """
    return dict(_term(line) for line in written)


def _term(line: str) -> tuple[str, Op]:
    found = _LINE.fullmatch(fold(line).text.strip())
    if found is None:
        raise FormatError(
            Words(f"“{line}”不是“词 符号”的写法，如“超过 >=”", f"{line!r} is not a word and a sign, such as '超过 >='")
        )
    word, sign = found["word"], _SIGNS[found["sign"]]
    known = lexicon().free.get(word)
    if known is None or known.kind not in _REDEFINED:
        raise FormatError(Words(f"“{word}”不是界限词", f"{word} is not a limit word"))
    if known.meaning[:1] != sign[:1]:
        raise FormatError(Words(f"“{word}”不能改成反方向的“{sign}”", f"{word} cannot be turned round into {sign}"))
    return word, sign
