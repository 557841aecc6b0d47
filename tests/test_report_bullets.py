"""Bullet charts: everything on the line stands where its number stands, and no end is drawn that nobody published."""

from __future__ import annotations

import pytest

import prevention_rules as pr
from prevention_rules.report.bullets import WIDTH, Bullet, Stretch, bullet
from prevention_rules.targets import Better


def drawn(target: str, figures: dict[int, str], *, better: Better = "higher", unit: str = "%") -> Bullet:
    """Return the chart of a target at 2023, on the way from 2020 to 2025."""
    series = pr.Series.of(figures, unit=unit, share=unit == "%")
    asked = pr.parse_target(target, unit=unit)
    told = bullet(pr.evaluate(asked, series, at=2023, baseline=2020, deadline=2025, better=better))
    assert told is not None
    return told


def test_a_rate_behind_its_schedule() -> None:
    """Base, figure, what is due and target stand in this order, and what meets the target lies beyond it."""
    told = drawn("≥80%", {2020: "70%", 2023: "74%"})
    (figure,), (good,) = told.figures, told.good
    assert told.base is not None
    assert told.due is not None
    assert told.base < figure.start < told.due < told.targets[0] == good.start
    assert figure.is_point
    assert good.end == WIDTH


def test_where_lower_is_better_the_good_side_is_the_low_one() -> None:
    """A ceiling has what meets it on its left."""
    told = drawn("≤14.5", {2020: "16.9", 2023: "16.1"}, better="lower", unit="1/10万")
    (good,) = told.good
    assert (good.start, good.end) == (0, told.targets[0])
    assert told.base is not None
    assert told.base > told.figures[0].start


def test_a_published_bound_has_one_end_and_an_open_one() -> None:
    """90 % or more begins at 90 and is open above: 100 % was published by nobody."""
    (figure,) = drawn("≥99%", {2023: "90%以上"}).figures
    assert (figure.open_start, figure.open_end) == (False, True)
    assert 0 < figure.start < figure.end == WIDTH


def test_a_survey_has_both_ends_and_its_rate() -> None:
    """A sample is its interval, with the rate that was found inside it."""
    sample = pr.Observation("1", 2023, pr.Ratio(823, 1000), kind="sample")
    plan = pr.Plan(
        id="p", title="某区计划", first_year=2021, last_year=2025,
        indicators=(pr.Indicator(number="1", name="普及率", unit="%", share=True, better="higher", target="≥85%"),),
    )  # fmt: skip
    told = bullet(plan.assess([sample], at=2023)["1"])
    assert told is not None
    (figure,), (point,) = told.figures, told.points
    assert figure.start < point < figure.end < told.targets[0]
    assert (figure.open_start, figure.open_end) == (False, False)


def test_a_published_change_is_drawn_as_a_change() -> None:
    """Without levels the line is that of the ratio to the base, which stands at no change; 12 % is due by now."""
    told = drawn("比2020年下降20%以上", {2023: "比2020年下降6%"}, better="lower", unit="起")
    assert told.base is not None
    assert told.due is not None
    assert told.targets[0] < told.due < told.figures[0].start < told.base


def test_a_fall_that_nobody_bounded_has_an_open_end() -> None:
    """下降6%以上 ends at -6 %; that it went down to nothing was published by nobody."""
    told = drawn("比2020年下降20%以上", {2023: "比2020年下降6%以上"}, better="lower", unit="起")
    (figure,) = told.figures
    assert (figure.open_start, figure.open_end) == (True, False)
    assert told.targets[0] < figure.end
    assert told.base is not None
    assert figure.end < told.base


def test_every_street_that_reported_is_on_the_line() -> None:
    """The silent street is not there; it does not keep the others from being drawn."""
    series = {
        name: pr.Series.of(figures, unit="%", share=True)
        for name, figures in (("甲街道", {2025: "92%"}), ("乙街道", {2025: "88%"}), ("丙街道", {}))
    }
    told = bullet(pr.evaluate(pr.parse_target("每个街道90%以上", unit="%"), series, at=2025, areas=[*series]))
    assert told is not None
    better, worse = told.figures
    assert worse.start < told.targets[0] < better.start


def test_a_small_gap_is_not_drawn_as_an_abyss() -> None:
    """A tenth of a point short of 90 % is less than a twentieth of the line."""
    told = drawn("≥90%", {2023: "89.9%"})
    assert 0 < told.targets[0] - told.figures[0].start < WIDTH / 20


@pytest.mark.parametrize("figures", [{}, {2020: "70%"}])
def test_without_a_figure_there_is_no_chart(figures: dict[int, str]) -> None:
    """Nothing is drawn where no number stands against the target."""
    series = pr.Series.of(figures, unit="%", share=True)
    assert bullet(pr.evaluate(pr.parse_target("≥80%", unit="%"), series, at=2023, deadline=2025)) is None


def test_a_stretch_of_one_place_is_a_point() -> None:
    """A figure is a mark, a span is a bar."""
    assert (Stretch(3, 3).is_point, Stretch(3, 4).is_point) == (True, False)
