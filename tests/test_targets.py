"""The tree of targets: what can be built, carried as data, asked of one value, and what is refused."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from prevention_rules.errors import FormatError, ObservationError, PreventionRulesError, UnitError
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    AtLeast,
    AtMost,
    Bound,
    Change,
    Decline,
    EveryPeriod,
    Increase,
    LessThan,
    MoreThan,
    Origin,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Trend,
    parts_of,
    target_from_dict,
)
from prevention_rules.testing.strategies import targets

WRITTEN = [
    (AtLeast("85%"), {"t": "bound", "op": ">=", "v": "85", "u": "%"}),
    (MoreThan("85.0%"), {"t": "bound", "op": ">", "v": "85.0", "u": "%"}),
    (AtMost("0.4张/千人口"), {"t": "bound", "op": "<=", "v": "0.4", "u": "张/千人口"}),
    (LessThan("12"), {"t": "bound", "op": "<", "v": "12"}),
    (Bound("=", Amount(Fraction(2, 3))), {"t": "bound", "op": "=", "v": "2/3"}),
    (
        Range(Amount.of("60%"), Amount.of("80%"), True, False, by=2025),
        {"t": "range", "lo": "60", "hi": "80", "lo_in": True, "hi_in": False, "u": "%", "by": 2025},
    ),
    (About(Amount.of("5%")), {"t": "about", "v": "5", "u": "%"}),
    (About(Amount.of("4.5%"), Amount.of("5%")), {"t": "about", "lo": "4.5", "hi": "5", "u": "%"}),
    (
        Decline("20%", since=2020),
        {"t": "change", "dir": "down", "kind": "relative", "op": ">=", "v": "20", "u": "%", "base": "2020", "rate": "total"},
    ),
    (
        Increase("6个百分点", since="previous"),
        {"t": "change", "dir": "up", "kind": "points", "op": ">=", "v": "6", "u": "个百分点", "base": "previous", "rate": "total"},
    ),
    (
        Decline("3起"),
        {"t": "change", "dir": "down", "kind": "amount", "op": ">=", "v": "3", "u": "起", "base": "unstated", "rate": "total"},
    ),
    (
        Change("up", "relative", Range(Amount.of("1%"), Amount.of("2%")), 2020, "per_year"),
        {"t": "change", "dir": "up", "kind": "relative", "op": "range", "lo": "1", "hi": "2", "lo_in": True, "hi_in": True,
         "u": "%", "base": "2020", "rate": "per_year"},
    ),
    (Trend("up"), {"t": "trend", "dir": "up"}),
    (
        Trend("stable", "lower", 2020, every_year=True),
        {"t": "trend", "dir": "stable", "better": "lower", "base": "2020", "every_year": True},
    ),
    (
        EveryPeriod(AtLeast("95%"), 2021),
        {"t": "every_period", "of": {"t": "bound", "op": ">=", "v": "95", "u": "%"}, "since": 2021},
    ),
    (PerUnit(AtLeast("1所"), "县"), {"t": "per_unit", "of": {"t": "bound", "op": ">=", "v": "1", "u": "所"}, "each": "县"}),
    (
        Respectively((AtLeast("1"), Qualitative("得到控制"))),
        {"t": "list", "of": [{"t": "bound", "op": ">=", "v": "1"}, {"t": "qualitative", "said": "得到控制"}]},
    ),
    (AllOf(()), {"t": "and", "of": []}),
    (AnyOf([Trend("down")]), {"t": "or", "of": [{"t": "trend", "dir": "down"}]}),
    (Ambiguous((Reference(),)), {"t": "ambiguous", "readings": [{"t": "reference"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("target", "data"), WRITTEN, ids=lambda value: getattr(value, "tag", ""))
def test_to_dict(target: Any, data: dict[str, Any]) -> None:
    """Each kind of target has its plain data, numbers as exact strings, and is read back from it."""
    assert target.to_dict() == data
    assert target_from_dict(data) == target


@given(target=targets())
def test_any_target_travels(target: Any) -> None:
    """Any target survives JSON and pickling, and equal targets have equal hashes."""
    through_json = target_from_dict(json.loads(json.dumps(target.to_dict())))
    through_pickle = pickle.loads(pickle.dumps(target))
    assert through_json == through_pickle == target
    assert hash(through_json) == hash(through_pickle) == hash(target)


def test_precision_and_origin_take_no_part_in_equality() -> None:
    """Where a target was read and with how many zeros is kept, but targets that ask the same are equal."""
    read = Bound(">=", Amount.of("85.0%"), origin=Origin("≥85.0%（力争）", (0, 6), ("力争",), ("力争",)))
    assert read == AtLeast("85%")
    assert (read.text, read.modality) == ("≥85.0%（力争）", ("力争",))
    assert (AtLeast("85%").text, AtLeast("85%").modality) == ("不低于85%", ())
    assert pickle.loads(pickle.dumps(read)).text == "≥85.0%（力争）"


def test_joining_keeps_one_level() -> None:
    """``&`` and ``|`` join into one flat list each; a joined target with a year of its own keeps it."""
    a, b, c = AtLeast("1"), AtMost("5"), AtMost("9")
    assert a & b & c == AllOf((a, b, c)) == a & (b & c)
    assert a | b | c == AnyOf((a, b, c))
    assert (a & b) | c == AnyOf((AllOf((a, b)), c))
    dated = AllOf((a, b), by=2025)
    assert dated & c == AllOf((dated, c))


@pytest.mark.parametrize(
    ("target", "accepted", "refused"),
    [
        (AtLeast("85%"), [85, "85.0", 100, Amount.of("850‰")], [84, "84.999", Amount.of("849‰")]),
        (MoreThan("85%"), ["85.001"], [85, Amount.of("0.85倍")]),
        (AtMost("12分钟"), [12, Amount.of("720秒"), -1], [Amount.of("0.21小时")]),
        (LessThan("12"), [11], [12]),
        (Range(Amount.of("60%"), Amount.of("80%"), True, False), [60, 79], [59, 80]),
        (AtLeast("10%") & LessThan("200‰"), [10, 19], [9, 20]),
        (AtLeast("90%") | AtMost("10%"), [10, 90], [11, 89]),
        (AtLeast("1") & LessThan("1"), [], [0, 1, 2]),
    ],
    ids=str,
)
def test_accepts(target: Any, accepted: list[Any], refused: list[Any]) -> None:
    """A single value satisfies a target or does not, in the target's own unit or in one that compares with it."""
    assert [value for value in (*accepted, *refused) if target.accepts(value)] == accepted


@pytest.mark.parametrize(
    "target",
    [Decline("20%"), Trend("up"), About(Amount.of("5%")), EveryPeriod(AtLeast("1")), PerUnit(AtLeast("1")), AllOf(()),
     Respectively((AtLeast("1"),)), Ambiguous((AtLeast("1"),)), Qualitative("得到控制"), AtLeast("1") & Trend("up")],
    ids=lambda target: target.tag,
)  # fmt: skip
def test_what_one_value_cannot_decide(target: Any) -> None:
    """A change, a trend, a list or mere words are not decided by one value, and say so."""
    with pytest.raises(FormatError) as caught:
        target.accepts(85)
    said = target if not isinstance(target, AllOf) or not target.of else Trend("up")
    assert caught.value.explain("en") == f"a single level cannot decide {str(said)!r}"
    assert caught.value.explain("zh") == f"“{said}”不能由单个数值判断"


def test_accepts_refuses_what_is_no_number() -> None:
    """A value of another kind, or no number at all, is an error and not a no."""
    with pytest.raises(UnitError):
        AtLeast("85%").accepts(Amount.of("12分钟"))
    with pytest.raises(ObservationError):
        AtLeast("85%").accepts(float("nan"))


KINDS = ("bound", "range", "about", "change", "trend", "every_period", "per_unit", "list", "and", "or", "ambiguous",
         "reference", "qualitative")  # fmt: skip
BOUND = {"t": "bound", "op": ">=", "v": "85", "u": "%"}
CHANGE = {"t": "change", "dir": "down", "kind": "relative", "op": ">=", "v": "20", "u": "%", "base": "2020"}


@pytest.mark.parametrize(
    ("data", "en", "zh"),
    [
        ({}, f"no kind of target is t=None; use {', '.join(KINDS)}", f"没有 t=None 这种目标；可用 {'、'.join(KINDS)}"),
        (
            {"t": "bounds"},
            f"no kind of target is t='bounds'; use {', '.join(KINDS)}",
            f"没有 t='bounds' 这种目标；可用 {'、'.join(KINDS)}",
        ),
        ("≥85%", "a target is a dictionary, not '≥85%'", "目标须是字典，不能是 '≥85%'"),
        ({"t": "bound", "op": ">="}, "the target lacks the field 'v'", "目标缺少字段 'v'"),
        ({"t": "and", "of": [BOUND, {"t": "every_period"}]}, "the target lacks the field 'of'", "目标缺少字段 'of'"),
        ({**CHANGE, "op": "range"}, "the target lacks the field 'lo'", "目标缺少字段 'lo'"),
        ({**BOUND, "op": "≥"}, "op cannot be '≥'; use >=, >, <=, <, =", "字段 op 不能是 '≥'；可用 >=, >, <=, <, ="),
        (
            {**CHANGE, "dir": "sideways"},
            "dir cannot be 'sideways'; use up, down",
            "字段 dir 不能是 'sideways'；可用 up, down",
        ),
        (
            {**CHANGE, "rate": "daily"},
            "rate cannot be 'daily'; use total, per_year, annual_average",
            "字段 rate 不能是 'daily'；可用 total, per_year, annual_average",
        ),
        (
            {**BOUND, "v": "85%"},
            "'85%' is not a number; leave a missing value out, it is not 0",
            "'85%' 不是数；缺报请不要填，空着不等于 0",
        ),
        ({**BOUND, "by": "2025"}, "by is a year, not '2025'", "字段 by 应是年份，不能是 '2025'"),
        ({**BOUND, "by": True}, "by is a year, not True", "字段 by 应是年份，不能是 True"),
        (
            {"t": "every_period", "of": BOUND, "since": "first"},
            "since is a year, not 'first'",
            "字段 since 应是年份，不能是 'first'",
        ),
        (
            {"t": "range", "lo": "5", "hi": "3"},
            "there is no number between 5 and 3",
            "区间 5—3 里没有数",
        ),
        (
            {"t": "bound", "op": ">=", "v": "1/0"},
            "cannot read the target {'t': 'bound', 'op': '>=', 'v': '1/0'}",
            "读不懂目标 {'t': 'bound', 'op': '>=', 'v': '1/0'}",
        ),
        (
            {"t": "and", "of": None},
            "cannot read the target {'t': 'and', 'of': None}",
            "读不懂目标 {'t': 'and', 'of': None}",
        ),
        ({"t": "and", "of": "ab"}, "a target is a dictionary, not 'a'", "目标须是字典，不能是 'a'"),
        (
            {"t": "trend", "dir": "up", "base": "last year"},
            "base is a year, not 'last year'",
            "字段 base 应是年份，不能是 'last year'",
        ),
        (
            {"t": "trend", "dir": "up", "base": 2020.7},
            "base is a year, not 2020.7",
            "字段 base 应是年份，不能是 2020.7",
        ),
        ({"t": "trend", "dir": "up", "base": -5}, "base is a year, not -5", "字段 base 应是年份，不能是 -5"),
        (
            {"t": "bound", "op": ">=", "v": "5", "u": 5},
            "cannot read the target {'t': 'bound', 'op': '>=', 'v': '5', 'u': 5}",
            "读不懂目标 {'t': 'bound', 'op': '>=', 'v': '5', 'u': 5}",
        ),
    ],
)
def test_broken_data_is_refused(data: Any, en: str, zh: str) -> None:
    """Whatever is wrong with a dictionary is said in one sentence, never by a traceback of ours."""
    with pytest.raises(PreventionRulesError) as caught:
        target_from_dict(data)
    assert (caught.value.explain("en"), caught.value.explain("zh")) == (en, zh)


@pytest.mark.parametrize("verdict", list(Verdict), ids=lambda verdict: verdict.value)
def test_four_answers_are_not_two(verdict: Verdict) -> None:
    """A verdict has no truth value: INCONCLUSIVE would silently read as yes."""
    with pytest.raises(TypeError, match=r"^four answers are not two: compare with Verdict\.MET, Verdict\.NOT_MET, …$"):
        bool(verdict)
    assert pickle.loads(pickle.dumps(verdict)) is verdict


@pytest.mark.parametrize(
    ("size", "kind"), [("20%", "relative"), ("6百分点", "points"), ("5‰", "amount"), ("3起", "amount")]
)
def test_the_unit_of_a_change_says_its_kind(size: str, kind: str) -> None:
    """A change in % is relative, in 百分点 a difference of percentages, in anything else an amount."""
    assert (Decline(size).kind, Increase(size).kind) == (kind, kind)


def test_constructors_take_what_people_write() -> None:
    """The same bound comes from text, from an amount, and (bare) from a number."""
    assert AtLeast("85%") == AtLeast(Amount(Fraction(85), unit_of("%"))) == Bound(">=", Amount.of("85 %"))
    assert AtMost(7) == AtMost("7") == AtMost(Fraction(7))


def test_parts() -> None:
    """A compound target has its parts in the order printed, a simple one none."""
    a, b = AtLeast("1"), Trend("up")
    assert [parts_of(kind((a, b))) for kind in (AllOf, AnyOf, Respectively, Ambiguous)] == [(a, b)] * 4
    assert [parts_of(kind(a)) for kind in (EveryPeriod, PerUnit)] == [(a,)] * 2
    assert parts_of(a) == parts_of(b) == ()
