"""What is still needed before a plan can be assessed, as a list to send out (催报清单)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from prevention_rules.as_code import clipped
from prevention_rules.assessments.assess import Assessment, assess
from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.groups import answering
from prevention_rules.assessments.needs import Need, needs
from prevention_rules.evidence.observations import Observation
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.sheets import Sheet
from prevention_rules.shows import Shows
from prevention_rules.text import Language, Words


@frozen
class Needed(Shows):
    """What a plan still needs at a period, in the order of the plan; empty when all of it can be assessed."""

    plan: str
    at: Period
    rows: tuple[Need, ...]

    def __iter__(self) -> Iterator[Need]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def by_holder(self) -> dict[tuple[str, ...], Needed]:
        """Return the list for each who holds data; what nobody is named for is under ``()``."""
        holders = dict.fromkeys(row.holders for row in self.rows)
        return {
            holder: Needed(self.plan, self.at, tuple(row for row in self.rows if row.holders == holder))
            for holder in holders
        }

    def sheet(self, lang: Language = "zh") -> Sheet:
        """Return the list as a table."""
        headings = [words.in_language(lang) for words in _HEADINGS]
        return Sheet(headings, [_cells(row, lang) for row in self.rows])

    def to_text(self, lang: Language = "zh", *, width: int | None = None) -> str:
        """Return the list for a terminal, a table for each who holds data, fitted into *width* cells."""
        nobody = Words("（未指明单位）", "(nobody named)").in_language(lang)
        joint = Words("、", ", ").in_language(lang)
        title = Words(f"{self.plan}：{self.at} 评估还需 {len(self)} 项", f"{len(self)} still needed at {self.at}")
        tables = [
            f"{joint.join(holder) or nobody}\n{part.sheet(lang).to_text(width)}"
            for holder, part in self.by_holder().items()
        ]
        return "\n\n".join([title.in_language(lang), *tables])

    def to_csv(self, lang: Language = "zh") -> str:
        """Return the list as CSV to fill in and send back: `read_observations` takes it as it is.

        Each row has empty cells for the figure. For spreadsheets, save it with the encoding
        ``utf-8-sig``.
        """
        columns = _CSV if lang == "zh" else {heading: heading for heading in _CSV.values()}
        filled = [dict(zip(_CSV.values(), _report(row, lang), strict=True)) for row in self.rows]
        return Sheet(list(columns), [[row[field] for field in columns.values()] for row in filled]).to_csv()

    def __str__(self) -> str:
        return self.to_text("zh")

    def __repr__(self) -> str:
        return f"<Needed {clipped(self.plan)} at {self.at}: {len(self)} rows>"


_HEADINGS = (
    Words("编号", "no."),
    Words("指标", "indicator"),
    Words("年份", "year"),
    Words("街道", "area"),
    Words("单位", "unit"),
    Words("需要", "needed"),
)
_CSV = {
    "指标": "indicator", "指标名称": "name", "年份": "year", "街道": "area", "数值": "value", "分子": "numerator",
    "分母": "denominator", "单位": "unit", "口径": "definition", "状态": "status", "来源": "source",
    "需要": "needed", "填报单位": "holder",
}  # fmt: skip


def _cells(row: Need, lang: Language) -> list[str]:
    name = row.name if lang == "zh" else row.name_en or row.name
    return [row.number, name, str(row.period), row.area, row.unit, row.what.in_language(lang)]


def _report(row: Need, lang: Language) -> list[str]:
    number, name, year, area, unit, what = _cells(row, lang)
    return [number, name, year, area, "", "", "", unit, "", "", "", what, "、".join(row.holders)]


def needed(
    plan: Plan,
    observations: Mapping[Any, Any] | Iterable[Observation],
    *,
    at: Period | int | str,
    data_through: Period | int | str | None = None,
    policy: Policy | None = None,
    whole: str = "",
) -> Needed:
    """Return what *plan* still needs at *at*: which rule, which year, which base, which area, and who has it.

    Everything that is not decided is there, with what would decide it; commitments that no figure
    decides are not. Raises `ObservationFileError` for figures that cannot be accepted.

    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> rows = needed(load_plan("xicheng-2022-2025"), {"26": {2025: 28}}, at=2025)
    >>> [(row.kind, str(row.period), row.holders[0]) for row in rows if row.number == "26"]
    [('baseline', '2020', '区应急局')]
    """
    return needed_of(assess(plan, observations, at=at, data_through=data_through, policy=policy, whole=whole))


def needed_of(assessment: Assessment) -> Needed:
    """Return what would decide the rules that an assessment leaves undecided."""
    plan = assessment.plan
    return Needed(plan.title, assessment.at, tuple(row for rule in plan.rules for row in _needs(assessment, rule)))


def _needs(assessment: Assessment, rule: Rule) -> Iterator[Need]:
    filed = assessment.evidence.get(rule.number, Filed())
    holders = _holders(assessment.plan, rule)
    return needs(assessment[rule.number], rule, assessment.plan, filed, holders)


def reporters_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the departments that are declared to hold the figures; several are parted by 、.

    >>> reporters_of(Indicator(number="1", name="筛查率", target="≥85%", data_holder="区卫生健康委、区妇联"))
    ('区卫生健康委', '区妇联')
    """
    return tuple(name for one in indicator.data_holder.split("、") if (name := one.strip()))


def _holders(plan: Plan, rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, Indicator) and rule.data_holder:
        return reporters_of(rule)
    return tuple(answering(plan, rule, "lead") or answering(plan, rule, "jointly"))
