"""What is left to the author of a row: fields that nothing states, and what keeps the row from being a rule yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.drafting.stated import is_percent
from prevention_rules.errors import UnitError
from prevention_rules.notation import format_target
from prevention_rules.notation.describe import Description, describe
from prevention_rules.plans.entries import Indicator
from prevention_rules.plans.plan import Plan
from prevention_rules.plans.problems import Place
from prevention_rules.plans.rulecheck import rule_problems
from prevention_rules.targets import Ambiguous, Qualitative, Reference, leaves_of
from prevention_rules.text import Language, Words

_PER = re.compile(r"每\d*[十百千万亿]+(?:常住|户籍)?人口")
_FRACTION = re.compile(r"[^\d%％]*(?:0?\.\d+|1(?:\.0+)?)")


@frozen
class Undecided:
    """Something that is left to the author: the field it belongs to, and what is to be decided."""

    field: str
    what: Words

    __repr__ = in_short

    def in_language(self, lang: Language) -> str:
        """Write it as one line."""
        said = self.what.in_language(lang)
        return Words(f"待定 {self.field}：{said}", f"to decide, {self.field}: {said}").in_language(lang)


_UNIT = Undecided("unit", Words("原表没有写单位", "the table prints no unit"))
_PER_PEOPLE = Undecided(
    "unit", Words("名称说的是每多少人口，单位没有写", "the name says per how many people, the unit does not")
)
_SHARE = Undecided(
    "share",
    Words("是整体的一部分（不会超过100%）的，写 true", "true for a part of a whole, which is never above 100 %"),
)
_SMALL = Undecided(
    "target",
    Words(
        "这个数不超过1：是百分之几，还是表格存成了小数（0.4 即 40%）",
        "not above 1: per cent, or a fraction as spreadsheets store it (0.4 for 40%)",
    ),
)
_BETTER = Undecided(
    "better", Words('越高越好写 "higher"，越低越好写 "lower"', '"higher" or "lower": which way is good')
)


def undecided_of(indicator: Indicator, described: Description) -> Iterator[Undecided]:
    """Yield the fields that neither the name nor the target states, where the target asks for a number."""
    leaves = () if described.target is None else leaves_of(described.target)
    if leaves and all(isinstance(leaf, Qualitative | Reference) for leaf in leaves):
        return
    if indicator.unit is None:
        yield _UNIT
    elif _PER.match("".join(indicator.name.split())) and "/" not in indicator.unit:
        yield _PER_PEOPLE
    if is_percent(indicator.unit):
        if not indicator.share:
            yield _SHARE
        if _FRACTION.fullmatch(indicator.target_text or ""):
            yield _SMALL
    if indicator.better is None:
        yield _BETTER
    if isinstance(described.target, Ambiguous):
        yield _several(described.target)


def _several(target: Ambiguous) -> Undecided:
    zh, en = ([format_target(one, lang) for one in target.readings] for lang in ("zh", "en"))
    said = Words(
        f"有几种读法，写明是哪一种：{'；'.join(zh)}", f"read in several ways, say which is meant: {'; '.join(en)}"
    )
    return Undecided("target", said)


def waits_for(indicator: Indicator, plan: Plan) -> Iterator[Words]:
    """Yield what keeps a row from being a rule of *plan*: nothing where it loads as it stands."""
    if not indicator.name:
        yield Words("缺少 name", "the name is missing")
    if not indicator.target_text:
        yield Words("目标是空的", "the target is empty")
    elif _only_lacks_better(indicator):
        yield Words("只有数，看不出是下限还是上限", "a bare number: a floor, or a ceiling?")
    else:
        for problem in rule_problems(indicator, Place("indicator", None, f"indicator {indicator.number}"), plan):
            cure = _REWRITE if "target" in problem.path else problem.cure
            yield Words(f"{problem.problem.zh}\n改法：{cure.zh}", f"{problem.problem.en}\ncure: {cure.en}")


_REWRITE = Words(
    "核对原表；确是这样印的，把意思写成读得出的话，原文留在 note，并把 target 列入 editorial",
    "check the table; if it is printed so, say what is meant, keep the printed words in note, list target in editorial",
)


def _only_lacks_better(indicator: Indicator) -> bool:
    """True where the targets are refused as they stand, and read once it is said which way is good."""
    texts = [indicator.target_text or "", *(one.target_text for one in indicator.in_force)]
    read = {better: [_reads(indicator, text, better) for text in texts] for better in (None, "higher")}
    return not all(read[None]) and all(read["higher"])


def _reads(indicator: Indicator, text: str, better: Literal["higher"] | None) -> bool:
    unit, name, share = indicator.unit, indicator.name, indicator.share
    try:
        return describe(text, unit=unit, better=better, name=name, share=share).error is None
    except UnitError:
        return False
