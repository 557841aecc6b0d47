"""What one rule must satisfy before anything is judged by it: unit, target, choices, dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from prevention_rules.errors import FormatError, PeriodError, PreventionRulesError, TextError, UnitError
from prevention_rules.judgement.demands import comparable
from prevention_rules.periods import Period
from prevention_rules.plans.dated import Version
from prevention_rules.plans.entries import Commitment, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.plans.problems import Path, Place, Problem, year_problem
from prevention_rules.plans.rebasing import bases_named
from prevention_rules.policies import Policy
from prevention_rules.quantities import unit_of
from prevention_rules.readings import named
from prevention_rules.terms import read_terms
from prevention_rules.text import Words


def rule_problems(rule: Rule, place: Place, plan: Plan) -> Iterator[Problem]:
    """Yield every problem of an indicator or a commitment."""
    unit_is_known = True
    for problem in _unit(rule, place, plan):
        unit_is_known = False
        yield problem
    if rule.share and rule.unit is not None and unit_is_known and not unit_of(rule.unit).is_ratio:
        said = Words(f"share = true，单位却是“{rule.unit}”", f"share = true, but the unit is {rule.unit}")
        yield place.problem("share", said, Words("比例用 % 或 ‰ 计量", "a share is measured in % or ‰"))
    if rule.additive and unit_is_known and (rule.share or (rule.unit is not None and unit_of(rule.unit).is_ratio)):
        said = Words("additive = true，指标却是比率", "additive = true, but the indicator is a rate")
        yield place.problem("additive", said, Words("比率不能累加；去掉 additive", "rates have no sum; leave it out"))
    yield from year_problem(rule.baseline, place, "baseline")
    for at, year in enumerate(rule.series_break):
        yield from year_problem(year, place, ("series_break", at))
    terms = list(_terms(rule, place, plan))
    yield from terms
    if not terms:
        yield from _target(rule, place, ("target",), unit_is_known=unit_is_known)
        yield from _versions(rule, place, unit_is_known=unit_is_known)
    yield from _declared(rule, place)
    yield from _examples(rule, place)
    yield from _present(rule, place)


def _unit(rule: Rule, place: Place, plan: Plan) -> Iterator[Problem]:
    try:
        if rule.unit is not None:
            unit_of(rule.unit, plan.units)
    except UnitError as error:
        cure = Words("改正单位，或在 [plan] 的 units 中声明它", "mend the unit, or declare it in the units of [plan]")
        yield place.problem("unit", error.problem, cure)


def _terms(rule: Rule, place: Place, plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with the rule's own definitions; those of the plan are the plan's problem."""
    for at, term in enumerate(rule.terms):
        try:
            read_terms([term])
        except FormatError as error:
            where = Place("plan", None, "plan") if term in plan.terms else place
            yield where.problem(("terms", at), error.problem, Words('写成 "超过 >="', 'write it like "超过 >="'))


def _target(rule: Rule, place: Place, path: tuple[str | int, ...], *, unit_is_known: bool) -> Iterator[Problem]:
    try:
        target = rule.target
        if target is not None and unit_is_known:
            comparable(target, rule.measured_in)
    except TextError as error:
        said = Words(error.explain("zh"), error.explain("en"))
        yield place.problem(path, said, Words("照文件改正目标的文字", "write the target as the document prints it"))
    except UnitError as error:
        if unit_is_known:
            yield place.problem(path, error.problem, Words("核对目标或 unit", "check the target or the unit"))


def _versions(rule: Rule, place: Place, *, unit_is_known: bool) -> Iterator[Problem]:
    """Check what replaces the target; it is read like the target, once its own dates make sense."""
    years = list(_years(rule, place))
    yield from years
    versions: dict[str, Sequence[Version]] = {"in_force": rule.in_force, "amendment": rule.amendments}
    for key, dated in versions.items():
        for at, version in enumerate(dated):
            if version.target_text is not None:
                replaced = attrs.evolve(rule, target=version.target_text)
                yield from _target(replaced, place, (key, at, "target"), unit_is_known=unit_is_known)
        if not years:
            yield from _in_turn(key, dated, place)
    if not years:
        yield from _overtaken(rule, place)
        yield from _several_bases(rule, place)


def _years(rule: Rule, place: Place) -> Iterator[Problem]:
    for at, dated in enumerate(rule.in_force):
        yield from year_problem(dated.since, place, ("in_force", at, "since"))
    for at, amended in enumerate(rule.amendments):
        yield from year_problem(amended.baseline, place, ("amendment", at, "baseline"))


_CURE = Words("改日期；以后的值写成另一次 amendment", "mend the dates; write a later value as another amendment")


def _in_turn(key: str, versions: Sequence[Version], place: Place) -> Iterator[Problem]:
    for at, (one, other) in enumerate(pairwise(versions), 1):
        if one.starts >= other.starts:
            said = Words("须按日期先后排列，每个日期一条", "the entries follow one another, one for each date")
            yield place.problem((key, at), said, _CURE)


def _overtaken(rule: Rule, place: Place) -> Iterator[Problem]:
    """A value dated later than an amendment of the target leaves open which of them stands."""
    first = min((amended.starts for amended in rule.amendments if amended.target_text is not None), default=None)
    for at, dated in enumerate(rule.in_force):
        if first is not None and dated.starts > first:
            said = Words(
                f"{dated.since}年起执行的值晚于目标的调整，不知以哪个为准",
                f"the value of {dated.since} comes after an amendment: which of them stands?",
            )
            yield place.problem(("in_force", at, "since"), said, _CURE)


def _several_bases(rule: Rule, place: Place) -> Iterator[Problem]:
    """An amended base replaces the one that the words name; of several it leaves open which."""
    for at, amended in enumerate(rule.amendments):
        if amended.baseline is None:
            continue
        try:
            target = rule.standing(Period.of(f"{amended.date:%Y-%m}")).target
        except (TextError, UnitError):
            continue
        if target is not None and len(named := bases_named(target)) > 1:
            zh, en = "、".join(map(str, sorted(named))), ", ".join(map(str, sorted(named)))
            said = Words(
                f"目标写明几个基期（{zh}），不知调整哪一个", f"the target names several bases ({en}): which is amended?"
            )
            cure = Words("在 amendment 中写出调整后的 target", "write the amended target in the amendment")
            yield place.problem(("amendment", at, "baseline"), said, cure)


def _declared(rule: Rule, place: Place) -> Iterator[Problem]:
    try:
        if rule.reading is not None:
            named(rule.reading)
    except FormatError as error:
        cure = Words("用 readings 文档中的名字", "use a name from the page on readings")
        yield place.problem("reading", error.problem, cure)
    for field in ("tolerance", "size"):
        try:
            Policy(**{field: getattr(rule, field)})
        except PreventionRulesError as error:
            yield place.problem(field, Words(error.explain("zh"), error.explain("en")), _LIKE_POINTS)


_LIKE_POINTS = Words('写成 "1个百分点" 这样', 'write it like "1个百分点"')


def _examples(rule: Rule, place: Place) -> Iterator[Problem]:
    """Check when the figures of an example stand; what they say is read when the example is run."""
    for index, example in enumerate(rule.examples):
        by_area = [list(one) for one in example.figures.values() if isinstance(one, Mapping)]
        periods = [period for one in by_area or [list(example.figures)] for period in one]
        yield from _readable([example.at], place, ("examples", index, "at"))
        yield from _readable(periods, place, ("examples", index, "figures"))


def _readable(periods: Iterable[str | int], place: Place, path: Path) -> Iterator[Problem]:
    for period in periods:
        try:
            Period.of(period)
        except PeriodError as error:
            cure = Words('写成 2025 或 "2023年上半年"', 'write 2025 or "2023H1"')
            yield place.problem(path, error.problem, cure)


def _present(rule: Rule, place: Place) -> Iterator[Problem]:
    """A rule without a target decides nothing, unless it is listed as undecidable."""
    if rule.target_text is None and not (isinstance(rule, Commitment) and not rule.decidable):
        yield place.problem(
            "target", Words("缺少 target", "target is missing"), Words('加上 target = "…"', 'add target = "…"')
        )
    fields = {field.alias for field in attrs.fields(type(rule))}
    for at, field in enumerate(rule.editorial):
        link = field.removeprefix("tasks:")
        if field not in fields and not (link != field and link in getattr(rule, "tasks", ())):
            said = Words(f"“{field}”不是这一条目的字段", f"{field!r} is no field of this entry")
            yield place.problem(("editorial", at), said, Words("写字段名", "write the name of a field"))
