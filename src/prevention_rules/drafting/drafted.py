"""A row as it is printed into an indicator: what it prints, what follows from that, and what is left to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.drafting.columns import NUMBER
from prevention_rules.drafting.rows import Printed, closed
from prevention_rules.drafting.stated import better_stated, is_percent, share_stated, unit_stated
from prevention_rules.errors import UnitError
from prevention_rules.linting.doubts import leaves_of
from prevention_rules.notation.describe import Description, describe
from prevention_rules.plans.dated import InForce
from prevention_rules.plans.entries import Indicator
from prevention_rules.plans.plan import Plan
from prevention_rules.plans.problems import Place
from prevention_rules.plans.rulecheck import rule_problems
from prevention_rules.quantities import unit_of
from prevention_rules.targets import Ambiguous, Qualitative, Reference
from prevention_rules.text import Language, Words

_PER = re.compile(r"每\d*[十百千万亿]+(?:常住|户籍)?人口")

_EMPTY = frozenset({"", "-", "—", "－", "–", "/", "／", "无"})
"""What stands in a cell where nothing is meant."""


@frozen
class Open:
    """Something that is left to the author: the field it belongs to, and what is to be decided."""

    field: str
    what: Words

    def in_language(self, lang: Language) -> str:
        """Write it as one line."""
        said = self.what.in_language(lang)
        return Words(f"待定 {self.field}：{said}", f"to decide, {self.field}: {said}").in_language(lang)


@frozen
class DraftRow:
    """A row of the table as an indicator to review.

    ``place`` is where it stands in the table, ``described`` how its target was read, ``waits`` what keeps it from being
    a rule yet, ``open`` what is left to decide, ``beside`` the cells that have no field (header, text), ``told`` what
    was joined or merged on the way.
    """

    place: str
    indicator: Indicator
    described: Description
    waits: tuple[Words, ...] = ()
    open: tuple[Open, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    told: tuple[Words, ...] = ()


def numbers_of(rows: Sequence[Printed]) -> list[tuple[str, bool]]:
    """Return the number of each row, and whether it is printed; where one is missing or stands twice, all are ours."""
    printed = [NUMBER.fullmatch("".join(row.at("number").split())) for row in rows]
    numbers = [found["bare"] if found else "" for found in printed]
    if "" not in numbers and len(set(numbers)) == len(numbers):
        return [(number, True) for number in numbers]
    return [(f"{at}", False) for at in range(1, len(rows) + 1)]


def drafted(row: Printed, number: tuple[str, bool], last_year: int | None) -> DraftRow:
    """Return the indicator that a row prints, with what follows from its words marked as ours."""
    name, (aim, dated, beside) = closed(row.at("name")), _targets(row, last_year)
    fields: dict[str, Any] = {"number": number[0], "name": name, "target": aim}
    ours = [] if number[1] else ["number"]
    if row.domain is not None:
        fields["domain"] = f"{row.domain + 1}"
    header_unit = next((one.unit for one in reversed(row.columns) if one.unit and one.meaning != "base"), None)
    cell = "".join(row.at("unit").split())
    unit = (cell if cell not in _EMPTY else None) or header_unit or unit_stated(name, aim)
    share = share_stated(name, unit)
    described = _described(aim, unit, name, share=share)
    better = better_stated(described.target) if described.target is not None else None
    for field, value in (("unit", unit), ("share", share or None), ("better", better)):
        if value is not None:
            fields[field] = value
    ours += [field for field in ("share", "better") if field in fields]
    tags = tuple(filter(None, re.split(r"[、,，;；\s]+", row.at("tags"))))
    held, note = row.at("data_holder"), "；".join(_all(row, "note"))
    indicator = Indicator(**fields, in_force=dated, tags=tags, data_holder=held, note=note, editorial=tuple(ours))
    beside = (*_renumbered(row, number[0]), *beside)
    if cell in _EMPTY - {""}:
        beside = ((_header(row, "unit"), row.at("unit")), *beside)
    return DraftRow(
        row.place, indicator, described, open=tuple(_open(indicator, described)), beside=beside, told=tuple(row.told)
    )


def _described(aim: str, unit: str | None, name: str, *, share: bool) -> Description:
    try:
        return describe(aim, unit=unit, name=name, share=share)
    except UnitError:  # told as what the row waits for
        return describe(aim, name=name)


def _all(row: Printed, meaning: str) -> list[str]:
    cells = zip(row.columns, row.cells, strict=True)
    return [cell for column, cell in cells if column.meaning == meaning and cell]


def _header(row: Printed, meaning: str) -> str:
    return next(column.header for column in row.columns if column.meaning == meaning)


def _renumbered(row: Printed, number: str) -> Iterator[tuple[str, str]]:
    if (printed := row.at("number")) and printed != number:
        yield _header(row, "number"), printed


def _targets(row: Printed, last_year: int | None) -> tuple[str, tuple[InForce, ...], tuple[tuple[str, str], ...]]:
    """Return the target of the last year, those of dated columns where there are several, and cells without a field.

    Of years that do not say whether they are bases or targets the last is the target; the others are left beside it.
    """
    cells = list(zip(row.columns, row.cells, strict=True))
    aims = [(column, cell) for column, cell in cells if column.meaning == "target"]
    years = sorted((one for one in cells if one[0].meaning == "dated"), key=lambda one: one[0].year or 0)
    filled = sorted((one for one in aims or years[-1:] if one[1] not in _EMPTY), key=lambda one: one[0].year or 0)
    without_field = [
        one for one in cells if one[0].meaning in ("target", "base", "dated", "other") and one not in filled
    ]
    beside = tuple((column.header, cell) for column, cell in without_field if cell)
    if not filled:
        return "", (), beside
    last, aim = filled[-1]
    several = len(filled) > 1 or (last.year is not None and last_year is not None and last.year != last_year)
    dated = [InForce(since=column.year, target=cell) for column, cell in filled if several and column.year]
    return aim, tuple(dated), beside


def _open(indicator: Indicator, described: Description) -> Iterator[Open]:
    """Yield the fields that neither the name nor the target states, where the target asks for a number."""
    leaves = () if described.target is None else leaves_of(described.target)
    if leaves and all(isinstance(leaf, Qualitative | Reference) for leaf in leaves):
        return
    if indicator.unit is None:
        yield Open("unit", Words("原表没有写单位", "the table prints no unit"))
    elif _PER.match("".join(indicator.name.split())) and "/" not in indicator.unit:
        zh = f"名称说的是每多少人口，单位却只写“{indicator.unit}”"
        yield Open("unit", Words(zh, f"the name says per how many people, the unit only {indicator.unit}"))
    if is_percent(indicator.unit) and not indicator.share:
        said = Words(
            "是整体的一部分（不会超过100%）的，写 true", "true for a part of a whole, which is never above 100 %"
        )
        yield Open("share", said)
    if indicator.better is None:
        yield Open("better", Words('越高越好写 "higher"，越低越好写 "lower"', '"higher" or "lower": which way is good'))
    if isinstance(described.target, Ambiguous):
        yield Open("target", Words("有几种读法，写明是哪一种", "it can be read in several ways: say which is meant"))


def waiting(row: DraftRow, plan: Plan) -> DraftRow:
    """Return the row with what keeps it from being a rule of *plan*."""
    place = Place("indicator", None, f"indicator {row.indicator.number}")
    waits = [] if row.indicator.name else [Words("缺少 name", "the name is missing")]
    if not row.indicator.target_text:
        waits.append(Words("目标是空的", "the target is empty"))
    elif row.described.error is not None and _reads_with_better(row.indicator):
        waits.append(Words("只有数，看不出是下限还是上限", "a bare number: a floor, or a ceiling?"))
    else:
        for problem in rule_problems(row.indicator, place, plan):
            cure = _REWRITE if "target" in problem.path else problem.cure
            waits.append(Words(f"{problem.problem.zh}\n改法：{cure.zh}", f"{problem.problem.en}\ncure: {cure.en}"))
    return attrs.evolve(row, waits=tuple(waits))


_REWRITE = Words(
    "核对原表；确是这样印的，把意思写成读得出的话，原文留在 note，并把 target 列入 editorial",
    "check the table; if it is printed so, say what is meant, keep the printed words in note, list target in editorial",
)


def _reads_with_better(indicator: Indicator) -> bool:
    try:
        unit_of(indicator.unit or "%", ())
    except UnitError:
        return False
    asked = {"unit": indicator.unit, "name": indicator.name, "share": indicator.share}
    texts = [indicator.target_text or "", *(one.target_text or "" for one in indicator.in_force)]
    return all(describe(text, better="higher", **asked).error is None for text in texts)  # type: ignore[arg-type]
