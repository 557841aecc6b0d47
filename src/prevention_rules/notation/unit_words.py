"""Units in the text: the caller's own first, then those the registry and the lexicon know."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from prevention_rules.notation.lexeme import UnitSign, cuts_latin, lower
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.quantities import SCALE, SCALES, Unit, known_units, unit_of

_SCALE = f"(?!十(?![万亿])){SCALE}"
_IN_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_AT_THE_END = re.compile(r"\(([^()]{1,40})\)$")
_PER_ONE = re.compile("^1(?=/)")
_BEHIND_ONE = re.compile("(?<![0-9.,])1 ?$")
_TIMES = re.compile("×([0-9,]+) (.+)")
_SCALED = re.compile(f"{SCALE}(.+)")
_ENGLISH_RATE = re.compile(
    r"(?:per|for every|out of every) ([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,9}|thousand|million|hundred thousand)"
    r"(?: (?P<whom>live births|births|population|people|persons|inhabitants|residents|children|women))?(?![a-z0-9])"
)
_WHOM = {"live births": "活产", "births": "活产", "children": "儿童", "women": "妇女"}
"""Of whom a rate is; anybody else is the population."""
_PER_HEAD = re.compile("per (?:inhabitant|person|capita|head)(?![a-z])")
_RATE_SIZES = {"thousand": 1000, "hundred thousand": 100_000, "million": 10**6}
_PER = re.compile(
    rf"(?:平均)?每((?:[1-9][0-9]{{0,5}})?{_SCALE})(名)?(户籍人口|常住人口|人口|居民|常住居民|老年人|人)?(?:中)?"
)

_PEOPLE = re.compile("户籍|常住|老年人|人口|居民")


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for every unit that is known, alone or over another (人/10万, 微克/立方米)."""
    known = sorted({lower(name) for name in known_units()}, key=len, reverse=True)
    noun = "(?:" + "|".join(map(re.escape, known)) + ")"
    below = "(?:" + "|".join(re.escape(name) for name in known if unit_of(name).dimension) + ")"
    size = f"(?:10{{2,6}}|[1-9][0-9]{{0,5}}{_SCALE}|{_SCALE})"
    under = rf"/{size}?(?:常住人口|户籍人口|人口|{below})|/{size}(?:常住人口|户籍人口|人口|人|活产|儿童|妇女)?"
    return re.compile(rf"{noun}(?:{under})*|(?:{under})")


def unit_end(text: str, at: int, own: str | None) -> int | None:
    """Return where a unit that begins at *at* ends, or None; *own* is the caller's unit."""
    found = _pattern().match(text, at)
    end = found.end() if found else at
    if own and text.startswith(own, at) and at + len(own) >= end:
        end = at + len(own)
    return None if end == at or cuts_latin(text, at, end) else end


@lru_cache(maxsize=4096)
def unit_named(text: str) -> Unit:
    """Return the unit a stretch of text names; the text vouches for its noun."""
    return unit_of(text)


_SYMBOLS = {
    "米": "m", "公尺": "m", "千米": "km", "公里": "km", "平方米": "m2", "立方米": "m3", "升": "l", "吨": "t",
    "千克": "kg", "公斤": "kg", "千瓦": "kw", "千瓦时": "kwh",
}  # fmt: skip
"""What stands for a unit that the caller declares: ≥80M for 米."""


def own_unit_end(text: str, at: int, own: str) -> int | None:
    """Return where the caller's unit ends that begins here, by its symbol in capitals or not."""
    for said in (own, _SYMBOLS.get(own, own)):
        if text.startswith(said, at) and not cuts_latin(text, at, at + len(said)):
            return at + len(said)
    return None


def bracketed_unit(raw: str, at: int, own: str | None) -> tuple[str, Unit | None] | None:
    """Return what stands in brackets here, and the unit it is (2000（万套）), if it is one."""
    if not (found := _IN_BRACKETS.match(raw, at)):
        return None
    text = found[1]
    folded = lower(text)
    if scaled := _TIMES.fullmatch(folded):
        row = lexicon().bound.get(scaled[2])
        size = int(scaled[1].replace(",", "")[:30] or 0)
        return text, unit_of(scale_word(size) + (row.meaning if row else scaled[2])) if size else None
    if own == folded or _pattern().fullmatch(folded):
        return text, unit_of(text)
    known = (scaled := _SCALED.fullmatch(folded)) is not None and _pattern().fullmatch(scaled[1])
    return text, unit_of(text) if known else None


def spells(text: str, own: Unit | None) -> bool:
    """True for the caller's own unit, however it is spelled (1/10万 for /10万人口)."""
    if own is None:
        return False
    spelled, wanted = (_PER_ONE.sub("", lower(one).replace(" ", "")) for one in (text, own.text))
    return spelled == wanted or (_pattern().fullmatch(spelled) is not None and unit_of(spelled) == own)


def unit_in_name(name: str) -> Unit | None:
    """Return the unit an indicator's name ends with: 床位数（张/千人口）, 城镇化率(%), 孕产妇死亡率（1/10万）."""
    found = _AT_THE_END.search(name)
    unit = _PER_ONE.sub("", found[1]) if found else ""
    return unit_of(unit) if _pattern().fullmatch(lower(unit)) else None


def scale_word(size: int) -> str:
    """Write a size the way units do: 10万, 千, 亿."""
    for scale in ("万亿", "亿", "千万", "百万", "万", "千", "百", "十"):
        value = SCALES[scale]
        if size == value or (size and size % value == 0 and len(scale) == 1):
            return f"{size // value if size != value else ''}{scale}"
    return str(size)


def sign_after_number(text: str, at: int) -> UnitSign | None:
    """Return the longest unit, counter or counted noun of the lexicon here."""
    words = lexicon()
    bound = words.bound
    for length in words.bound_lengths.get(text[at : at + 1], ()):
        row = bound.get(text[at : at + length])
        if row is None or row.kind not in ("UNIT", "COUNTED"):
            continue
        if row.canonical == "1" and not _BEHIND_ONE.search(text, 0, at):
            continue
        end = at + len(row.text)  # the text may end before the length that was tried
        if not cuts_latin(text, at, end):
            return UnitSign(row.kind, row.text, at, end, unit_named(row.meaning) if row.kind == "UNIT" else None)
    return None


def english_rate(text: str, at: int) -> UnitSign | None:
    """Read ``per 100,000 population``."""
    if head := _PER_HEAD.match(text, at):
        return UnitSign("RATE", head[0], at, head.end(), unit_of("/人"))
    if not (found := _ENGLISH_RATE.match(text, at)):
        return None
    size = _RATE_SIZES.get(found[1]) or int(found[1].replace(",", "").replace(" ", ""))
    whom = _WHOM.get(found["whom"], "人口") if found["whom"] else ""
    return UnitSign("RATE", found[0], at, found.end(), unit_of(f"/{scale_word(size)}{whom}")) if size else None


def rate_before(text: str, at: int) -> UnitSign | None:
    """Read 每千人口, which stands before the number."""
    return _base(_PER.match(text, at))


def base_in_name(name: str) -> UnitSign | None:
    """Return the 每千人口 of a name.

    >>> base_in_name("每千人口全科医生").text
    '每千人口'
    """
    return _base(_PER.search(name))


def _base(found: re.Match[str] | None) -> UnitSign | None:
    if found is None:
        return None
    head = "人口" if found[3] and found[3].endswith("人口") else "人"
    return UnitSign("PER", found[0], found.start(), found.end(), unit_of(f"/{found[1]}{head}"))


def of_others(said: str, wanted: str) -> bool:
    """True where two denominators name people who are not the same; people in general may be any.

    >>> of_others("每千常住人口", "每千户籍人口"), of_others("每千人口", "每千户籍人口")
    (True, False)
    """
    people = {found[0] for one in (said, wanted) if (found := _PEOPLE.search(one))}
    return len(people) > 1 and ("老年人" in people or people == {"户籍", "常住"})
