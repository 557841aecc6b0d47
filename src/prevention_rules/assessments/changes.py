"""Two assessments of one plan: what changed from one to the other, in kind and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, Protocol

from attrs import frozen

from prevention_rules.arguments import another_kind
from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError
from prevention_rules.explain.asked import target_words
from prevention_rules.explain.numbers import difference, values
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.remark import figure
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import State, state_of, state_words
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.sheets import Sheet
from prevention_rules.shows import Shows
from prevention_rules.text import Language, Words

Kind = Literal["lost", "reached", "target", "figure", "state", "new", "gone", "missing"]

KINDS: dict[Kind, Words] = {
    "lost": Words("由达到转为未达到", "no longer reached"),
    "reached": Words("新达到", "newly reached"),
    "target": Words("目标调整", "target changed"),
    "figure": Words("数据变化", "figure changed"),
    "state": Words("结论变化", "state changed"),
    "new": Words("新增", "new"),
    "gone": Words("不再列入", "no longer there"),
    "missing": Words("仍缺数据", "still without a figure"),
}
"""In what kind two findings on one rule differ, the gravest first; the codes are stable."""


class Assessed(Protocol):
    """What is compared: anything with the findings of a plan at a period."""

    @property
    def plan(self) -> Plan: ...  # noqa: D102
    @property
    def at(self) -> Period: ...  # noqa: D102
    @property
    def findings(self) -> tuple[Finding, ...]: ...  # noqa: D102
    @property
    def commitments(self) -> Iterable[Finding]: ...  # noqa: D102


@frozen
class Changed:
    """One rule before and after: in what kind it changed, and each difference in words."""

    number: str
    before: Finding | None
    after: Finding | None
    kind: Kind
    differences: tuple[Words, ...] = ()

    __repr__ = in_short

    def why(self, lang: Language = "zh") -> str:
        """Say each difference, one after another."""
        return Words("；", "; ").in_language(lang).join(words.in_language(lang) for words in self.differences)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: the kind, the codes of both states, each difference in words."""
        states = [None if one is None else state_of(one).value for one in (self.before, self.after)]
        said = [{"zh": words.zh, "en": words.en} for words in self.differences]
        return {
            "number": self.number, "kind": self.kind, "before": states[0], "after": states[1], "differences": said,
        }  # fmt: skip


@frozen
class Changes(Shows):
    """What changed between two assessments, the gravest kind first; ``missing`` are still without a figure.

    ``unchanged`` are the others; ``fell_due`` how many targets fell due in between.
    """

    earlier: Period
    later: Period
    rows: tuple[Changed, ...]
    missing: tuple[str, ...]
    unchanged: tuple[str, ...]
    fell_due: int = 0

    def __getitem__(self, number: str | int) -> Changed:
        """Return what changed for the rule of that number; raises `KeyError` where nothing did."""
        return {row.number: row for row in self.rows}[str(number)]

    def __iter__(self) -> Iterator[Changed]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def counts(self) -> dict[Kind, int]:
        """Return how many rules changed in each kind; with those unchanged they add up to the rules of both."""
        told = {kind: sum(row.kind == kind for row in self.rows) for kind in KINDS}
        return {**told, "missing": len(self.missing)}

    def sheet(self, lang: Language = "zh") -> Sheet:
        """Return the changes as a table."""
        earlier, later = (Words(f"{at}", f"{at}") for at in (self.earlier, self.later))
        headings = (
            Words("序号", "No."), Words("指标", "Indicator"), earlier, later, Words("变化", "Change"),
            Words("说明", "Remarks"),
        )  # fmt: skip
        return Sheet([words.in_language(lang) for words in headings], [_cells(row, lang) for row in self.rows])

    @property
    def headline(self) -> Words:
        """Say in one sentence how many changed in which kind, and how many fell due."""
        told = [(KINDS[kind], n) for kind, n in self.counts().items() if n]
        zh = "，".join([*(f"{words.zh}{n}项" for words, n in told), f"没有变化{len(self.unchanged)}项"])
        en = ", ".join([*(f"{words.en} {n}" for words, n in told), f"unchanged {len(self.unchanged)}"])
        due_zh = f"；其间{self.fell_due}项到期" if self.fell_due else ""
        due_en = f"; {self.fell_due} fell due in between" if self.fell_due else ""
        return Words(f"{self.earlier}—{self.later}：{zh}{due_zh}。", f"{self.earlier} to {self.later}: {en}{due_en}.")

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON, under stable keys and with the codes of kinds and states.

        >>> from prevention_rules.rulefiles.loading import load_plan
        >>> plan = load_plan("xicheng-2022-2025")
        >>> figures = {"26": {2020: 35, 2023: 30, 2025: 28}}
        >>> told = changes(plan.assess(figures, at=2023), plan.assess(figures, at=2025)).to_dict()
        >>> [(row["number"], row["kind"], row["before"], row["after"]) for row in told["changed"]]
        [('26', 'reached', 'ahead', 'met')]
        """
        return {
            "earlier": str(self.earlier), "later": str(self.later), "counts": self.counts(),
            "changed": [row.to_dict() for row in self.rows],
            "missing": list(self.missing), "unchanged": list(self.unchanged), "fell_due": self.fell_due,
        }  # fmt: skip

    def to_text(self, lang: Language = "zh") -> str:
        """Return the headline, the table for a terminal, and which rules are still without a figure."""
        lines = [self.headline.in_language(lang), self.sheet(lang).to_text()]
        if self.missing:
            numbers = Words("、", ", ").in_language(lang).join(self.missing)
            lines.append(f"{KINDS['missing'].in_language(lang)}{Words('：', ': ').in_language(lang)}{numbers}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text("zh")

    def __repr__(self) -> str:
        told = ", ".join(f"{kind} {n}" for kind, n in self.counts().items() if n)
        return f"<Changes {self.earlier} to {self.later}: {told or 'none'}; unchanged {len(self.unchanged)}>"


def changes(earlier: Assessed, later: Assessed) -> Changes:
    """Compare two assessments of one plan: what is newly reached or lost, whose data changed, who is still silent.

    That a date has come is no change by itself; it is said once. Raises `FormatError` for assessments of
    two plans, whose numbers say nothing of one another.

    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> plan = load_plan("xicheng-2022-2025")
    >>> figures = {"26": {2020: 35, 2023: 30, 2025: 28}}
    >>> told = changes(plan.assess(figures, at=2023), plan.assess(figures, at=2025))
    >>> told["26"].kind, told["26"].why("zh")
    ('reached', '数据30起 → 28起（少2起）；由快于序时进度转为已实现目标')
    """
    for name, given in (("earlier", earlier), ("later", later)):
        if not hasattr(given, "findings") or not hasattr(given, "plan"):
            raise another_kind(given, name, "评估：plan.assess(…)", "an assessment: plan.assess(…)")
    if earlier.plan.id != later.plan.id:
        raise FormatError(Words(f"不是同一份计划：{earlier.plan.id} 与 {later.plan.id}",
                                f"two plans, not one: {earlier.plan.id} and {later.plan.id}"))  # fmt: skip
    before, after = _by_number(earlier), _by_number(later)
    pairs = {number: (before.get(number), after.get(number)) for number in dict.fromkeys([*after, *before])}
    kinds = {number: _kind(*pair) for number, pair in pairs.items()}
    rows = [
        Changed(number, *pairs[number], kind, tuple(_differences(*pairs[number])))
        for number, kind in kinds.items()
        if kind not in (None, "missing")
    ]
    return Changes(
        earlier.at,
        later.at,
        tuple(sorted(rows, key=lambda row: list(KINDS).index(row.kind))),
        tuple(number for number, kind in kinds.items() if kind == "missing"),
        tuple(number for number, kind in kinds.items() if kind is None),
        sum(_fell_due(*pair) for pair in pairs.values()),
    )


def _fell_due(before: Finding | None, after: Finding | None) -> bool:
    return before is not None and after is not None and (before.due, after.due) == ("not_due", "due")


def _by_number(assessed: Assessed) -> Mapping[str, Finding]:
    return {finding.subject.number: finding for finding in (*assessed.findings, *assessed.commitments)}


_SILENT = (State.NO_FIGURE, State.NO_BASE)


def _kind(before: Finding | None, after: Finding | None) -> Kind | None:
    if before is None or after is None:
        return "new" if before is None else "gone"
    was, now = state_of(before), state_of(after)
    if now.is_reached and not was.is_reached:
        return "reached"
    if was.is_reached and after.verdict is Verdict.NOT_MET:
        return "lost"
    if was in _SILENT and now in _SILENT:
        return "missing"
    if before.target != after.target:
        return "target"
    if figure(before) != figure(after) or any(_revised(before, after)):
        return "figure"
    return None if was is now or (was.is_reached and now.is_reached) else "state"


def _differences(before: Finding | None, after: Finding | None) -> Iterator[Words]:
    if before is None or after is None:
        return
    if before.target != after.target:
        old, new = target_words(before.target), target_words(after.target)
        yield Words(f"目标“{old.zh}”改为“{new.zh}”", f"target {old.en} → {new.en}")
    old_figure, new_figure = figure(before), figure(after)
    if old_figure != new_figure:
        old, new = old_figure or _NONE, new_figure or _NONE
        moved = _moved(before, after)
        yield Words(f"数据{old.zh} → {new.zh}{moved.zh}", f"figure {old.en} → {new.en}{moved.en}")
    yield from _revised(before, after)
    old, new = state_words(before), state_words(after)
    if old != new:
        yield Words(f"由{old.zh}转为{new.zh}", f"from {old.en} to {new.en}")


def _revised(before: Finding, after: Finding) -> Iterator[Words]:
    """Yield the figures of bases, other years and areas that both rest on, and that are not the same in both."""
    old, new = _levels(before), _levels(after)
    unit = next((one.unit for one in (after, *after.over) if one.unit is not None), None)
    for period, area in sorted(old.keys() & new.keys()):
        first, last = old[period, area], new[period, area]
        if first == last or (period == after.at and not area):
            continue  # the figure itself is told
        was, now, at = values(first, unit), values(last, unit), in_period(period)
        named = f", “{area}”" if area else ""
        yield Words(f"{at.zh}{area}{was.zh} → {now.zh}", f"{at.en}{named}: {was.en} → {now.en}")


def _levels(finding: Finding) -> dict[tuple[Period, str], ValueSet]:
    return {
        (fact.period, fact.observation.area or ""): fact.values for fact in finding.used if fact.question == "level"
    }


_NONE = Words("无", "none")


def _moved(before: Finding, after: Finding) -> Words:
    """Say by how much the figure rose or fell, where both are numbers of one unit."""
    one = None if before.level is None else before.level.as_point
    two = None if after.level is None else after.level.as_point
    if one is None or two is None or before.unit != after.unit or one == two:
        return Words("", "")
    size, counts = difference(two - one, after.unit), after.unit is not None and after.unit.is_count
    verb = ("多" if counts else "升") if two > one else ("少" if counts else "降")
    return Words(f"（{verb}{size.zh}）", f" ({'up' if two > one else 'down'} {size.en})")


def _cells(row: Changed, lang: Language) -> list[str]:
    about = row.before if row.after is None else row.after
    assert about is not None  # a number comes from one of the two
    name = about.subject.name if lang == "zh" else about.subject.name_en or f"“{about.subject.name}”"
    states = ["—" if one is None else state_words(one).in_language(lang) for one in (row.before, row.after)]
    return [row.number, name, *states, KINDS[row.kind].in_language(lang), row.why(lang)]
