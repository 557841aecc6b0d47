"""What units are called in each language, composed as the units are: 人/10万人口 is people per 100,000 population."""

from __future__ import annotations

import re
from functools import lru_cache

from prevention_rules.quantities import SCALES, Unit
from prevention_rules.text import Words

_ENGLISH = {
    "%": "%", "％": "%", "‰": "‰", "百分点": "percentage points", "个百分点": "percentage points", "倍": "times",
    "秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days", "日": "days",
    "年": "years", "岁": "years", "月": "months", "个月": "months",
    "米": "m", "毫米": "mm", "厘米": "cm", "千米": "km", "公里": "km",
    "平方米": "m²", "平方公里": "km²", "公顷": "ha", "亩": "mu", "立方米": "m³", "升": "litres",
    "克": "g", "毫克": "mg", "微克": "μg", "千克": "kg", "公斤": "kg", "斤": "jin", "吨": "tonnes",
    "千瓦": "kW", "千瓦时": "kWh", "元": "yuan", "吨标准煤": "tonnes of standard coal",
    "人": "people", "名": "people", "人口": "population", "人次": "visits", "户": "households",
    "个": "", "张": "beds", "起": "cases", "例": "cases", "件": "items", "次": "times", "所": "facilities",
    "家": "institutions", "类": "kinds", "种": "kinds", "车": "vehicles",
}  # fmt: skip
_ATTACHED = ("%", "‰")
_PART = re.compile(r"(?P<digits>[0-9]*)(?P<scale>万亿|千万|百万|[十百千万亿]?)(?P<noun>.*)", re.DOTALL)


def unit_words(unit: Unit | None) -> Words:
    """Return what follows a number of *unit*, with the space English wants before a word.

    >>> from prevention_rules.quantities import unit_of
    >>> unit_words(unit_of("人/10万人口")).en
    ' people per 100,000 population'
    """
    return Words("", "") if unit is None else _words(unit.text)


@lru_cache(maxsize=1024)
def _words(text: str) -> Words:
    zh = "个百分点" if text == "百分点" else text
    over, *under = text.split("/")
    words = [_noun(over)] if over not in ("", "1") else []
    words += [f"per {_noun(part, per=True)}" for part in under]
    en = " ".join(word for word in words if word)
    return Words(zh, en if en in _ATTACHED or not en else f" {en}")


def _noun(part: str, *, per: bool = False) -> str:
    if part in _ENGLISH and not (per and part == "人"):
        return _ENGLISH[part]
    found = _PART.fullmatch(part)
    assert found is not None  # every group may be empty
    size = int(found["digits"] or 1) * SCALES.get(found["scale"], 1)
    noun = "人口" if per and found["noun"] in ("", "人") else found["noun"]
    named = _ENGLISH.get(noun, noun)
    return f"{size:,} {named}".strip() if size != 1 else named
