"""Alignment: targets compared one by one, and two plans row by row."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from prevention_rules.alignment.align import Alignment, align
from prevention_rules.alignment.completed import based
from prevention_rules.alignment.conditions import UndecidedError, condition_of
from prevention_rules.alignment.strictness import RELATIONS, at_least_as_strict, compare_targets
from prevention_rules.errors import FormatError
from prevention_rules.notation import parse_target
from prevention_rules.plans.entries import Indicator
from prevention_rules.plans.plan import Plan
from prevention_rules.plans.rebasing import bases_named, with_base
from prevention_rules.quantities import Amount
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    AtLeast,
    AtMost,
    Change,
    Decline,
    EveryPeriod,
    Increase,
    LessThan,
    MoreThan,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Target,
    Trend,
    leaves_of,
)

PER_YEAR = attrs.evolve(Decline("5%", since=2020), rate="per_year")
STEP = AtLeast("85%")


@pytest.mark.parametrize(
    ("a", "b", "relation", "witness"),
    [
        (AtLeast("97%"), MoreThan("90%"), "stricter", "91%"),
        (MoreThan("95%"), AtLeast("95%"), "stricter", "95%"),
        (AtLeast("95%"), MoreThan("95%"), "looser", "95%"),
        (AtLeast("85%"), AtLeast("850‰"), "equal", None),
        (AtLeast("40张/10万人口"), AtLeast("0.4张/千人口"), "equal", None),
        (AtMost("12分钟"), AtMost("0.25小时"), "stricter", "0.25小时"),
        (AtLeast("60%") & AtMost("80%"), AtLeast("70%"), "crossing", None),
        (AtLeast("60%") & AtMost("80%") | AtLeast("80%"), AtLeast("60%"), "equal", None),
        (LessThan("5%"), AtMost("5%"), "stricter", "5%"),
        (Decline("20%", since=2020), Decline("10%", since=2020), "stricter", "下降10%"),
        (Decline("20%"), Decline("10%"), "stricter", "下降10%"),
        (Decline("20%", since="previous"), Decline("10%", since="previous"), "stricter", "下降10%"),
        (Increase("5百分点", since=2020), Increase("6百分点", since=2020), "looser", "提高5个百分点"),
        (Increase("0%", since=2020), Decline("0%", since=2020), "crossing", None),
        (EveryPeriod(AtLeast("97%")), AtLeast("97%"), "stricter", "此前某期：96%"),
        (EveryPeriod(AtLeast("97%"), 2021), EveryPeriod(AtLeast("97%"), 2023), "stricter", "此前某期：96%"),
        (EveryPeriod(AtLeast("97%")), AtLeast("98%"), "crossing", None),
        (PerUnit(AtLeast("1所"), "县"), PerUnit(AtLeast("2所"), "县"), "looser", "某县：1所"),
        (Respectively((STEP, AtLeast("90%"))), Respectively((STEP, AtLeast("80%"))), "stricter", "第2项：80%"),
        (EveryPeriod(Respectively((STEP, STEP))), Respectively((STEP, STEP)), "stricter", "此前某期：84%"),
        (Trend("up"), Trend("up"), "equal", None),
        (About(AtLeast("5%").amount), About(AtLeast("5%").amount), "equal", None),
        (Ambiguous((AtLeast("80%"), AtLeast("85%"))), AtLeast("70%"), "stricter", "70%"),
        (STEP & Increase("5百分点", since=2020), STEP & Increase("5百分点", since=2020), "equal", None),
    ],
)  # fmt: skip
def test_relation(a: Target, b: Target, relation: str, witness: str | None) -> None:
    """The relation is decided by set inclusion, and a value shows the difference."""
    found = compare_targets(a, b)
    assert found.relation == found.values == relation
    if witness is not None:
        assert found.witness is not None
        assert found.witness.in_language("zh") == witness
    assert (found.witness is None) == (relation == "equal")


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (Decline("20%", since=2015), Decline("10%", since=2020), "the changes have different bases"),
        (Decline("20%", since=2020), Decline("10%"), "the changes have different bases"),
        (Decline("20%", since=2020), PER_YEAR, "the changes are of different kinds"),
        (Increase("5%", since=2020), AtLeast("85%"), "a level and a change: the base's value is missing"),
        (AtLeast("85%"), AtLeast("85人"), "the units % and 人 cannot be compared"),
        (AtLeast("85%"), AtLeast("85"), "the units % and none cannot be compared"),
        (About(AtLeast("85%").amount), AtLeast("85%"), "“about” has no declared tolerance"),
        (Trend("up"), Trend("stable"), "a trend has no number and equals only itself"),
        (Trend("up"), Increase("1%", since=2020), "a trend has no number and equals only itself"),
        (Qualitative("得到控制"), AtLeast("85%"), "a qualitative target has no number"),
        (Reference("不低于全国平均"), AtLeast("85%"), "it depends on something outside the indicator"),
        (PerUnit(AtLeast("90%"), "街道"), AtLeast("90%"), "only one asks it of each unit, or the units differ"),
        (PerUnit(AtLeast("90%"), "街道"), PerUnit(STEP, "县"), "only one asks it of each unit, or the units differ"),
        (Respectively((STEP,)), Respectively((STEP, STEP)), "the lists have different members"),
        (Ambiguous((AtLeast("80%"), AtLeast("90%"))), AtLeast("85%"), "its readings give different answers"),
        (EveryPeriod(AtLeast("85%"), 2020), EveryPeriod(AtLeast("85%")), "the first year of one of them is not stated"),
    ],
)  # fmt: skip
def test_not_comparable(a: Target, b: Target, why: str) -> None:
    """What sets cannot compare is not compared, in either order, and the reason says why."""
    found = compare_targets(a, b)
    assert found.relation == "not_comparable"
    assert found.reason is not None
    assert found.reason.en == why
    assert compare_targets(b, a).relation == "not_comparable"


def test_one_point() -> None:
    """>95% and ≥95% differ at 95 % and nowhere else."""
    found = compare_targets(parse_target(">95%"), parse_target("≥95%"))
    assert (found.relation, found.only_a) == ("stricter", None)
    assert found.only_b is not None
    assert str(found.only_b.amount) == "95%"


def test_share() -> None:
    """Of a share, at least 100 % is exactly 100 %; of a rate it is not."""
    at_least, exactly = AtLeast("100%"), AtLeast("100%") & AtMost("100%")
    assert compare_targets(at_least, exactly, share=True).relation == "equal"
    assert compare_targets(at_least, exactly).relation == "looser"


WHOLE = AtLeast("100%") & AtMost("100%")
NEVER, NEVER_EITHER, ALWAYS = MoreThan("100%"), MoreThan("110%"), AtMost("100%")


@pytest.mark.parametrize(
    ("a", "b", "of_a_share", "of_a_rate"),
    [
        (Increase("90百分点"), Change("up", "points", Range(Amount.of("90百分点"), Amount.of("100百分点"))), "equal", "looser"),
        (Decline("90百分点"), Change("down", "points", Range(Amount.of("90百分点"), Amount.of("100百分点"))), "equal", "looser"),
        (Decline("90%"), Change("down", "relative", Range(Amount.of("90%"), Amount.of("100%"))), "equal", "looser"),
        (Increase("110%"), Increase("120%"), "looser", "looser"),
        (Respectively((NEVER, STEP)), Respectively((NEVER_EITHER, AtLeast("95%"))), "equal", "looser"),
        (EveryPeriod(NEVER), NEVER_EITHER, "equal", "crossing"),
        (NEVER, EveryPeriod(NEVER_EITHER), "equal", "looser"),
        (PerUnit(NEVER), EveryPeriod(PerUnit(NEVER)), "equal", "looser"),
        (EveryPeriod(ALWAYS), ALWAYS, "equal", "stricter"),
        (EveryPeriod(Respectively((ALWAYS,))), Respectively((ALWAYS,)), "equal", "stricter"),
    ],
)  # fmt: skip
def test_a_share_ends_everywhere(a: Target, b: Target, of_a_share: str, of_a_rate: str) -> None:
    """In every place of a target a share lies between nothing and the whole, and its change between −100 and 100 points."""
    assert compare_targets(a, b, share=True).relation == of_a_share
    assert compare_targets(a, b).relation == of_a_rate


def test_a_share_ends_where_conditions_are_joined() -> None:
    """At least the whole of a share and 5 points more is the whole of it; of a rate it may be above."""
    both = AllOf((AtLeast("100%"), Increase("5百分点", since=2020)))
    assert at_least_as_strict(both, WHOLE, share=True) is True
    assert at_least_as_strict(both, WHOLE) is None
    either = AnyOf((AtMost("100%"), Increase("5百分点", since=2020)))
    assert [at_least_as_strict(AtMost("110%"), either, share=share) for share in (True, False)] == [True, None]


def test_share_leaves_other_units_alone() -> None:
    """Minutes have no ceiling, whatever is said of shares."""
    assert compare_targets(AtLeast("12分钟"), AtLeast("10分钟"), share=True).relation == "stricter"


def test_different_deadlines() -> None:
    """With different deadlines the relation says so, and the relation of the values is kept."""
    a, b = attrs.evolve(AtLeast("90%"), by=2023), attrs.evolve(AtLeast("85%"), by=2025)
    found = compare_targets(a, b)
    assert (found.relation, found.values) == ("different_deadline", "stricter")
    assert at_least_as_strict(a, b) is None


def test_dated_lists() -> None:
    """A list by year compares year by year, and only with the same years."""
    steps = parse_target("2025年达到85%，2030年达到90%", unit="%", better="higher")
    higher = parse_target("2025年达到85%，2030年达到95%", unit="%", better="higher")
    later = parse_target("2025年达到85%，2035年达到95%", unit="%", better="higher")
    assert compare_targets(higher, steps).relation == "stricter"
    assert compare_targets(later, steps).relation == "different_deadline"


def test_dates_of_conditions() -> None:
    """A condition is about the date it names, alone, joined or joined as a whole; two dates are two quantities."""
    level, change = attrs.evolve(STEP, by=2025), attrs.evolve(Increase("5百分点", since=2020), by=2025)
    whole = attrs.evolve(STEP & AtMost("90%"), by=2025)
    assert [condition_of(one).quantity.by for one in (level, change, level & level, whole)] == [2025] * 4
    assert [condition_of(one).quantity.by for one in (STEP, Increase("5%"), STEP & AtMost("90%"))] == [None] * 3
    for one in (level, change):
        with pytest.raises(UndecidedError, match="different quantities"):
            condition_of(AllOf((one, attrs.evolve(one, by=2023))))


def test_mixed_conditions() -> None:
    """A level and a change together ask at least as much as either alone."""
    both = AtLeast("85%") & Increase("5百分点", since=2020)
    assert at_least_as_strict(both, AtLeast("80%")) is True
    assert at_least_as_strict(both, Increase("3百分点", since=2020)) is True
    assert at_least_as_strict(AtLeast("80%"), AtLeast("85%") | Increase("5百分点", since=2020)) is None
    assert at_least_as_strict(AtLeast("90%"), AtLeast("85%") | Increase("5百分点", since=2020)) is True
    assert at_least_as_strict(AtLeast("80%"), both) is False


@pytest.mark.parametrize("kind", [AllOf, AnyOf])
def test_nothing_joined(kind: type[AllOf] | type[AnyOf]) -> None:
    """An empty and/or is compared with nothing but itself; so is an ambiguous target without readings."""
    assert compare_targets(kind(()), AtLeast("1%")).relation == "not_comparable"
    assert compare_targets(Ambiguous(()), AtLeast("1%")).relation == "not_comparable"


def test_witnesses_in_english() -> None:
    """A witness names its place and a change its direction."""
    fell = compare_targets(Decline("20%", since=2020), Decline("10%", since=2020)).only_b
    still = compare_targets(Increase("1%", since=2020), Increase("0%", since=2020)).only_b
    before = compare_targets(EveryPeriod(AtLeast("97%")), AtLeast("97%")).only_b
    assert fell is not None and still is not None and before is not None  # noqa: PT018
    assert [one.in_language("en") for one in (fell, still, before)] == [
        "−10%",
        "no change",
        "in an earlier period: 96%",
    ]


# --- plans ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def aligned() -> Alignment:
    """Xicheng against the nation."""
    return align(load_plan("xicheng-2022-2025"), load_plan("national-2021-2025"))


@pytest.mark.parametrize(
    ("number", "relation", "shown"),
    [
        ("1", "stricter", "81%只满足 b"),
        ("3", "equal", ""),
        ("5", "stricter", "91%只满足 b"),
        ("7", "equal", ""),
        ("12", "stricter", "65%只满足 b"),
        ("23", "stricter", "91%只满足 b"),
        ("24", "equal", ""),
        ("26", "stricter", "下降10%只满足 b"),
        ("33", "not_comparable", "趋势没有数值，只与自身相同"),
        ("40", "stricter", "90%只满足 b"),
        ("44", "equal", ""),
    ],
)
def test_xicheng_against_the_nation(aligned: Alignment, number: str, relation: str, shown: str) -> None:
    """Known rows come out as a reader of the two plans sees them."""
    assert (aligned[number].relation, aligned[number].why("zh")) == (relation, shown)


def test_nothing_is_lost(aligned: Alignment) -> None:
    """Every indicator of either plan is paired or listed as unmatched, and the counts add up."""
    assert len(aligned) == 21
    assert aligned.counts() == dict.fromkeys(RELATIONS, 0) | {"equal": 10, "stricter": 10, "not_comparable": 1}
    assert {pair.a.number for pair in aligned} | {row.number for row in aligned.only_a} == {
        str(n) for n in range(1, 46)
    }
    assert [row.number for row in aligned.only_b] == ["11"]
    assert len(aligned.rows()) == 21 + 24 + 1
    assert aligned.dead_links == ()


def test_unverified_rows_are_marked(aligned: Alignment) -> None:
    """Exactly the rows whose national text was not checked carry the mark."""
    unmarked = [row["number_b"] for row in aligned.rows() if row["number_b"] and "※" not in row["target_b"]]
    assert unmarked == ["1", "2", "3"]
    assert [pair.b.number for pair in aligned if not pair.unverified] == unmarked
    assert aligned.to_text("en").splitlines()[-4] == "※ not checked against a printed copy"


def test_other_direction(aligned: Alignment) -> None:
    """Exchanging the plans exchanges stricter and looser."""
    back = align(aligned.b, aligned.a)
    assert back.counts()["looser"] == aligned.counts()["stricter"]
    assert {(pair.b.number, pair.a.number) for pair in back} == {(pair.a.number, pair.b.number) for pair in aligned}


def test_unknown_number(aligned: Alignment) -> None:
    """A number that is in no pair is a KeyError."""
    with pytest.raises(KeyError):
        aligned["2"]


def test_press_rows_claim_only_what_holds_under_both_signs() -> None:
    """A press row says 97 % without its sign: 99 % is stricter than either, 97 % cannot be told."""
    xicheng, beijing = load_plan("xicheng-2022-2025"), load_plan("beijing-2022-2025")
    found = align(xicheng, beijing)
    assert {pair.relation for pair in found} == {"not_comparable"}
    assert {pair.why("en") for pair in found} == {"known from the press; the operator is not known"}
    harder = attrs.evolve(xicheng, indicators=(attrs.evolve(xicheng["9"], target="≥99%"),))
    assert align(harder, beijing)["9"].relation == "stricter"
    above = attrs.evolve(xicheng, indicators=(attrs.evolve(xicheng["9"], target=">97%"),))
    assert align(above, beijing)["9"].relation == "not_comparable"


def test_two_press_rows_with_one_number() -> None:
    """The same number in two press reports is no proof of the same sign."""
    beijing = load_plan("beijing-2022-2025")
    rows = tuple(attrs.evolve(row, same_as=(f"{beijing.id}:{row.number}",)) for row in beijing.indicators)
    assert align(beijing, attrs.evolve(beijing, id="copy", indicators=rows)).counts()["not_comparable"] == 5


def _plan(name: str, *rows: Indicator, last_year: int = 2025, baseline_year: int | None = None) -> Plan:
    return Plan(id=name, title=f"<{name}>", first_year=2021, last_year=last_year, baseline_year=baseline_year,
                    indicators=rows)  # fmt: skip


RATE = Indicator(number="1", name="筛查率", unit="%", share=True, better="higher", target="≥85%")


def test_names_are_never_guessed() -> None:
    """The same name alone makes no pair; a declared alias does."""
    a, b = _plan("a", RATE), _plan("b", attrs.evolve(RATE, number="7"))
    assert len(align(a, b)) == 0
    assert align(a, b, aliases={"筛查率": "筛查率"})["1"].relation == "equal"


@pytest.mark.parametrize("links", [(("b:7",), ()), ((), ("a:1",)), (("nation:3",), ("nation:3",))])
def test_declared_identifiers(links: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """Either side may declare the other, or both the same third."""
    a = _plan("a", attrs.evolve(RATE, same_as=links[0]))
    b = _plan("b", attrs.evolve(RATE, number="7", same_as=links[1]))
    assert [(pair.a.number, pair.b.number) for pair in align(a, b)] == [("1", "7")]


def test_unknown_alias() -> None:
    """An alias that names no indicator is refused, with a guess."""
    with pytest.raises(FormatError, match="did you mean 筛查率"):
        align(_plan("a", RATE), _plan("b", RATE), aliases={"筛查": "筛查率"})


def test_dead_links() -> None:
    """A declared identifier that the other plan does not have is listed, not dropped."""
    found = align(_plan("a", attrs.evolve(RATE, same_as=("b:9",))), _plan("b", RATE))
    assert found.dead_links == ("b:9",)
    assert "失效的对应：b:9" in found.to_text("zh")


def test_plan_deadlines() -> None:
    """Plans that end in different years say so, and keep what can be said of the values."""
    row = attrs.evolve(RATE, target="≥90%", same_as=("b:1",))
    (pair,) = align(_plan("a", row), _plan("b", RATE, last_year=2030))
    assert (pair.relation, pair.comparison.values) == ("different_deadline", "stricter")
    assert pair.why("en") == "2025 and 2030, value stricter; 85% satisfies b alone"
    (stated,) = align(_plan("a", attrs.evolve(row, target="到2030年达到90%")), _plan("b", RATE, last_year=2030))
    assert stated.relation == "stricter"


def test_plan_baselines() -> None:
    """A change that names no base has that of its plan; plans with different bases are not compared."""
    count = Indicator(number="1", name="事故起数", unit="起", better="lower", target="下降20%以上")
    lower = attrs.evolve(count, target="下降10%以上", same_as=("a:1",))
    (same,) = align(_plan("a", count, baseline_year=2020), _plan("b", lower, baseline_year=2020))
    (other,) = align(_plan("a", count, baseline_year=2020), _plan("b", lower, baseline_year=2015))
    assert (same.relation, other.relation) == ("stricter", "not_comparable")
    trend = attrs.evolve(RATE, target="稳步提升")
    (rising,) = align(_plan("a", trend, baseline_year=2020),
                      _plan("b", attrs.evolve(trend, same_as=("a:1",)), baseline_year=2015))  # fmt: skip
    assert rising.relation == "not_comparable"


AROUND = [
    lambda part: part,
    PerUnit,
    EveryPeriod,
    lambda part: EveryPeriod(PerUnit(part)),
    lambda part: AllOf((STEP, part)),
    lambda part: AnyOf((part, STEP)),
    lambda part: Respectively((STEP, part)),
    lambda part: Ambiguous((part, STEP)),
]
"""Every place in a target where a change or a trend can stand."""


@pytest.mark.parametrize("leaf", [Increase("5%"), Trend("up"), attrs.evolve(Decline("5%"), rate="per_year")])
@pytest.mark.parametrize("own", [None, 2015, "previous"])
@pytest.mark.parametrize("around", AROUND)
def test_the_base_reaches_every_part(around: Any, own: Any, leaf: Any) -> None:
    """Wherever a change or a trend stands in a target, it has its own base, else that of the plan."""
    asked = around(attrs.evolve(leaf, base=own))
    told = based(asked, 2020, _plan("a"))
    assert leaves_of(told) == leaves_of(around(attrs.evolve(leaf, base=own or 2020)))
    assert type(told) is type(asked)


@pytest.mark.parametrize("around", AROUND)
def test_an_amended_base_reaches_every_part(around: Any) -> None:
    """Wherever words name a base year, an amendment of the base replaces it; what they measure otherwise stays."""
    kept: tuple[tuple[Any, Any], ...] = ((2015, 2020), ("previous", "previous"), (None, None))
    for own, told in kept:
        for leaf in (Increase("5%", since=own), Trend("up", base=own)):
            assert with_base(around(leaf), 2020) == around(attrs.evolve(leaf, base=told))
            assert bases_named(around(leaf)) == ({own} if own == 2015 else set())


def test_the_first_year_of_every_period() -> None:
    """保持 without a first year begins at its base, without a base with the plan."""
    asked = [based(EveryPeriod(STEP, since), base, _plan("a")) for since in (2018, None) for base in (2020, None)]
    assert asked == [EveryPeriod(STEP, since) for since in (2018, 2018, 2020, 2021)]


def test_shares_end_at_the_whole() -> None:
    """Of two shares, from 99 % up is from 99 % to 100 %; of two growth rates it is not."""
    row = attrs.evolve(RATE, target="≥99%且≤100%", same_as=("b:1",))
    other = attrs.evolve(RATE, target="≥99%")
    (share,) = align(_plan("a", row), _plan("b", other))
    (rate,) = align(_plan("a", row), _plan("b", attrs.evolve(other, share=False)))
    assert (share.relation, rate.relation) == ("equal", "stricter")


def test_rows_without_a_target() -> None:
    """A row without a target is paired and not compared."""
    (pair,) = align(_plan("a", attrs.evolve(RATE, target=None, same_as=("b:1",))), _plan("b", RATE))
    assert pair.why("en") == "one has no target"


def test_html_is_escaped() -> None:
    """Names and titles are text, never markup."""
    page = align(_plan("a", attrs.evolve(RATE, name="<b>", same_as=("b:1",))), _plan("b", RATE))._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_values_travel(aligned: Alignment) -> None:
    """An alignment is a value: hashable parts, equal after a pickle."""
    assert pickle.loads(pickle.dumps(aligned)).pairings == aligned.pairings
    assert len({*aligned.pairings}) == 21
    assert str(aligned) == aligned.to_text("zh")


def test_the_page_shows_the_whole_table():
    """What the page prints of Xicheng against the nation is what the alignment says today."""
    page = (Path(__file__).parents[1] / "docs" / "alignment.md").read_text(encoding="utf-8")
    table = align(load_plan("xicheng-2022-2025"), load_plan("national-2021-2025")).to_markdown("en")
    assert page.partition("<!-- alignment -->\n")[2].partition("\n\n<!-- end -->")[0] == table.rstrip()
