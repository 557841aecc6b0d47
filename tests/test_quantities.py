"""Units and numbers as people write them."""

from __future__ import annotations

import math
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from prevention_rules.errors import ObservationError, TargetSyntaxError, UnitError
from prevention_rules.exact_numbers import exact, write_number
from prevention_rules.notation import parse_target, parse_value
from prevention_rules.quantities import Amount, known_units, unit_of
from prevention_rules.statements import Value
from prevention_rules.targets import Bound
from prevention_rules.text import shown
from prevention_rules.unit_registry import known_sizes
from prevention_rules.unit_words import unit_words

RATE = (("人口", -1),)


@pytest.mark.parametrize(
    ("text", "dimension", "factor", "english"),
    [
        ("%", (), "1/100", "%"),
        ("％", (), "1/100", "%"),
        ("‰", (), "1/1000", "‰"),
        ("成", (), "1/10", " 成"),
        ("倍", (), "1", " times"),
        ("百分点", (("百分点", 1),), "1", " percentage points"),
        ("个百分点", (("百分点", 1),), "1", " percentage points"),
        ("分钟", (("秒", 1),), "60", " minutes"),
        ("小时", (("秒", 1),), "3600", " hours"),
        ("天", (("秒", 1),), "86400", " days"),
        ("岁", (("年", 1),), "1", " years"),
        ("起", (("起", 1),), "1", " incidents"),
        ("人次", (("人次", 1),), "1", " visits"),
        ("万人", (("人", 1),), "10000", " 10,000 people"),
        ("张/千人口", (("人口", -1), ("张", 1)), "1/1000", " beds per 1,000 population"),
        ("张/千人", (("人口", -1), ("张", 1)), "1/1000", " beds per 1,000 population"),
        ("张／10万人口", (("人口", -1), ("张", 1)), "1/100000", None),
        ("张 / 千 人口", (("人口", -1), ("张", 1)), "1/1000", None),
        ("/10万", RATE, "1/100000", " per 100,000"),
        ("1/10万", RATE, "1/100000", " per 100,000"),
        ("1/10万人口", RATE, "1/100000", " per 100,000 population"),
        ("/十万", RATE, "1/100000", " per 100,000"),
        ("1/十万人口", RATE, "1/100000", " per 100,000 population"),
        ("例/十亿人", (("人口", -1), ("例", 1)), "1/1000000000", " cases per 1,000,000,000 population"),
        ("十万人", (("人", 1),), "100000", " 100,000 people"),
        ("千亿元", (("元", 1),), "100000000000", " 100,000,000,000 yuan"),
        ("/百万人", RATE, "1/1000000", " per 1,000,000 population"),
        ("人/10万", (("人", 1), ("人口", -1)), "1/100000", " people per 100,000"),
        ("万元/人", (("人口", -1), ("元", 1)), "10000", " 10,000 yuan per population"),
        ("微克/立方米", (("克", 1), ("米", -3)), "1/1000000", " μg per m³"),
        ("千克", (("克", 1),), "1000", " kg"),
        ("千瓦时", (("千瓦", 1), ("秒", 1)), "3600", " kWh"),
        ("亩", (("米", 2),), "2000/3", " mu"),
        ("吨标准煤", (("吨标准煤", 1),), "1", " tonnes of standard coal"),
        ("万吨标准煤", (("吨标准煤", 1),), "10000", " 10,000 tonnes of standard coal"),
    ],
)
def test_units_as_people_write_them(text: str, dimension: Any, factor: str, english: str | None) -> None:
    """Each spelling has its dimension, its exact size and its English words, and keeps the text it was written in."""
    unit = unit_of(text)
    assert (set(unit.dimension), unit.factor, str(unit)) == (set(dimension), Fraction(factor), text)
    assert english is None or unit_words(unit).en == english


@pytest.mark.parametrize(
    ("word", "digits"),
    [("十", "10"), ("百", "100"), ("千", "1000"), ("万", "10000"), ("十万", "10万"), ("百万", "100万"), ("千万", "1000万"),
     ("亿", "10000万"), ("十亿", "10亿"), ("百亿", "100亿"), ("千亿", "1000亿"), ("万亿", "10000亿")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}", "{}人", "{}元", "/{}", "/{}人", "1/{}人口", "例/{}", "例/{}户", "万元/{}人"])
def test_a_scale_in_words_is_that_scale_in_digits(word: str, digits: str, form: str) -> None:
    """A scale of one or two characters, above or below the stroke, is as large as in digits, and no part of the noun."""
    assert unit_of(form.format(word)) == unit_of(form.format(digits))


@pytest.mark.parametrize("text", ["百万万", "/百万万人", "亿万人", "例/十十万", "万十所", "万百吨"])
def test_two_scales_in_a_row_are_refused(text: str) -> None:
    """A scale behind a scale that is none with it is never taken for a noun."""
    with pytest.raises(UnitError) as caught:
        unit_of(text)
    assert caught.value.explain("en") == f"the number in the unit {text} cannot be read with certainty"
    assert caught.value.explain("zh") == f"单位“{text}”里的数读不准"


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [("15/十万", "‰", "0.15‰"), ("15/十万人", "‰", "0.15‰"), ("2/百亿", "/亿", "2/百亿"), ("9/十万", "/10万", "9/10万"),
     ("12.5/十万人", "/10万", "12.5/10万"), ("12.5例/十万", "/10万", "12.5/10万"), ("每十万人15例", "/10万", "15/10万"),
     ("3.5例/千亿人", "例/万亿人", "35例/万亿人")],
)  # fmt: skip
def test_a_rate_per_a_scale_in_words(text: str, unit: str, read: str) -> None:
    """A rate per 十万 is read as one per 10万, as a target and as a figure, and is converted exactly."""
    (said,) = parse_value(text, unit=unit)
    target = parse_target(text, unit=unit, better="lower")
    assert isinstance(said, Value)
    assert isinstance(target, Bound)
    assert (said.amount, target.amount) == (Amount.of(read), Amount.of(read))


@pytest.mark.parametrize(
    ("unit", "declared", "en", "zh"),
    [
        ("分种", (), "the unit 分种 is neither known nor declared; did you mean 分钟 or 分贝?",
         "单位“分种”既不认识也未声明；是不是“分钟”或“分贝”？"),
        ("平方公理", ("盏",), "the unit 平方公理 is neither known nor declared; did you mean 平方公里?",
         "单位“平方公理”既不认识也未声明；是不是“平方公里”？"),
        ("万分种/人", (), "the unit 分种 (in 万分种/人) is neither known nor declared; did you mean 分钟 or 分贝?",
         "单位“分种”（见“万分种/人”）既不认识也未声明；是不是“分钟”或“分贝”？"),
        ("minutes", (), "the unit minutes is neither known nor declared; did you mean 分钟?",
         "单位“minutes”既不认识也未声明；是不是“分钟”？"),
        ("盏", (), "the unit 盏 is neither known nor declared", "单位“盏”既不认识也未声明"),
    ],
)  # fmt: skip
def test_an_unknown_unit_is_refused_with_a_guess(unit: str, declared: tuple[str, ...], en: str, zh: str) -> None:
    """A noun neither known nor declared names itself, where it stands, and the nearest known unit if one is near."""
    with pytest.raises(UnitError) as caught:
        unit_of(unit, declared)
    assert (caught.value.explain("en"), caught.value.explain("zh")) == (en, zh)


@pytest.mark.parametrize("declared", [("盏",), ["盏"], {"盏"}, frozenset({"盏"})], ids=lambda kind: type(kind).__name__)
def test_a_declared_noun_is_a_unit(declared: Any) -> None:
    """A declared noun, also in a scaled or composed unit, is a dimension of its own, whatever collection declares it."""
    assert unit_of("万盏/人", declared).dimension == (("人口", -1), ("盏", 1))


@pytest.mark.parametrize("text", ["", "  ", "张/", "/", "张//人"])
def test_an_empty_unit_is_refused(text: str) -> None:
    """A unit with nothing where a unit should stand is refused, not completed."""
    with pytest.raises(UnitError) as caught:
        unit_of(text)
    assert caught.value.explain("en") == "the unit is empty"
    assert caught.value.explain("zh") == "单位是空的"


@pytest.mark.parametrize("text", ["/0", "/00", "人/0万", "0个", "0万", "00万人", "个/0"])
def test_a_unit_of_size_nought_is_refused(text: str) -> None:
    """A unit that holds nothing, or is taken per nothing, is no unit, and the error names it."""
    with pytest.raises(UnitError) as caught:
        unit_of(text)
    assert caught.value.explain("en") == f"the number in the unit {text} is 0"
    assert caught.value.explain("zh") == f"单位“{text}”里的数是 0"


@pytest.mark.parametrize("text", ["{}起", "/{}", "人/{}万"])
def test_an_endless_unit_is_refused(text: str) -> None:
    """A unit of ninety digits is read; one of more than a hundred characters is refused, and never remembered."""
    assert unit_of(text.format("1" * 90)).dimension
    with pytest.raises(UnitError) as caught:
        unit_of(text.format("9" * 5000))
    assert caught.value.explain("en") == "the unit is longer than 100 characters"
    assert caught.value.explain("zh") == "单位超过 100 个字符"


def test_a_size_of_nought_in_brackets_is_no_unit() -> None:
    """``×0`` in brackets behind a number is not taken for a unit."""
    assert parse_target("不低于2000(×10,000 persons)") == parse_target("不低于2000万名")
    with pytest.raises(TargetSyntaxError):
        parse_target("不低于2000(×0 persons)")


def test_every_known_unit_reads_itself() -> None:
    """Every unit of the registry, aliases included, can be written and is exact."""
    assert len(known_units()) > 50
    for name in known_units():
        assert unit_of(name).factor > 0
        assert isinstance(unit_of(name).factor, Fraction)


def test_every_known_unit_has_its_own_size() -> None:
    """百分点, 千分之一 and 千瓦时 begin like a number with a scale, and are units of their own."""
    told = {name: (unit_of(name).factor, unit_of(name).dimension) for name in known_sizes()}
    assert told == {name: (size, tuple(sorted(powers))) for name, (size, powers) in known_sizes().items()}


def test_the_longest_number() -> None:
    """A number of 400 digits is taken, as a whole one, in text and below a fraction; one of 401 is not."""
    longest = 10**400 - 1
    assert [exact(one)[0] for one in (longest, str(longest), -longest)] == [longest, longest, -longest]
    assert exact(2 ** (10**400).bit_length() - 1)[0] == 2 ** (10**400).bit_length() - 1
    for one in (2 ** (10**400).bit_length(), Fraction(1, 2 ** (10**400).bit_length()), f"1{longest}"):
        with pytest.raises(ObservationError):
            exact(one)


@pytest.mark.parametrize(
    ("given", "value", "step"),
    [
        (85, "85", None),
        (0.1, "0.1", None),
        (1e-7, "0.0000001", None),
        ("85", "85", "1"),
        ("85.0", "85", "0.1"),
        (" -0.50 ", "-0.5", "0.01"),
        (Decimal("85.00"), "85", "0.01"),
        (Decimal("1.45E+12"), "1450000000000", "10000000000"),
        (Fraction(2, 3), "2/3", None),
    ],
)
def test_numbers_are_exact(given: Any, value: str, step: str | None) -> None:
    """A number is read exactly, a float as its shortest decimal; only what was written has a precision."""
    assert exact(given) == (Fraction(value), None if step is None else Fraction(step))


@pytest.mark.parametrize(
    "given",
    [math.nan, math.inf, -math.inf, True, False, None, "", "abc", "85%", "1e5", "１２", "85.", ".93", "1,000", "+5",
     Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+999999999"), Decimal("1E-999999999"), "9" * 500, 10**500,
     Fraction(1, 10**500), Decimal("1." + "0" * 500), 1j, [85]],
    ids=lambda given: repr(given)[:20],
)  # fmt: skip
def test_what_is_no_number_is_refused(given: Any) -> None:
    """nan, infinities, booleans, endless numbers and loose text are refused with the cure for a missing value."""
    with pytest.raises(ObservationError) as caught:
        exact(given)
    assert caught.value.explain("en") == f"{shown(given)} is not a number; leave a missing value out, it is not 0"
    assert caught.value.explain("zh") == f"{shown(given)} 不是数；缺报请不要填，空着不等于 0"


class LoudFloat(float):
    """A float that is printed in another way, as those of array libraries are."""

    def __repr__(self) -> str:
        return f"loud({float(self)!r})"


def test_floats_of_other_libraries() -> None:
    """A subclass of float is read by its value, not by how its library prints it."""
    assert exact(LoudFloat(0.1)) == (Fraction(1, 10), None)


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [("85%", "85", "%"), ("-0.5个百分点", "-0.5", "百分点"), ("12 分钟", "12", "分钟"), ("1.5万人", "1.5", "万人"),
     ("40张/10万人口", "40", "张/10万人口"), ("7", "7", None), (7, "7", None), (Fraction(2, 3), "2/3", None)],
)  # fmt: skip
def test_amounts(written: Any, value: str, unit: str | None) -> None:
    """An amount is a number and its unit, the unit perhaps none."""
    assert Amount.of(written) == Amount(Fraction(value), None if unit is None else unit_of(unit))


@pytest.mark.parametrize("written", ["%", "八十五%", "85..5%", "--5%", ">85%", "8 5%", "５%"])
def test_amounts_need_a_plain_number(written: str) -> None:
    """What does not begin with a plain number is no amount."""
    with pytest.raises(ObservationError):
        Amount.of(written)


@pytest.mark.parametrize(
    ("value", "step", "written"),
    [("85", None, "85"), ("85", "0.1", "85.0"), ("0.4", None, "0.4"), ("-0.05", "0.001", "-0.050"), ("0", "0.01", "0.00"),
     ("2/3", None, "2/3"), ("-1/3", "0.1", "-1/3"), ("1450000000000", "10000000000", "1450000000000"),
     ("1/1024", None, "0.0009765625"), ("5", "1/3", "5")],
)  # fmt: skip
def test_write_number(value: str, step: str | None, written: str) -> None:
    """A number is written exactly, with the zeros it was written with, as a fraction where no decimal is exact."""
    assert write_number(Fraction(value), None if step is None else Fraction(step)) == written
    assert Fraction(written) == Fraction(value)


def test_units_and_amounts_are_values() -> None:
    """Spellings of one unit are equal with equal hashes, precision takes no part, and both survive pickling."""
    assert unit_of("/10万") == unit_of("1/10万人口")
    assert len({unit_of("%"), unit_of("％"), unit_of("‰")}) == 2
    assert Amount.of("85.0%") == Amount.of("85%")
    amount = Amount.of("85.0张/千人口")
    again = pickle.loads(pickle.dumps(amount))
    assert (again, again.step, str(again)) == (amount, Fraction(1, 10), "85.0张/千人口")
