"""One table of nouns behind target, figure, observation and unit: the same answer at every door."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.errors import ObservationError, PreventionRulesError
from prevention_rules.evidence.pooling import pool
from prevention_rules.evidence.series import Series
from prevention_rules.nouns import nouns
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, stands_for, unit_of
from prevention_rules.unit_words import unit_words

COUNTED = [text for text, noun in nouns().items() if noun.is_counted]
ORDINARY = [*"例名位所家支户件辆座台套处项次场期批人个张起", "个工作日", "人次"]


@pytest.mark.parametrize("noun", ORDINARY)
def test_ordinary_counters_need_no_declaration(noun: str) -> None:
    """The counters of ordinary plans are units without being declared, scaled or under another unit too."""
    assert unit_of(noun, []).comparable(unit_of(f"万{noun}", []))
    assert unit_of(f"{noun}/年", []).dimension
    assert noun in COUNTED


@pytest.mark.parametrize("noun", COUNTED)
def test_no_count_is_negative(noun: str) -> None:
    """A negative number of anything that is counted is refused, whichever noun it has."""
    with pytest.raises(ObservationError):
        Series.of({2025: -3}, unit=noun)
    with pytest.raises(ObservationError):
        Series.of({2025: f"-3{noun}"}, unit=noun)


@pytest.mark.parametrize("noun", COUNTED)
def test_counts_of_areas_are_added(noun: str) -> None:
    """Areas that count whole things are added, whichever noun they have; working days and times are not."""
    whole = pool({area: Series.of({2025: 3}, unit=noun) for area in "甲乙"}).series.level(Period.of(2025))
    assert (whole is not None) is nouns()[noun].is_whole
    assert pool({area: Series.of({2025: 3}, unit="分钟") for area in "甲乙"}).series.facts == ()


@pytest.mark.parametrize(
    ("unit", "is_count", "people", "never_negative"),
    [("人", True, True, True), ("名", True, True, True), ("万位", True, True, True), ("例", True, False, True),
     ("人次", True, False, True), ("人/10万人口", False, False, True), ("/10万", False, False, True),
     ("元", False, False, False), ("万元/人", False, False, False), ("%", False, False, False),
     ("个工作日", False, False, True), ("分钟", False, False, False), ("次/年", False, False, True)],
)  # fmt: skip
def test_what_a_unit_counts(unit: str, is_count: bool, people: bool, never_negative: bool) -> None:
    """A unit knows whether it counts whole things, whether these are people, and whether it can be below zero."""
    of = unit_of(unit)
    assert (of.is_count, of.counts_people, of.never_negative) == (is_count, people, never_negative)


def test_persons_are_persons_and_cases_are_cases() -> None:
    """名, 位 and 人 are the same persons; 例 counts cases; 人次 counts visits."""
    person, case, visit = unit_of("人"), unit_of("例"), unit_of("人次")
    assert unit_of("名").comparable(person)
    assert unit_of("位").comparable(unit_of("万人"))
    assert not case.comparable(person)
    assert not visit.comparable(person)
    rates = [unit_of(text) for text in ("/10万", "人/10万人口", "例/10万人口", "张/千人口")]
    assert [stands_for(unit_of("名"), rate) for rate in rates] == [True, True, False, False]
    assert [stands_for(case, rate) for rate in rates] == [True, False, True, False]
    assert not stands_for(unit_of("万人"), rates[0])


DOORS = [
    ("名", "人", True), ("位", "人", True), ("例", "人", False), ("人次", "人", False),
    ("名", "人/10万人口", True), ("位", "人/10万人口", True), ("例", "人/10万人口", False),
    ("例", "/10万", True), ("名", "/10万", True), ("例", "例/10万人口", True), ("所", "家", False),
]  # fmt: skip


@pytest.mark.parametrize(("noun", "unit", "taken"), DOORS)
def test_every_door_gives_the_same_answer(noun: str, unit: str, taken: bool) -> None:
    """A noun is accepted for an indicator as a published text, as an amount and as an observation, or at none."""
    n = "6.5" if "/" in unit else "6"  # a whole number of heads is no rate
    doors: list[Any] = [
        {2025: f"{n}{noun}"}, {2025: Amount.of(f"{n}{noun}")}, [pr.Observation("1", 2025, n, unit=noun)]
    ]  # fmt: skip
    for given in doors:
        assert accepted(given, unit) is taken


def accepted(given: Any, unit: str) -> bool:
    try:
        return Series.of(given, unit=unit).facts[0].values.as_point in (6, Fraction(13, 2))
    except PreventionRulesError:
        return False


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [("例", " case", " cases"), ("人", " person", " people"), ("%", "%", "%"), ("分钟", " minute", " minutes"),
     ("个", "", ""), ("个工作日", " working day", " working days"), ("次/年", " time per year", " times per year"),
     ("户/千户", " household per 1,000 households", " households per 1,000 households")],
)  # fmt: skip
def test_english_has_a_singular(unit: str, one: str, many: str) -> None:
    """One of a thing is told in the singular, and what a rate is per as well."""
    assert (unit_words(unit_of(unit), 1).en, unit_words(unit_of(unit)).en) == (one, many)


def test_every_row_of_the_table_is_whole() -> None:
    """A noun means itself or another row that means itself, and its rows agree in what they say of it."""
    for noun in nouns().values():
        main = nouns()[noun.means]
        assert main.means == main.text
        assert (main.is_person, main.is_whole, main.never_negative) == (
            noun.is_person, noun.is_whole, noun.never_negative
        )  # fmt: skip
