"""Are the rules of a plan sound? What a plan may say and still load, and what a reader should doubt in it.

Faults that keep a rule file from loading are found by the loader; the checks here are about meaning.
All of them are our own (house) rules; `LINT_CODES` lists them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import attrs

from prevention_rules.alignment.completed import checked_as
from prevention_rules.alignment.conditions import Condition
from prevention_rules.arguments import must_be
from prevention_rules.errors import TextError, UnitError, entry_of
from prevention_rules.intervals import ValueSet
from prevention_rules.linting.doubts import LINT_CODES, LintFinding, LintFindings, Row
from prevention_rules.notation import parse_target
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.targets import (
    About,
    Ambiguous,
    Better,
    Bound,
    Change,
    Qualitative,
    Range,
    Reference,
    Target,
    Trend,
    leaves_of,
)
from prevention_rules.text import Words

__all__ = ["LINT_CODES", "LintFinding", "lint"]


def lint(plan: Plan) -> LintFindings:
    """Return every doubt about the rules of *plan*, row by row, each with a code, a place, a reason and a cure.

    Indicators and commitments are looked at; a sound plan of checked rows gives an empty tuple. For a
    plan built in code, raises `TargetSyntaxError` where a target cannot be read (a rule file with such
    a target does not load). The checks are our own (house) rules.

    >>> plan = Plan(id="p", title="p", first_year=2021, last_year=2025, indicators=[
    ...     Indicator(number="1", name="筛查率", unit="%", share=True, better="higher", target=">100%")])
    >>> [(found.code, found.severity, found.row) for found in lint(plan)]
    [('unsatisfiable', 'error', 'indicator 1')]
    """
    must_be(plan, Plan, "plan", "计划：load_plan(…)", "a plan: load_plan(…)")
    rows = [Row(plan, rule, "indicator") for rule in plan.indicators]
    rows += [Row(plan, rule, "commitment") for rule in plan.commitments]
    alone = [finding for row in rows for check in _CHECKS for finding in check(row)]
    return LintFindings((*dict.fromkeys(alone), *_duplicates(rows)))


# --- what the target accepts ----------------------------------------------------------------------


def _satisfiable(row: Row) -> Iterator[LintFinding]:
    for readings in row.sets:
        if all(condition.values.is_empty for condition in readings):
            cure = Words("核对各条件的界限", "check the bounds of the conditions")
            yield row.found("contradictory", "error", "target", LINT_CODES["contradictory"], cure)
        elif all(condition.values.disjoint(row.possible(condition)) for condition in readings):
            cure = Words("核对界限；比例不会超过100%", "check the bound; no share is above 100 %")
            yield row.found("unsatisfiable", "error", "target", LINT_CODES["unsatisfiable"], cure)
        elif all(row.possible(condition) <= condition.values for condition in readings):
            cure = Words("核对界限；这样的目标不要求什么", "check the bound; such a target asks nothing")
            yield row.found("always_true", "warning", "target", LINT_CODES["always_true"], cure)
        elif row.areas_counted and not any(_fits(row.areas_counted, condition) for condition in readings):
            yield row.found("no_count_fits", "error", "target", *_no_count(row.areas_counted))


def _fits(areas: int, condition: Condition) -> bool:
    if condition.quantity.question != "level":
        return True
    return any(Fraction(count, areas) in condition.values for count in range(areas + 1))


def _no_count(areas: int) -> tuple[Words, Words]:
    reason = Words(f"{areas} 个填报地区中没有一个数能达到目标", f"no count out of {areas} reporting areas meets it")
    return reason, Words("按个数写目标，或放宽界限", "write the target as a count, or widen its bounds")


# --- the target against what is said of the indicator ----------------------------------------------


def _direction(row: Row) -> Iterator[LintFinding]:
    better = row.rule.better
    asked = [{_way(condition.values) for condition in readings} for readings in row.sets]
    asked += [{_TRENDS.get(leaf.dir)} for leaf in row.leaves if isinstance(leaf, Trend)]
    opposite: Better = "lower" if better == "higher" else "higher"
    if better is not None and {opposite} in asked:
        reason = Words(
            f"指标{'越高' if better == 'higher' else '越低'}越好，目标却只设了相反的界限",
            f"{better} is better, but the target only bounds the other side",
        )
        yield row.found(
            "direction", "warning", "target", reason, Words("核对 better 和比较符号", "check better and the sign")
        )


_TRENDS: dict[str, Better] = {"up": "higher", "not_down": "higher", "down": "lower", "not_up": "lower"}


def _way(values: ValueSet) -> Better | None:
    """Say which way a set is open; None for one open to both sides or to none."""
    if values.is_empty or (values.hull.lo is None) == (values.hull.hi is None):
        return None
    return "higher" if values.hull.hi is None else "lower"


def _unit(row: Row) -> Iterator[LintFinding]:
    """Units that do not compare at all are refused when the target is read; these do, and still differ."""
    own = row.rule.measured_in
    for leaf in row.leaves:
        size = leaf.size if isinstance(leaf, Change) and leaf.kind == "amount" else leaf
        if isinstance(size, Bound | Range | About) and own and size.unit and size.unit != own:
            reason = Words(
                f"目标用“{size.unit}”，指标用“{own}”", f"the target is in {size.unit}, the indicator in {own}"
            )
            cure = Words("按指标的单位写目标，或改正 unit", "write the target in the indicator's unit, or mend unit")
            yield row.found("unit_differs", "warning", "target", reason, cure)


def _ambiguous(row: Row) -> Iterator[LintFinding]:
    target = row.rule.target
    if not isinstance(target, Ambiguous):
        return
    if {"points", "relative"} <= {leaf.kind for leaf in row.leaves if isinstance(leaf, Change)}:
        cure = Words("写明“百分点”，或写“相对”多少%", "write 百分点 for points, or 相对 for a relative change")
        yield row.found("points_or_percent", "warning", "target", LINT_CODES["points_or_percent"], cure)
    else:
        cure = Words("写明是哪一种", "say which is meant")
        yield row.found("ambiguous", "info", "target", LINT_CODES["ambiguous"], cure)


# --- what is needed and missing --------------------------------------------------------------------


def _baseline(row: Row) -> Iterator[LintFinding]:
    if _needs_base(row.leaves) and row.plan.baseline_of(row.rule) is None:
        cure = Words("写 baseline，或在 [plan] 写 baseline_year", "give baseline, or baseline_year in [plan]")
        yield row.found("baseline_missing", "error", "baseline", LINT_CODES["baseline_missing"], cure)


def _needs_base(leaves: Sequence[Target]) -> bool:
    return any(isinstance(leaf, Change | Trend) and leaf.base is None for leaf in leaves)


def _is_soft(leaf: Target) -> bool:
    size = leaf.size if isinstance(leaf, Change) else leaf
    return isinstance(size, About) or (isinstance(leaf, Trend) and leaf.dir == "stable")


def _tolerance(row: Row) -> Iterator[LintFinding]:
    if not any(_is_soft(leaf) for leaf in row.leaves):
        return
    amount = row.rule.policy_tolerance
    if amount is None:
        cure = Words('写 tolerance，例如 "1个百分点"', 'give tolerance, such as "1个百分点"')
        yield row.found("tolerance_missing", "warning", "tolerance", LINT_CODES["tolerance_missing"], cure)
        return
    areas = row.areas_counted
    one = Fraction(100, areas) if areas else Fraction(1)
    counted = areas is not None or (row.is_count and not row.rule.share)
    if counted and amount.value < one:
        reason = Words(f"容许偏差 {amount} 不足一个", f"the tolerance {amount} is smaller than one of what is counted")
        cure = Words("至少放宽到一个", "allow for one at least")
        yield row.found("tolerance_below_one", "warning", "tolerance", reason, cure)


def _size(row: Row) -> Iterator[LintFinding]:
    marked = any(isinstance(leaf, Trend) and leaf.manner == "markedly" for leaf in row.leaves)
    if marked and row.rule.size is None:
        cure = Words('写 size，例如 "5个百分点"', 'give size, such as "5个百分点"')
        yield row.found("size_missing", "warning", "size", LINT_CODES["size_missing"], cure)


def _areas(row: Row) -> Iterator[LintFinding]:
    if row.asks_each_unit and not row.plan.areas:
        cure = Words("每个单位写一个 [[area]]", "list each unit as an [[area]]")
        yield row.found("areas_undeclared", "warning", "target", LINT_CODES["areas_undeclared"], cure)


def _additive(row: Row) -> Iterator[LintFinding]:
    """Streets that report events, and a change of their sum, which nobody has said there is."""
    flows = row.rule.measured_in is not None and row.rule.measured_in.is_count and not row.rule.measured_in.stands
    changes = any(isinstance(leaf, Change) for leaf in row.leaves)
    if row.plan.areas and flows and changes and not row.rule.additive:
        cure = Words("可以相加的，写 additive = true", "if they do, write additive = true")
        yield row.found("additive_missing", "info", "additive", LINT_CODES["additive_missing"], cure)


def _reading(row: Row) -> Iterator[LintFinding]:
    read = [leaf for leaf in row.leaves if isinstance(leaf, Trend) and leaf.dir not in ("not_up", "not_down")]
    if read and row.rule.reading is None:
        cure = Words("写 reading；不写则用评估时的默认读法", "give reading; without it the policy's default is used")
        yield row.found("reading_missing", "info", "reading", LINT_CODES["reading_missing"], cure)


# --- how far the text can be relied on --------------------------------------------------------------


def _verified(row: Row) -> Iterator[LintFinding]:
    checked = checked_as(row.plan, row.rule)
    if checked is not True:
        press = Words("据报道录入，比较符号不详", "known from the press; the operator is not known")
        reason = press if checked == "press" else LINT_CODES["unverified"]
        cure = Words("与印本核对后写 verified = true", "check it against a printed copy, then write verified = true")
        found = row.found("unverified", "warning", "verified", reason, cure)
        # what [plan] says of all rows is told once
        yield attrs.evolve(found, row="plan") if row.rule.verified is None else found


def _editorial(row: Row) -> Iterator[LintFinding]:
    fields = [field for field in row.rule.editorial if _decides(row, field)]
    if "baseline_year" in row.plan.editorial and row.rule.baseline is None and _needs_base(row.leaves):
        fields.append("baseline_year")
    if fields:
        listed = "、".join(fields), ", ".join(fields)
        reason = Words(f"结论取决于编者补充的 {listed[0]}", f"the verdict rests on what is ours: {listed[1]}")
        cure = Words("引用结论时说明", "say so wherever the verdict is quoted")
        yield row.found("editorial_decides", "info", fields[0], reason, cure)


def _decides(row: Row, field: str) -> bool:
    """A context decides where the words alone read otherwise; a declared choice decides where it is used."""
    match field:
        case "target" | "statistic":
            return True
        case "reading":
            return any(isinstance(leaf, Trend) for leaf in row.leaves)
        case "tolerance":
            return any(_is_soft(leaf) for leaf in row.leaves)
        case "baseline":
            return _needs_base(_alone(row.rule, "baseline"))
        case "unit" | "better" | "share":
            return row.leaves != _alone(row.rule, field)
    return False


def _alone(rule: Rule, field: str) -> tuple[Target, ...]:
    """Read the target without what *field* says; empty where it cannot be read then."""
    context = {"unit": rule.unit, "better": rule.better, "baseline": rule.baseline, "share": rule.share}
    del context[field]
    try:
        return leaves_of(parse_target(rule.target_text or "", name=rule.name, **context))  # type: ignore[arg-type]
    except (TextError, UnitError):
        return ()


def _undecidable(row: Row) -> Iterator[LintFinding]:
    if any(isinstance(leaf, Reference | Qualitative) for leaf in row.leaves):
        cure = Words("补充可计量的目标，或另行人工判断", "add a measurable target, or judge it by hand")
        yield row.found("undecidable", "info", "target", LINT_CODES["undecidable"], cure)


def _with_target(check: Callable[[Row], Iterator[LintFinding]]) -> Callable[[Row], Iterator[LintFinding]]:
    return lambda row: iter(()) if row.rule.target is None else check(row)


_CHECKS = (
    *map(
        _with_target,
        (_satisfiable, _direction, _unit, _ambiguous, _baseline, _tolerance, _size, _areas, _additive, _reading,
         _undecidable),
    ),
    _verified,
    _with_target(_editorial),
)  # fmt: skip


# --- rows against each other ------------------------------------------------------------------------


def _duplicates(rows: Sequence[Row]) -> Iterator[LintFinding]:
    cure = Words("删去一行，或写明差别", "drop one, or say how they differ")
    alike = _pairs(_what(row.rule) for row in rows)
    same = _pairs(_same_as(row.rule) for row in rows)
    for one, other in sorted(alike | same):
        first, second = rows[one], rows[other]
        repeated = entry_of(f"{first.table} {first.rule.number}")
        place = Words(f"与{repeated.zh} 重复", f"it repeats {repeated.en}")
        if (one, other) in alike:
            yield second.found("duplicate_row", "warning", "name", place, cure)
        if (one, other) in same:
            yield second.found("duplicate_identity", "warning", "same_as", place, cure)


def _pairs(keys: Iterable[Iterable[Hashable]]) -> set[tuple[int, int]]:
    """Return the places, earlier first, of every two rows that have a key in common."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, own in enumerate(keys):
        for key in own:
            places[key].append(at)
    return {pair for found in places.values() for pair in combinations(found, 2)}


def _what(rule: Rule) -> Iterator[Hashable]:
    """Yield the name, spaces aside, together with the target, where there is one."""
    if rule.target is not None:
        yield "".join(rule.name.split()), rule.target


def _same_as(rule: Rule) -> set[str]:
    return set(rule.same_as) if isinstance(rule, Indicator) else set()
