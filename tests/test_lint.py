"""Lint: every code has a smallest rule file that triggers it and a mended one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from prevention_rules.errors import TargetSyntaxError, entry_of
from prevention_rules.linting.lint import LINT_CODES, LintFinding, lint
from prevention_rules.plans.entries import Commitment, Indicator
from prevention_rules.plans.outline import Area
from prevention_rules.plans.plan import Plan
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.targets import Better

FILES = Path(__file__).parent / "data" / "lint"
PLAN = Plan(id="p", title="p", first_year=2021, last_year=2025)
RATE = Indicator(number="1", name="筛查率", unit="%", share=True, better="higher", target="≥85%")


def codes(*indicators: Indicator, **plan: Any) -> list[str]:
    """Return the codes found in a plan of these indicators."""
    return [found.code for found in lint(attrs.evolve(PLAN, indicators=indicators, **plan))]


@pytest.mark.parametrize("code", LINT_CODES)
def test_triggers(code: str) -> None:
    """The smallest file with the fault gives its code and no other."""
    assert {found.code for found in lint(load_plan(FILES / f"{code}-triggers.toml"))} == {code}


@pytest.mark.parametrize("code", LINT_CODES)
def test_mended(code: str) -> None:
    """The mended file gives nothing."""
    assert lint(load_plan(FILES / f"{code}-mended.toml")) == ()


def test_no_file_without_a_code() -> None:
    """The files are those of the codes, none left over."""
    assert {path.stem.rpartition("-")[0] for path in FILES.glob("*.toml")} == set(LINT_CODES)


@pytest.mark.parametrize("code", LINT_CODES)
def test_every_finding_says_where_why_and_what_to_do(code: str) -> None:
    """A finding names its row and field and speaks both languages."""
    for found in lint(load_plan(FILES / f"{code}-triggers.toml")):
        assert found.row in ("indicator 1", "indicator 2")
        assert found.field in [field.alias or field.name for field in attrs.fields(Indicator)]
        for lang in ("zh", "en"):
            line = found.in_language(lang)
            assert found.code in line
            assert entry_of(found.row).in_language(lang) in line
            assert found.cure.in_language(lang) in line


def test_a_finding_is_one_line() -> None:
    """The line names severity, code, place, reason and cure."""
    found = LintFinding(
        "unsatisfiable", "error", "indicator 1", "target", LINT_CODES["unsatisfiable"], LINT_CODES["direction"]
    )
    assert found.in_language("en") == (
        "error unsatisfiable: indicator 1, target: no value the indicator can have meets the target "
        "(cure: the target runs against the indicator's good direction)"
    )


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (">95%", []),
        ("≥95%且比2020年提高5个百分点", []),
        ("保持在97%以上", []),
        ("每个街道≥90%", []),
        ("每个街道>100%", ["unsatisfiable"]),
        ("保持在100%以上", []),
        ("每年>100%", ["unsatisfiable"]),
        ("分别≥85%、>100%", ["unsatisfiable"]),
        ("比2020年提高101个百分点", ["unsatisfiable"]),
        ("比2020年下降20个百分点", ["direction"]),
        ("≥90%且≤80%且比2020年提高5个百分点", ["contradictory"]),
    ],
)
def test_parts(target: str, found: list[str]) -> None:
    """The parts of a target are looked into: periods, units, lists, joined conditions."""
    assert codes(attrs.evolve(RATE, target=target), areas=(Area(name="德胜街道"),)) == found


def test_counts_are_never_negative() -> None:
    """At least 0 accidents asks nothing, fewer than 0 cannot be, and neither can a fall of more than everything."""
    count = Indicator(number="1", name="事故起数", unit="起", baseline=2020, target="≥0起")
    assert codes(count) == ["always_true"]
    assert codes(attrs.evolve(count, target="<0起")) == ["unsatisfiable"]
    assert codes(attrs.evolve(count, target="下降超过100%")) == ["unsatisfiable"]
    assert codes(attrs.evolve(count, target="下降100%")) == []


def test_a_rate_that_is_no_share_has_no_ceiling() -> None:
    """A growth rate may ask for more than 100 %."""
    assert codes(attrs.evolve(RATE, share=False, target=">100%")) == []


@pytest.mark.parametrize(
    ("better", "target"), [("higher", "≤20%"), ("lower", "稳步提升"), ("lower", "下降不超过5个百分点")]
)
def test_direction(better: Better, target: str) -> None:
    """Bounds, trends and changes that only limit the good side run against the direction."""
    rate = attrs.evolve(RATE, better=better, target=target, baseline=2020, reading="net_gain")
    assert codes(rate) == ["direction"]


def test_unreadable_target_in_a_plan_built_in_code() -> None:
    """Minutes for a number of people cannot be read at all, in a rule file or in code."""
    with pytest.raises(TargetSyntaxError, match="does not compare"):
        codes(attrs.evolve(RATE, unit="人", share=False, target="≥85分钟"))


def test_the_plan_may_hold_the_baseline() -> None:
    """The plan's base year serves every row; where it is ours, each verdict that rests on it says so."""
    count = Indicator(number="1", name="事故起数", unit="起", better="lower", target="下降20%以上")
    assert codes(count, baseline_year=2020) == []
    assert codes(count, baseline_year=2020, editorial=("baseline_year",)) == ["editorial_decides"]


@pytest.mark.parametrize(
    ("field", "decides", "leaves_it"),
    [
        ("target", {}, None),
        ("statistic", {"statistic": "mean"}, None),
        ("reading", {"target": "稳步提升", "reading": "net_gain", "baseline": 2020}, {"reading": "net_gain"}),
        ("tolerance", {"target": "85%左右", "tolerance": "1个百分点"}, {"tolerance": "1个百分点"}),
        ("baseline", {"target": "提高5个百分点", "baseline": 2020}, {"target": "比2020年提高5个百分点", "baseline": 2020}),
        ("unit", {"target": "≥85"}, {"target": "≥85%"}),
        ("better", {"target": "85%"}, {"target": "≥85"}),
        ("share", None, {"target": "≥85"}),
        ("name_en", None, {"name_en": "screening rate"}),
    ],
)  # fmt: skip
def test_what_is_ours_decides(field: str, decides: dict[str, Any] | None, leaves_it: dict[str, Any] | None) -> None:
    """A field that is ours is told where the verdict rests on it: where the words would read otherwise, or use it."""
    for row, found in ((decides, ["editorial_decides"]), (leaves_it, [])):
        if row is not None:
            assert codes(attrs.evolve(RATE, **row, editorial=(field,))) == found


def test_press_and_plan_wide_marks() -> None:
    """What the plan says of its text holds for every row that does not say otherwise."""
    assert codes(RATE, attrs.evolve(RATE, number="2", name="复查率", verified=True), verified="press") == ["unverified"]


def test_commitments_are_looked_at() -> None:
    """A commitment is a rule like any other; one without a target is left alone."""
    wish = Commitment(number="C1", name="处于全国前列", decidable=False)
    rate = Commitment(number="C2", name="筛查率", unit="%", share=True, target=">100%")
    (found,) = lint(attrs.evolve(PLAN, commitments=(wish, rate)))
    assert (found.code, found.row) == ("unsatisfiable", "commitment C2")


def test_small_areas() -> None:
    """A tolerance of 1 point is less than one of three streets, which is 33 points."""
    streets = load_plan(FILES / "no_count_fits-mended.toml")
    row = attrs.evolve(streets.indicators[0], target="60%左右", tolerance="1个百分点")
    assert [found.code for found in lint(attrs.evolve(streets, indicators=(row,)))] == ["tolerance_below_one"]


def test_xicheng() -> None:
    """The Xicheng plan has no error and no warning: what remains are open readings and our own choices."""
    found = lint(load_plan("xicheng-2022-2025"))
    assert {one.severity for one in found} == {"info"}
    assert {one.code for one in found} == {"additive_missing", "editorial_decides", "reading_missing"}
    assert [one.row for one in found if one.code == "reading_missing" and one.row.startswith("indicator")] == [
        "indicator 45"
    ]


def test_national() -> None:
    """The national plan was recalled and not checked: its ``[plan]`` says so of every row, and it is told once."""
    found = [one for one in lint(load_plan("national-2021-2025")) if one.code == "unverified"]
    assert [(one.row, one.severity) for one in found] == [("plan", "warning")]
