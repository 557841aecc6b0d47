"""The indicator's name inside a cell, which is passed over and kept as a note.

Chinese names end in a noun such as 率; English ones stand between the words of a target (reduce
*the number of deaths* by, 90% *of adults*). A stretch that holds a word which could change the
meaning is never passed over.
"""

from __future__ import annotations

import re

_WHOM = "(?P<whom>[a-z][a-z ,'/-]{0,150}?)"
_OBJECT = re.compile(rf"{_WHOM}(?= (?:by|to|from) )")
_OF_WHOM = re.compile(rf"(?:of|in|among) {_WHOM}(?=$|\.$| (?:compared|relative|from|by|versus) )")
_BOUNDS = "at least|at most|below|above|less than|more than|fewer than|no more than|not less than|over|under"
_TOPIC = re.compile(rf"{_WHOM}(?= (?:{_BOUNDS}) )")
_TURNS = re.compile(
    r"\b(?:no|not|non|without|neither|never|nor|none|if|unless|half|only|than|least|most|below|above|over|under|increase"
    r"|increases|growth|decline|decrease|reduction|average|level|levels|baseline|standard|target|mean|median|that|what)\b"
)
_NAME = re.compile(
    "(?:率|比例|比重|占比|人数|户数|次数|数量|面积|寿命|覆盖面|浓度|时间|强度|规模|总量|数|水平|年限|床位)$"
)
_ANOTHER = re.compile("平均|目标|标准|同期|以外|其他|其中|不|未|非")
_BEFORE_NAME = frozenset({"", "SEP", "AND", "MODAL", "YEAR", "ASUNIT", "PLACE", "OPEN"})
_WHOLE = re.compile(r"[\u4e00-\u9fff]{0,30}?(?:总数|总量|总额|总人数|总人口|总面积|总户数|总支出)的")
_BEFORE_WHOLE = frozenset({"OP", "REACH", "ABOUT", "KEEP", "CAP"})


def english_name_end(text: str, at: int, last: str) -> int | None:
    """Return where an English name that begins here ends; *last* is the class of the word before."""
    found = None
    if last in ("UNIT", "QTY", "POST", "DIR"):
        found = _OF_WHOM.match(text, at)
    if found is None and last == "DIR":
        found = _OBJECT.match(text, at)
    if last in ("", "SEP", "MODAL"):
        found = _TOPIC.match(text, at)
    return found.end() if found and not _TURNS.search(found["whom"]) else None


def is_name(piece: str, last: str) -> bool:
    """True when unknown words at the start of a clause are the name of an indicator."""
    return last in _BEFORE_NAME and _NAME.search(piece) is not None and _ANOTHER.search(piece) is None


def whole_end(text: str, at: int, last: str) -> int | None:
    """Return where 本单位在职职工总数的 ends, the whole that a % is of."""
    found = _WHOLE.match(text, at) if last in _BEFORE_WHOLE else None
    return found.end() if found else None
