"""From a target to words: canonical Chinese and English, with the same lexicon rows that read them.

Direction, bound and kind stand in the words, so that the text needs no context to be read again,
and is read the same in the context it came from.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import assert_never, get_args

from prevention_rules.arguments import must_be
from prevention_rules.exact_numbers import write_number
from prevention_rules.notation.fold import fold
from prevention_rules.notation.lexicon import Mark, lexicon
from prevention_rules.quantities import SCALE, SCALES, Amount, Unit, behind_a_number, known_units
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Base,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Size,
    Target,
    Trend,
)  # fmt: skip
from prevention_rules.text import Language

_TARGETS, _LANGUAGES = get_args(Target), get_args(Language)
_SIMPLE = (Bound, Range, About)
_UNIT_MANNERS = {"average": "on average", "generally": "generally"}
_QUOTES = re.compile('(["“”„＂])')
_SCALED = re.compile(f"({SCALE})(.+)")
_HEADS = re.compile(f"([0-9]*)({SCALE})?(?P<whom>常住人口|户籍人口|人口|人|活产|儿童|妇女)?")
_WHOM = {"活产": "live births", "儿童": "children", "妇女": "women"}


def format_target(target: Target, lang: Language = "zh") -> str:
    """Write a target in *lang*, so that `parse_target` reads it back.

    A unit that is a noun nobody declared has to be given again. Raises `ValueError` for any
    language but ``zh`` and ``en``.

    >>> from prevention_rules.targets import AtLeast, Decline
    >>> format_target(AtLeast("85%")), format_target(AtLeast("85%"), "en")
    ('不低于85%', 'at least 85%')
    >>> format_target(Decline("20%", since=2020)), format_target(Decline("20%", since=2020), "en")
    ('比2020年相对下降20%以上', 'relative fall by at least 20% compared with 2020')
    """
    must_be(target, _TARGETS, "target", "目标：parse_target(…)", "a target: parse_target(…)")
    if lang not in _LANGUAGES:
        raise ValueError(f"language {lang!r} is not offered; use 'zh' or 'en'")
    return _write(target, lang)


def _write(target: Target, lang: Language) -> str:
    text = _over(target, lang) + _asked(target, lang)
    if target.by is None:
        return text
    if not isinstance(target, (*_SIMPLE, Change, Trend)):
        text = _grouped(text, lang)
    return f"到{target.by}年{text}" if lang == "zh" else f"by {target.by} {text}"


def _asked(target: Target, lang: Language) -> str:
    match target:
        case Bound():
            return f"{_word('OP', target.op, lang)}{_amount(target.amount, lang)}"
        case Range():
            return _range(target, lang)
        case About():
            return f"{_word('ABOUT', 'about', lang)}{_ends(target, lang)}"
        case Change():
            return _change(target, lang)
        case Trend():
            return _trend(target, lang)
        case EveryPeriod():
            return _every(target, lang)
        case PerUnit():
            return _each(target, lang) + _part(target.of, lang)
        case Respectively(of=members):
            return _list(members, lang)
        case AllOf(of=members):
            return _word("AND", "and", lang).join(_part(member, lang) for member in members)
        case AnyOf(of=members):
            return _word("OR", "or", lang).join(_part(member, lang) for member in members)
        case Ambiguous(readings=readings):
            inside = _gap(lang).join(_grouped(_write(reading, lang), lang) for reading in readings)
            return f"{_word('AMBIG', 'ambiguous', lang)}{inside}"
        case Qualitative(said=said):
            return _word("QUALITY", "qualitative", lang) + (_quoted(said) if said else "")
        case Reference(said=said):
            return _word("QUALITY", "reference", lang) + (_quoted(said) if said else "")
        case _:
            assert_never(target)


def _over(target: Target, lang: Language) -> str:
    """期内累计不超过25起: what is asked is the total of the plan's years, or their average."""
    if not isinstance(target, Bound | Range | About) or target.over is None:
        return ""
    return _word("CUM" if target.over == "total" else "PERIODIC", "over the plan", lang)


def _word(kind: str, meaning: str, lang: Language) -> str:
    """Return the canonical word, with the space that English wants after it."""
    word = lexicon().write(kind, meaning, lang)
    return word.replace(",", "，") if lang == "zh" else f"{word} "


def _gap(lang: Language) -> str:
    return "" if lang == "zh" else " "


def _grouped(text: str, lang: Language) -> str:
    return f"「{text}」" if lang == "zh" else f"{{{text}}}"


def _quoted(said: str) -> str:
    return "“" + _QUOTES.sub(r"\1\1", said) + "”"


def _part(target: Target, lang: Language) -> str:
    """Write a target inside another: bare when it is simple, grouped when it is not."""
    text = _write(target, lang)
    return text if isinstance(target, Bound | About) and target.by is None else _grouped(text, lang)


def _range(target: Range, lang: Language) -> str:
    if target.lo_in and target.hi_in:
        return _both_ends(target, lang) if target.unit is not None and target.unit.goes_on else _ends(target, lang)
    lo, hi = _amount(target.lo, lang), _amount(target.hi, lang, whole=_scale_is_shared(target))
    if lang == "zh":
        return f"{'至少' if target.lo_in else '超过'}{lo}{'不超过' if target.hi_in else '不足'}{hi}"
    return (
        f"{'at least' if target.lo_in else 'more than'} {lo} {'but at most' if target.hi_in else 'but less than'} {hi}"
    )


def _both_ends(target: Range, lang: Language) -> str:
    """Say that both ends bind, where a bare span could leave the far one open."""
    between = _word("BETWEEN", "between", lang)
    if lang == "zh":
        return f"{between}{_ends(target, lang)}"
    return f"{between}{_amount(target.lo, lang)} and {_amount(target.hi, lang)}"


def _ends(target: Range | About, lang: Language) -> str:
    if isinstance(target, About) and target.lo == target.hi:
        return _amount(target.lo, lang)
    between = "至" if lang == "zh" else " to "
    return f"{_amount(target.lo, lang)}{between}{_amount(target.hi, lang, whole=_scale_is_shared(target))}"


def _scale_is_shared(target: Range | About) -> bool:
    """7.5至85120: without a unit between them, a 万 behind the last number would be read for both."""
    return target.unit is None and target.lo.value * 10_000 < target.hi.value


def _change(target: Change, lang: Language) -> str:
    relative = target.kind == "relative"
    size = _size(target.size, lang)
    if lang == "zh":
        rate = {"total": "", "per_year": "每年", "annual_average": "年均"}[target.rate]
        way = _word("DIR", target.dir, lang)
        return f"{_base(target.base, lang)}{rate}{'相对' if relative else ''}{way}{size}"
    rate = {"total": "", "per_year": "every year ", "annual_average": "annual average "}[target.rate]
    way = f"{'relative ' if relative else ''}{_word('DIR', target.dir, lang)}by {size}"
    return f"{rate}{way}{_base(target.base, lang)}"


def _size(size: Size, lang: Language) -> str:
    if isinstance(size, Range) and size.lo_in and size.hi_in:
        return _both_ends(size, lang)
    if lang == "zh" and isinstance(size, Bound) and size.op == ">=":
        return f"{_amount(size.amount, lang)}以上"
    if lang == "zh" and isinstance(size, Bound) and size.op != "=":
        return {">": "超过", "<=": "不超过", "<": "不足"}[size.op] + _amount(size.amount, lang)
    return _asked(size, lang)


def _base(base: Base, lang: Language) -> str:
    if base is None:
        return ""
    if lang == "zh":
        return "比上年" if base == "previous" else f"比{base}年"
    return f" compared with {'the previous year' if base == 'previous' else base}"


def _trend(target: Trend, lang: Language) -> str:
    way = _way(target, lang)
    better = lexicon().write("BETTER", target.better, lang) if target.better else ""
    if lang == "zh":
        better = better.replace("(", "（").replace(")", "）")
        return f"{_base(target.base, lang)}{'逐年' if target.every_year else ''}{way}{better}"
    every = "year by year " if target.every_year else ""
    return f"{every}{way}{_base(target.base, lang)}{' ' + better if better else ''}"


def _way(target: Trend, lang: Language) -> str:
    """Write the direction with its manner: in one word where there is one (只增不减), else 稳步提高."""
    written = lexicon().written
    if word := written.get(("TREND", f"{target.dir} {target.manner}", lang)):
        return word
    way = lexicon().write("DIR" if target.dir in ("up", "down") else "TREND", target.dir, lang)
    if target.manner == "plain":
        return way
    manner = lexicon().write("MANNER", target.manner.replace("_", " "), lang)
    return f"{manner}{_gap(lang)}{way}"


def _every(target: EveryPeriod, lang: Language) -> str:
    if lang == "zh":
        since = "" if target.since is None else f"自{target.since}年起"
        return f"{since}保持{_part(target.of, lang)}"
    since = "" if target.since is None else f"from {target.since} on "
    return f"{since}keep {_part(target.of, lang)}"


def _each(target: PerUnit, lang: Language) -> str:
    manner = "" if target.manner == "each" else _word("MANNER", _UNIT_MANNERS[target.manner], lang)
    if not target.each:
        return f"各单位{manner}" if lang == "zh" else f"in each unit {manner}"
    each = target.each
    if lang == "en":
        return f"in each {lexicon().written.get(('PLACE', each, 'en')) or _quoted(each)} {manner}"
    row = lexicon().free.get(each.partition("(")[0])
    plain = (
        row is not None
        and row.kind == "PLACE"
        and re.fullmatch(r"[^(]+(\([^()]*\))?", each)
        and fold(each).text == each
    )
    return f"每个{each if plain else _quoted(each)}{manner}"


def _list(members: tuple[Target, ...], lang: Language) -> str:
    plain = all(isinstance(member, Bound) and member.by is None and member.over is None for member in members)
    plain = plain and len({member.amount.unit is None for member in members if isinstance(member, Bound)}) == 1
    written = [_write(member, lang) if plain else _grouped(_write(member, lang), lang) for member in members]
    return "分别" + "、".join(written) if lang == "zh" else "respectively " + " and ".join(written)


def _amount(amount: Amount, lang: Language, *, whole: bool = False) -> str:
    below_zero = amount.value.numerator < 0
    number = _number(-amount.value if below_zero else amount.value, amount, lang, whole=whole)
    if below_zero:
        number = f"{lexicon().write('NEG', '-', lang)}{_gap(lang)}{number}"
    if amount.unit is None:
        return number
    if lang == "en":
        return number + _english(amount.unit, single=amount.value == 1)
    return number + (f"（{amount.unit}）" if _is_a_year(number, amount.unit) else _chinese(amount.unit))


def _number(value: Fraction, amount: Amount, lang: Language, *, whole: bool) -> str:
    """Write a number: large round ones with 万 and 亿, unless *whole*, or with thousands marks in English."""
    if value.denominator == 1 and value.numerator >= 10_000:
        if lang == "en":
            return f"{value.numerator:,}"
        for scale in () if whole else ("万亿", "亿", "万"):
            small = value / SCALES[scale]
            if small >= 1 and 10_000 % small.denominator == 0 and not (amount.unit and _is_scaled(amount.unit.text)):
                return write_number(small) + scale
    return write_number(value, amount.step).replace("/", "÷")


def _is_a_year(number: str, unit: Unit) -> bool:
    """2025（年） is so many years, 2025年 a date."""
    return unit.text.startswith("年") and re.fullmatch("(?:19|20|21)[0-9]{2}", number) is not None


def _is_scaled(text: str) -> bool:
    """A unit such as 亿元 or 10万人 stands in brackets, where its number cannot be taken for part of the one before."""
    return text[:1].isdigit() or (_SCALED.match(text) is not None and text not in known_units())


def _chinese(unit: Unit) -> str:
    if unit.text == "百分点":
        return "个百分点"
    return f"（{unit}）" if _is_scaled(unit.text) and not unit.text[0].isdigit() else behind_a_number(unit.text)


def _english(unit: Unit, *, single: bool) -> str:
    if single and unit.text in _single_units():
        return _single_units()[unit.text]
    names = _english_units()
    if unit.text in names:
        return names[unit.text]
    over, _, under = unit.text.partition("/")
    if (rate := _HEADS.fullmatch(under)) and over in ("", "1", *names):
        size = int(rate[1] or 1) * SCALES.get(rate[2] or "", 1)
        if size > 1:
            whom = f" {_WHOM.get(rate['whom'], 'population')}" if rate["whom"] else ""  # of whom /10万 is, nobody says
            return f"{names.get(over, '')} per {size:,}{whom}"
    if (scaled := _SCALED.match(unit.text)) and f"{scaled[2]}" in names:
        return f" (×{SCALES[scaled[1]]:,}{names[scaled[2]]})"
    return f" ({unit})" if _is_scaled(unit.text) or not unit.text.isascii() else f" {unit}"


@cache
def _english_units() -> dict[str, str]:
    names = _named("en")
    return {**names, "%": "%", "‰": "‰", "个百分点": names["百分点"], "岁": " years of age"}


@cache
def _single_units() -> dict[str, str]:
    names = _named("one", "1")
    return {**names, "个百分点": names["百分点"]}


def _named(*marks: Mark) -> dict[str, str]:
    return {word.meaning: f" {word.text}" for word in lexicon().rows if word.kind == "UNIT" and word.canonical in marks}
