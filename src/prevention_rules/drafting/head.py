"""What stands under ``[plan]``: the title and the years, where the table or its surroundings say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.drafting.columns import undated
from prevention_rules.drafting.drafted import DraftRow
from prevention_rules.drafting.printed import Printed
from prevention_rules.drafting.undecided import Undecided
from prevention_rules.evidence.figures import Aside
from prevention_rules.plans.outline import Domain
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Words

_SPAN = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—–－~～至]{1,2}\s*((?:19|20)\d\d)")
_TITLE = re.compile(
    r"(?:(?:专栏|附件|附表|表)\s*[\d一二三四五六七八九十]*\s*[：:]?\s*)?《?"
    rf"(?P<title>[^，。；：《》]*(?:计划|规划|纲要|方案)\s*[（(]\s*{_SPAN.pattern}\s*年\s*[）)])"
    r"》?\s*(?:[^，。；：《》\s]{0,6}(?:指标|目标)[^，。；：《》\s]{0,4})?"
)
"""The title of a plan on a line of its own, or in that of its table: 表1 某区健康规划（2021—2025年）主要指标."""

Years = tuple[int | None, int | None]


@frozen
class Head:
    """The fields of ``[plan]``, the names of its domains, and what of the plan as a whole is left to decide."""

    fields: Mapping[str, Any]
    domains: tuple[str, ...]
    undecided: tuple[Undecided, ...] = ()

    __repr__ = in_short

    def plan(self) -> Plan:
        """Return the plan without its rows; a year that is not known is put beside the one that is."""
        one, other = self.fields.get("first_year"), self.fields.get("last_year")
        years = {"first_year": one or other or _SOME_YEAR, "last_year": other or one or _SOME_YEAR}
        listed = tuple(Domain(number=f"{at}", name=name) for at, name in enumerate(self.domains, 1))
        return Plan(**{**self.fields, **years}, domains=listed)

    def with_rows(self, rows: Sequence[DraftRow]) -> Head:
        """Add what the loader holds the rows against: how many there are, or that some do not count yet."""
        waits = sum(bool(row.waits) for row in rows)
        in_turn = [row.indicator.number for row in rows] == [f"{at}" for at in range(1, len(rows) + 1)]
        counted = {"partial": True} if waits or not in_turn else {"rows": len(rows)}
        undecided = list(self.undecided)
        if waits:
            en = "1 row does" if waits == 1 else f"{waits} rows do"
            zh, en = f"有 {waits} 行暂不生效；都生效以后删去它", f"{en} not count yet; delete it once all do"
            undecided.append(Undecided("partial", Words(zh, en)))
        elif not in_turn:
            en = "the numbers do not run from 1 on: were rows lost? If not, leave it"
            undecided.append(Undecided("partial", Words("序号不是从1起连续的：是不是丢了行？没有丢就留着它", en)))
        fields = {**self.fields, **counted, "editorial": ["id", "verified", *counted]}
        return Head(fields, self.domains, tuple(undecided))


_SOME_YEAR = 2025


def title_above(aside: Sequence[Aside]) -> str:
    """Return the title of a plan with its years that stands above the table; nothing where several do."""
    titles = {found["title"].strip() for one in aside if (found := _TITLE.fullmatch(one.text.strip()))}
    return titles.pop() if len(titles) == 1 else ""


def years_of(given: Years, title: str, id: str, rows: Sequence[Printed]) -> Years:
    """Return the years that were given, else those of the title or the id; the last may stand in the header."""
    said = _SPAN.search(title) or _SPAN.search(id)
    first, last = (None, None) if said is None else (int(said[1]), int(said[2]))
    aimed = [one.year for row in rows for one in row.columns if one.meaning in ("target", "dated") and one.year]
    return given[0] or first, given[1] or last or max(aimed, default=None)


def head_of(id: str, title: str, years: Years, rows: Sequence[Printed], domains: Sequence[str]) -> Head:
    """Return what the plan itself says; its base year is that of the one column of base values."""
    fields: dict[str, Any] = {"id": id, "title": title}
    fields |= {key: year for key, year in zip(("first_year", "last_year"), years, strict=True) if year is not None}
    bases = {one.year for row in rows for one in row.columns if one.meaning == "base" and one.year}
    if len(bases) == 1:
        fields["baseline_year"] = bases.pop()
    fields["verified"] = False
    return Head(fields, tuple(domains), tuple(_undecided(fields, rows)))


def _undecided(fields: Mapping[str, Any], rows: Sequence[Printed]) -> Iterator[Undecided]:
    if not fields["title"]:
        yield Undecided("title", Words("计划的全称", "the full title of the plan"))
    for key in ("first_year", "last_year"):
        if key not in fields:
            said = Words("计划的起止年；缺它文件不能加载", "a year of the plan; the file does not load without it")
            yield Undecided(key, said)
    if "baseline_year" not in fields:
        said = Words("没有写明基期的变化和走势以哪一年为基期", "the base year of changes and trends that name none")
        yield Undecided("baseline_year", said)
    for header in dict.fromkeys(header for row in rows for header in undated(row.columns)):
        said = Words(f"“{header}”一栏是基期值，还是目标", f"whether the column {header} holds base values or targets")
        yield Undecided("target", said)
    if any(row.spaced for row in rows):
        zh = "原表各格只隔着空格，名称和目标是起草时分开的，请逐行核对"
        yield Undecided("name", Words(zh, "only spaces part the cells of the table: check where each target begins"))
    yield Undecided("verified", Words("与印本核对以后写 true", "true once it was checked against a printed copy"))
