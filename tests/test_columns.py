"""A plan over columns: on every engine the same verdicts and reasons as the scalar path, and the same refusals."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import engines
import narwhals as nw
import pytest
import tables

import prevention_rules as pr
from prevention_rules import frames
from prevention_rules.errors import FormatError
from prevention_rules.frames import FrameError
from prevention_rules.judgement.verdicts import Verdict

pytestmark = [
    pytest.mark.extra("dev-frames"),
    pytest.mark.filterwarnings(
        "ignore::FutureWarning:pyspark", "ignore::DeprecationWarning", "ignore::ResourceWarning"
    ),
]
POLICIES = (
    pr.Policy(),
    pr.Policy(comparison="rounded", zero_base="held", tolerance="1个百分点"),
)
ALL = pytest.mark.parametrize("engine", engines.ENGINES)


def numbered(table: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {"n": list(range(len(table["period"]))), **table}


@pytest.fixture(scope="module", params=range(len(POLICIES)), ids=["exact", "rounded"])
def judged(request: pytest.FixtureRequest) -> tuple[dict[str, list[Any]], pr.Policy, list[tuple[str, str]]]:
    """A table, a policy, and what the scalar path says of each row."""
    table, policy = tables.rows(6, seed=request.param), POLICIES[request.param]
    return numbered(table), policy, tables.by_scalar(table, policy)


RESULTS: dict[tuple[str, pr.Policy], dict[str, list[Any]]] = {}
"""What each engine gave back, which is asked once: Spark takes its time."""


def result_of(engine: str, table: dict[str, list[Any]], policy: pr.Policy) -> dict[str, list[Any]]:
    if (engine, policy) not in RESULTS:
        given = engines.ENGINES[engine](table)
        result = frames.evaluate(tables.plan(), given, policy=policy)
        assert type(result) is type(given)
        RESULTS[engine, policy] = engines.columns(result)
    return RESULTS[engine, policy]


@ALL
def test_every_row_is_judged_as_by_the_scalar_path(
    engine: str, judged: tuple[dict[str, list[Any]], pr.Policy, list[tuple[str, str]]]
) -> None:
    """Verdict and reason of every row are those of the scalar path; half of the figures lie on a limit or beside it."""
    table, policy, expected = judged
    told = result_of(engine, table, policy)
    assert {name: told[name] for name in table} == table  # every column and row is there, in order
    assert list(zip(map(str, told["verdict"]), map(str, told["reason"]), strict=True)) == expected
    assert any(told["scalar"])
    assert not all(told["scalar"])


@pytest.mark.parametrize("engine", [name for name in engines.ENGINES if name != "polars"])
def test_the_engines_measure_alike(
    engine: str, judged: tuple[dict[str, list[Any]], pr.Policy, list[tuple[str, str]]]
) -> None:
    """Limit, margin, needed change and the flags of every engine are those of the kernel on polars."""
    table, policy, _ = judged
    one, other = (result_of(name, table, policy) for name in (engine, "polars"))
    for name in ("limit", "margin", "needed_change", "on_limit", "scalar"):
        assert one[name] == other[name], name


def test_a_million_rows_are_no_special_case() -> None:
    """Sparse areas, several blocks and threads give what one block gives, row by row."""
    plan, small = tables.plan(), tables.rows(3, seed=5)
    many = {name: cells * 200 for name, cells in small.items()}
    many["area"] = [f"{area}/{at // len(small['area'])}" for at, area in enumerate(many["area"])]
    one, other = (engines.columns(frames.evaluate(plan, engines.polars(table))) for table in (small, many))
    for name in ("verdict", "reason", "limit", "margin"):
        assert other[name] == one[name] * 200


def test_few_rows_of_many_areas_and_rules() -> None:
    """A table that is almost empty is looked up in order instead of by place, with the same verdicts."""
    table = tables.rows(60, seed=9)
    kept = [at for at in range(len(table["area"])) if at % 40 == 0]
    sparse = {name: [cells[at] for at in kept] for name, cells in table.items()}
    sparse["area"] = [f"{area}#{at}" for at, area in enumerate(sparse["area"])] + ["远", "远"]
    for name, cells in (("period", [2020, 2023]), ("indicator", ["7", "7"]), ("value", [35.0, 28.0])):
        sparse[name] += cells
    told = engines.columns(frames.evaluate(tables.plan(), engines.polars(sparse)))
    assert list(zip(map(str, told["verdict"]), map(str, told["reason"]), strict=True)) == tables.by_scalar(sparse)
    assert told["verdict"][-1] == "MET"
    assert told["on_limit"][-1] is True


AREAS = {
    "names of streets": lambda at: f"某某街道{at}",
    "codes of districts": lambda at: 110_000 + 7919 * at,
    "codes of villages": lambda at: 110_102_001_201 + 1_000_000_007 * at,
    "numbers on both sides of zero": lambda at: at - 3,
}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("engine", ["polars", "lazy polars", "pyarrow", "duckdb"])
def test_areas_are_named_in_any_way(engine: str, area: str) -> None:
    """Names, and codes close together or far apart, lead each row to its own base."""
    table: dict[str, list[Any]] = {"n": [], "area": [], "period": [], "indicator": [], "value": []}
    for at in range(8):
        for period, value in ((2020, 10.0 + 5 * at), (2023, 8.0 + 4 * at + at % 2)):
            row = len(table["n"]), AREAS[area](at), period, "7", value
            for column, cell in zip(table.values(), row, strict=True):
                column.append(cell)
    told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](table)))
    assert list(map(str, told["verdict"]))[1::2] == ["MET", "NOT_MET"] * 4
    assert told["limit"][1::2] == [8.0 + 4 * at for at in range(8)]


@ALL
def test_a_table_without_rows(engine: str) -> None:
    """No rows come back, with all the columns of a result."""
    empty = nw.from_native(engines.ENGINES[engine](ONE_ROW)).filter(nw.col("period") == 1999).to_native()
    told = engines.columns(frames.evaluate(tables.plan(), empty))
    assert list(told) == [*ONE_ROW, "verdict", "reason", "limit", "margin", "needed_change", "on_limit", "scalar"]
    assert not any(told.values())


ONE_ROW = {"area": [3], "period": [2023], "indicator": ["7"], "value": [28.0]}


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_judged_as_of_another_year(engine: str) -> None:
    """With ``at`` each row is judged by the target that stands then, on the figure of its own period."""
    table = {"n": [0, 1], "period": [2021, 2023], "indicator": ["23", "23"], "value": [76.0, 76.0]}
    for at, expected in ((None, ["NOT_MET", "MET"]), (2023, ["MET", "MET"]), (2021, ["NOT_MET", "NOT_MET"])):
        told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](table), at=at))
        assert list(map(str, told["verdict"])) == expected


# --- counts and spans ------------------------------------------------------------------------------

FORMS: dict[str, list[Any]] = {
    "n": list(range(14)),
    "area": [f"区{at}" for at in range(14)],
    "period": [2023] * 14,
    "indicator": ["1", "1", "1", "1", "1", "3", "3", "1", "1", "1", "1", "4", "7", "16"],
    "value": [None] * 13 + [85.0],
    "numerator": [85, 84, 17, 80, 79, 15, 14, None, None, None, None, None, None, None],
    "denominator": [100, 100, 20, 90, 95, 15, 15, None, None, None, None, None, None, None],
    "missing": [None, None, 0, 10, 5, 0, 0, None, None, None, None, None, None, None],
    "low": [None] * 7 + [85.0, 84.0, 80.0, None, 70.0, 28.0, None],
    "high": [None] * 7 + [None, 84.9, 85.0, 84.0, 80.0, 28.0, None],
}
FORMS_SAID = [
    ("MET", "met"), ("NOT_MET", "below_limit"), ("MET", "met"), ("INCONCLUSIVE", "straddles_limit"),
    ("NOT_MET", "below_limit"), ("MET", "met"), ("NOT_MET", "below_limit"), ("MET", "met"), ("NOT_MET", "below_limit"),
    ("INCONCLUSIVE", "straddles_limit"), ("NOT_MET", "below_limit"), ("MET", "met"),
    ("NOT_ASSESSABLE", "missing_baseline"), ("MET", "met"),
]  # fmt: skip


@ALL
def test_what_is_asked_of_several_years(engine: str) -> None:
    """A total is decided where it is declared to run on, an average where its lone figure is called one."""
    growth: dict[str, Any] = {"unit": "%", "better": "higher", "name": "产值年均增速", "target": "5%以上"}
    ceiling: dict[str, Any] = {"unit": "起", "better": "lower", "name": "事故起数", "target": "五年累计不超过25起"}
    rows = ({"number": "1", **ceiling}, {"number": "2", "period": "cumulative", **ceiling}, {"number": "3", **growth})
    plan = pr.Plan(
        id="p", title="计划", first_year=2021, last_year=2025, baseline_year=2020, partial=True,
        indicators=tuple(pr.Indicator(**row) for row in rows),
    )  # fmt: skip
    table: dict[str, list[Any]] = {
        "n": [0, 1, 2, 3, 4], "area": ["甲", "甲", "甲", "乙", "乙"], "period": [2025, 2025, 2025, 2024, 2025],
        "indicator": ["1", "2", "3", "3", "3"], "value": [6.0, 6.0, 6.0, 6.0, 6.0],
    }  # fmt: skip
    told = engines.columns(frames.evaluate(plan, engines.ENGINES[engine](table)))
    said = dict(zip(told["n"], map(str, told["reason"]), strict=True))
    assert [said[n] for n in table["n"]] == ["over_years", "met", "met", "over_years", "over_years"]


@ALL
def test_counts_and_spans(engine: str) -> None:
    """A count out of a whole is decided exactly, one with missing members by worst and best case, a span by its ends."""
    told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](FORMS)))
    assert list(zip(map(str, told["verdict"]), map(str, told["reason"]), strict=True)) == FORMS_SAID
    assert told["limit"] == [*[85.0] * 5, *[100.0] * 2, *[85.0] * 4, 60.0, None, 80.0]
    assert [told["margin"][at] for at in (0, 1, 6, 13)] == pytest.approx([0.0, -1.0, -20 / 3, 5.0])
    assert [told["needed_change"][at] for at in (0, 1, 6, 13)] == pytest.approx([0.0, 1.0, 20 / 3, 0.0])
    assert [at for at, on in enumerate(told["on_limit"]) if on] == [0, 2, 5]


def test_only_what_hangs_on_more_goes_through_the_scalar_path() -> None:
    """In memory, counts and spans of levels are columns too; the result says which rows were not."""
    told = engines.columns(frames.evaluate(tables.plan(), engines.polars(FORMS)))
    assert [at for at, scalar in enumerate(told["scalar"]) if scalar] == [12]
    counts = {"period": [2020, 2023], "indicator": ["11", "11"], "numerator": [60, 70], "denominator": [100, 100]}
    told = engines.columns(frames.evaluate(tables.plan(), engines.polars(counts)))
    assert (told["scalar"], told["verdict"]) == ([True, True], ["NOT_ASSESSABLE", "MET"])


def test_counts_too_large_for_whole_numbers() -> None:
    """Where products of counts would not fit, the row goes through the scalar path and stays exact."""
    near = 2**53 - 1
    table = {"period": [2023], "indicator": ["12"], "numerator": [near // 3], "denominator": [near]}
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2023, partial=True, indicators=(
        pr.Indicator(number="12", name="率", unit="%", share=True, better="higher", target=f"≥{100 / 3:.12f}%"),
    ))  # fmt: skip
    told = engines.columns(frames.evaluate(plan, engines.polars(table)))
    finding = frames.explain(plan, engines.polars(table), {"period": 2023, "indicator": "12"})
    assert (told["scalar"], told["verdict"]) == ([True], [finding.verdict])


# --- checks before work ----------------------------------------------------------------------------

GOOD: dict[str, list[Any]] = {
    "area": ["甲", "甲", "乙"], "period": [2020, 2023, 2023], "indicator": ["7", "7", "1"], "value": [35.0, 28.0, 86.0],
}  # fmt: skip
WRONG: dict[str, tuple[dict[str, list[Any]], str, str]] = {
    "twice": ({name: [*cells, cells[0]] for name, cells in GOOD.items()}, "area, period, indicator",
              "two rows have the same area, period and indicator"),
    "unknown indicator": ({**GOOD, "indicator": ["7", "7", "99"]}, "indicator", "the plan tests has no indicator '99'"),
    "no period": ({**GOOD, "period": ["2020", "2023", "去年"]}, "period", "cannot read the period '去年'"),
    "empty key": ({**GOOD, "area": ["甲", None, "乙"]}, "area", "cells are empty"),
    "negative": ({**GOOD, "value": [35.0, -1.0, 86.0]}, "value", "negative"),
    "share above 150 %": ({**GOOD, "value": [35.0, 28.0, 151.0]}, "value", "above 150 %"),
    "a fraction or a percentage": ({**GOOD, "value": [35.0, 28.0, 0.86]}, "value", "0.86% or 86%"),
    "infinite": ({**GOOD, "value": [35.0, float("inf"), 86.0]}, "value", "a number is infinite"),
}  # fmt: skip


@ALL
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_named_before_any_work(engine: str, wrong: str) -> None:
    """Each fault is an error that names the column and shows the first rows, on engines that wait too."""
    table, column, said = WRONG[wrong]
    given = engines.ENGINES[engine](table)
    with pytest.raises(FrameError) as caught:
        frames.evaluate(tables.plan(), given)
    assert caught.value.column == column
    assert said in str(caught.value)
    assert 1 <= len(caught.value.rows) <= 5
    assert set(caught.value.rows[0]) == {"area", "period", "indicator", "value"}


def table_of(**columns: list[Any]) -> dict[str, list[Any]]:
    """Return a table of two rows of one rule and year, or as the columns say."""
    return {"n": [0, 1], "area": ["甲", "乙"], "period": [2023] * 2, "indicator": ["1"] * 2, **columns}


FORMS_WRONG: dict[str, tuple[dict[str, list[Any]], str, str]] = {
    "only missing": ({"numerator": [None, 95.0], "denominator": [None, 100.0], "missing": [4.0, None]}, "missing", "write 0 and 0"),
    "no numerator": ({"numerator": [None, 85.0], "denominator": [100.0] * 2}, "denominator", "only one is there"),
    "no denominator": ({"numerator": [50.0, 85.0], "denominator": [None, 100.0]}, "denominator", "only one is there"),
    "two forms": ({"value": [92.0, None], "low": [10.0, 80.0], "high": [20.0, 90.0]}, "value, low, high", "one figure"),
    "ends exchanged": ({"low": [90.0, 80.0], "high": [80.0, 90.0]}, "low", "the low end is above the high one"),
    "an end below zero": ({"low": [-5.0, 80.0], "high": [3.0, 80.0]}, "low", "negative"),
    "an end without its sign": ({"low": [0.5, 80.0], "high": [0.7, 80.0]}, "low", "0.5% or 50%"),
    "an end above 150 %": ({"low": [160.0, 80.0], "high": [170.0, 90.0]}, "low", "above 150 %"),
    "more than the whole": ({"numerator": [160.0, 85.0], "denominator": [100.0] * 2}, "numerator", "above 150 %"),
    "less than none": ({"numerator": [-1.0, 85.0], "denominator": [100.0] * 2}, "numerator", "is not a part of a whole"),
    "fewer than none missing": ({"numerator": [85.0] * 2, "denominator": [100.0] * 2, "missing": [-5.0, 0.0]},
                                "numerator", "is not a part of a whole"),
}  # fmt: skip


@ALL
@pytest.mark.parametrize("wrong", FORMS_WRONG)
def test_counts_and_spans_that_cannot_be_are_named_before_any_work(engine: str, wrong: str) -> None:
    """Counts and spans are held to the same checks on every engine, and the row that is wrong is shown."""
    given, column, said = FORMS_WRONG[wrong]
    with pytest.raises(FrameError) as caught:
        frames.evaluate(tables.plan(), engines.ENGINES[engine](table_of(**given)))
    assert caught.value.column == column
    assert said in str(caught.value)
    assert [row["area"] for row in caught.value.rows] == ["甲"]


@ALL
def test_a_base_may_be_counts_or_a_span(engine: str) -> None:
    """A figure is held against its base in whichever form that was reported."""
    counts: dict[str, list[Any]] = {"period": [2020, 2023], "area": ["甲"] * 2, "indicator": ["11"] * 2, "value": [None, 65.0],
              "numerator": [60, None], "denominator": [100, None]}  # fmt: skip
    span: dict[str, list[Any]] = {"period": [2020, 2023], "area": ["甲"] * 2, "indicator": ["7"] * 2, "value": [None, 28.0],
            "low": [35.0, None], "high": [35.0, None]}  # fmt: skip
    for given, limit in ((counts, 65.0), (span, 28.0)):
        told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](table_of(**given))))
        assert (str(told["verdict"][1]), told["limit"][1], told["on_limit"][1]) == ("MET", limit, True)


@ALL
def test_equal_limits_that_are_written_to_other_places(engine: str) -> None:
    """12.3 is rounded to 12 beside 12起, and stays above 12.0起."""
    rules = [pr.Indicator(number=f"{at}", name=f"起数{at}", unit="起", better="lower", target=target)
             for at, target in enumerate(("≤12起", "≤12.0起"), 1)]  # fmt: skip
    for order in (rules, rules[::-1]):
        plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2023, partial=True, indicators=tuple(order))
        given = engines.ENGINES[engine](table_of(indicator=["1", "2"], value=[12.3] * 2))
        told = engines.columns(frames.evaluate(plan, given, policy=pr.Policy(comparison="rounded")))
        assert list(map(str, told["verdict"])) == ["MET", "NOT_MET"]


@ALL
def test_a_base_year_with_another_period_than_is_asked_for(engine: str) -> None:
    """Half a year beside a whole one is told as such, as the scalar path tells it."""
    for years, value in ((["2020", "2023年上半年"], 13.6), (["2020年上半年", "2023"], 28.0)):
        given = table_of(area=["甲"] * 2, period=years, indicator=["7"] * 2, value=[35.0, value])
        told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](given)))
        assert list(zip(map(str, told["verdict"]), told["reason"], strict=True)) == tables.by_scalar(given)


@ALL
@pytest.mark.parametrize(("base", "limit"), [
    (98765432109876.0, 86419753096141.5), (36.4, 31.85), (0.3333333333333333, 0.29166666666666663),
])  # fmt: skip
def test_a_base_of_any_number_of_digits_makes_its_limit(engine: str, base: float, limit: float) -> None:
    """12.5 % less is the double at the limit and not the next, whether or not doubles hold what is multiplied."""
    rule = pr.Indicator(number="1", name="起数", unit="起", better="lower", target="比2020年下降12.5%以上")
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2023, partial=True, indicators=(rule,))
    given = numbered({"period": [2020, 2022, 2023], "area": ["甲"] * 3, "indicator": ["1"] * 3,
                      "value": [base, limit, math.nextafter(limit, math.inf)]})  # fmt: skip
    told = engines.columns(frames.evaluate(plan, engines.ENGINES[engine](given)))
    assert list(map(str, told["verdict"])) == ["NOT_ASSESSABLE", "MET", "NOT_MET"]
    assert told["limit"][1:] == [limit] * 2


def test_measures_of_a_limit_that_two_steps_share() -> None:
    """The limit told is the double nearest to it, though the step beyond begins a double later."""
    given = {"area": ["甲"] * 2, "period": [2020, 2021], "indicator": ["8"] * 2, "value": [8.999999999999998, 0.5]}
    for engine in ("polars", "lazy polars", "duckdb"):
        told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](given)))
        assert told["limit"][1] == 8.099999999999998, engine


CODES = {
    "UInt8": [0, 200], "UInt16": [0, 50_000], "UInt32": [0, 50_000], "UInt64": [0, 2**63 + 5], "Int8": [-100, 100],
    "Int16": [-20_000, 20_000], "Int32": [-(2**31), 2**31 - 1], "Int64": [-(2**63), 2**63 - 1],
}  # fmt: skip


@pytest.mark.parametrize("lazy", [False, True], ids=["at once", "waiting"])
@pytest.mark.parametrize("kind", CODES)
def test_areas_may_be_whole_numbers_of_any_size(kind: str, lazy: bool) -> None:
    """Each kind of whole number leads to the base of its area, up to the last number that it holds."""
    import polars as pl

    one, two = CODES[kind]
    table = pl.DataFrame({"period": [2020, 2023] * 2, "indicator": ["7"] * 4, "value": [10.0, 8.0, 20.0, 17.0],
                          "area": pl.Series([one, one, two, two], dtype=getattr(pl, kind))})  # fmt: skip
    told = engines.columns(frames.evaluate(tables.plan(), table.lazy() if lazy else table))
    assert list(map(str, told["verdict"]))[1::2] == ["MET", "NOT_MET"]


def test_dictionaries_of_arrow_are_read_by_their_values() -> None:
    """A dictionary may hold a text twice, or an empty cell, and number its entries without a sign."""
    import polars as pl
    import pyarrow as pa

    def judged(areas: Any, **columns: Any) -> Any:
        return frames.evaluate(tables.plan(), pa.table({"area": areas, **columns}))

    twice = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["甲", "甲"]))
    base = judged(twice, period=[2020, 2023], indicator=["7"] * 2, value=[35.0, 28.0])
    assert base["verdict"].to_pylist() == ["NOT_ASSESSABLE", "MET"]
    with pytest.raises(FrameError, match="two rows have the same area"):
        judged(twice, period=[2023] * 2, indicator=["1"] * 2, value=[86.0, 80.0])
    empty = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array([None, "乙"]))
    with pytest.raises(FrameError, match="cells are empty"):
        judged(empty, period=[2023] * 2, indicator=["1"] * 2, value=[86.0, 80.0])
    unsigned = pl.DataFrame(table_of(value=[86.0, 80.0])).with_columns(pl.col("area").cast(pl.Categorical)).to_arrow()
    assert frames.evaluate(tables.plan(), unsigned)["verdict"].to_pylist() == ["MET", "NOT_MET"]


ODD_TABLES: dict[str, tuple[Any, str, str]] = {
    "lists as areas": (lambda pd: pd.DataFrame({**GOOD, "area": [[1], [2], [3]]}), "area", "neither texts nor whole"),
    "a fraction as a year": (
        lambda pd: pd.DataFrame({**GOOD, "period": pd.Series([2020, 2023.7, 2023], dtype=object)}),
        "period",
        "2023.7 is no period",
    ),
    "the least whole number": (
        lambda pd: pd.DataFrame({**GOOD, "value": [35, -(2**63), 86]}),
        "value",
        r"beyond 2\^53",
    ),
    "names that are no texts": (lambda pd: pd.DataFrame({1: [1], 2: [2]}), "1", "is no text"),
    "one name twice": (lambda pd: pd.DataFrame([[1, 2]], columns=["value", "value"]), "value", "two columns"),
}


@pytest.mark.parametrize("odd", ODD_TABLES)
def test_what_pandas_allows_and_no_table_of_figures_can_have(odd: str) -> None:
    """Objects, fractions and names that are none are refused with the name of their column."""
    import pandas as pd

    make, column, said = ODD_TABLES[odd]
    with pytest.raises(FrameError, match=said) as caught:
        frames.evaluate(tables.plan(), make(pd))
    assert caught.value.column == column


@pytest.mark.parametrize("name", ["pr_x", "PR_KEY", "Verdict"])
def test_names_that_a_query_needs_for_itself(name: str) -> None:
    """A column that a query would take for one of its own is refused, however its letters are written."""
    with pytest.raises(FrameError, match="the name is needed for judging") as caught:
        frames.evaluate(tables.plan(), engines.duckdb({**GOOD, name: [1, 2, 3]}))
    assert caught.value.column == name


@pytest.mark.parametrize("engine", engines.WAITING)
def test_one_period_in_two_spellings_is_one_key(engine: str) -> None:
    """2023 and 2023年 are the same year: two rows of it are refused, and both are shown."""
    given = table_of(area=["甲"] * 2, period=["2023", "2023年"], value=[86.0, 80.0])
    with pytest.raises(FrameError, match="two rows have the same area") as caught:
        frames.evaluate(tables.plan(), engines.ENGINES[engine](given))
    assert sorted(str(row["period"]) for row in caught.value.rows) == ["2023", "2023年"]


def test_a_summary_of_categories() -> None:
    """Areas and indicators that are categories are counted like texts."""
    import pandas as pd

    table = pd.DataFrame(GOOD).astype({"area": "category", "indicator": "category"})
    told = frames.summary(tables.plan(), frames.evaluate(tables.plan(), table))
    assert told.by_area == {"甲": {"MET": 1, "NOT_ASSESSABLE": 1}, "乙": {"MET": 1}}


def test_a_source_that_changed_since_it_was_checked_is_refused(tmp_path: Path) -> None:
    """A row that was never checked gets no verdict: not that of another area, and not that of another rule."""
    import polars as pl

    source = tmp_path / "figures.csv"
    kinds = {"area": pl.Int64, "period": pl.Int64, "indicator": pl.String, "value": pl.Float64}
    source.write_text("area,period,indicator,value\n3,2025,1,84.0\n", "utf-8")
    query = frames.evaluate(pr.load_plan("xicheng-2022-2025"), pl.scan_csv(source, schema=kinds))
    assert query.collect()["verdict"].to_list() == ["NOT_MET"]
    for column, row in (("area", "4,2025,1,84.0"), ("period", "3,2024,1,84.0"), ("indicator", "3,2025,2,84.0")):
        source.write_text(f"area,period,indicator,value\n3,2025,1,84.0\n{row}\n", "utf-8")
        with pytest.raises(pl.exceptions.ComputeError) as refused:
            query.collect()
        assert str(refused.value).startswith(
            f"列 {column}：有核对时没有的内容：表在核对之后变了\n    改法：重新判定：evaluate(…)"
        ), column


def test_a_row_that_came_after_the_check_is_refused_where_rows_are_decided_together(tmp_path: Path) -> None:
    """80% kept in every period is decided beforehand: a new row of it, though of known cells, has no verdict."""
    import polars as pl

    source = tmp_path / "figures.csv"
    kinds = {"area": pl.Int64, "period": pl.Int64, "indicator": pl.String, "value": pl.Float64}
    checked = "area,period,indicator,value\n3,2023,15,81.0\n4,2023,1,86.0\n"
    source.write_text(checked, "utf-8")
    query = frames.evaluate(tables.plan(), pl.scan_csv(source, schema=kinds))
    source.write_text(f"{checked}4,2023,15,10.0\n", "utf-8")
    with pytest.raises(pl.exceptions.ComputeError, match="cells that were not there when it was checked"):
        query.collect()


@pytest.mark.parametrize("engine", [name for name in engines.ENGINES if name != "pandas"])
def test_nan_is_no_empty_cell(engine: str) -> None:
    """NaN is the result of a calculation that failed: an error, but in pandas, where it is an empty cell."""
    table = {**GOOD, "value": [35.0, float("nan"), 86.0]}
    with pytest.raises(FrameError, match="NaN is a calculation that failed"):
        frames.evaluate(tables.plan(), engines.ENGINES[engine](table))
    wide = {**table, "city": ["甲市"] * 3}
    with pytest.raises(FrameError, match="NaN is a calculation that failed"):
        frames.pool(tables.plan(), engines.ENGINES[engine](wide), "city")
    frames.pool(tables.plan(), engines.pandas(wide), "city")
    told = engines.columns(frames.evaluate(tables.plan(), engines.pandas(table)))
    assert told["reason"] == ["missing_baseline", "missing_value", "met"]


@ALL
def test_whole_numbers_that_doubles_do_not_hold(engine: str) -> None:
    """A whole number beyond 2^53 is refused; one below is judged exactly."""
    table = {**GOOD, "value": [35, 2**53 + 1, 86]}
    with pytest.raises(FrameError, match="beyond 2"):
        frames.evaluate(tables.plan(), engines.ENGINES[engine](table))


@ALL
def test_mixed_units(engine: str) -> None:
    """A figure in another unit than its indicator's is refused, with the column and the rows."""
    table = {**GOOD, "unit": ["起", "起", "%"]}
    told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](table)))
    assert sorted(map(str, told["reason"])) == ["met", "met", "missing_baseline"]
    with pytest.raises(FrameError) as caught:
        frames.evaluate(tables.plan(), engines.ENGINES[engine]({**table, "unit": ["起", "万起", "%"]}))
    assert (caught.value.column, caught.value.rows[0]["unit"]) == ("unit", "万起")
    assert caught.value.problem.en == "7 is measured in 起, not 万起"


def test_thirty_two_bits_are_refused() -> None:
    """A 32-bit float holds another decimal than was written, so 0.7 would miss a limit of 0.7."""
    given = engines.polars(GOOD).with_columns(value=engines.polars(GOOD)["value"].cast(__import__("polars").Float32))
    with pytest.raises(FrameError, match="32 bits hold another decimal"):
        frames.evaluate(tables.plan(), given)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ({"period": [2023], "value": [1.0]}, "indicator"),
        ({"period": [2023], "indicator": ["1"], "numerator": [1]}, "denominator"),
        ({"period": [2023], "indicator": ["1"]}, "value"),
        ({"period": [2023], "indicator": ["1"], "value": ["86"]}, "value"),
        ({"period": [2023.0], "indicator": ["1"], "value": [86.0]}, "period"),
        ({"period": [2023], "indicator": ["1"], "value": [86.0], "verdict": ["x"]}, "verdict"),
    ],
)
def test_columns_that_are_missing_or_of_another_kind(table: dict[str, list[Any]], column: str) -> None:
    """A column that is missing, cannot be read exactly, or stands in the way of the result is named."""
    with pytest.raises(FrameError) as caught:
        frames.evaluate(tables.plan(), engines.polars(table))
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": [86.0, None]}, "a row has one figure"),
        ({"numerator": [None, 1]}, "only one is there"),
        ({"numerator": [160, 1], "denominator": [100, 2]}, "above 150 %"),
        ({"numerator": [-1, 1]}, "not a part of a whole"),
        ({"denominator": [0, 2]}, "not a part of a whole"),
        ({"indicator": ["5", "1"]}, "is a share"),
        (
            {"low": [2.0, None], "high": [1.5, None], "numerator": [None, 1], "denominator": [None, 2]},
            "above the high one",
        ),
    ],
)
def test_counts_and_spans_that_cannot_be(change: dict[str, list[Any]], said: str) -> None:
    """Counts that are no part of a whole, two figures in a row, and a span that holds nothing are refused."""
    table: dict[str, list[Any]] = {
        "period": [2023, 2022], "indicator": ["1", "1"], "numerator": [85, 1], "denominator": [100, 2],
        "value": [None, None], "low": [None, None], "high": [None, None],
    }  # fmt: skip
    kinds = dict.fromkeys(("value", "low", "high", "numerator", "denominator"), float)
    import polars as pl

    given = pl.DataFrame(table | change, schema_overrides=dict.fromkeys(kinds, pl.Float64))
    with pytest.raises(FrameError, match=said):
        frames.evaluate(tables.plan(), given)


def test_a_refusal_is_drawn_whole() -> None:
    """The message names the column, says what is wrong and the cure, and shows the row, in both languages."""
    with pytest.raises(FrameError) as caught:
        frames.evaluate(tables.plan(), engines.polars({**GOOD, "indicator": ["7", "7", "指标O1"]}))
    assert caught.value.explain("en").splitlines() == [
        "column indicator: the plan tests has no indicator '指标O1'",
        "    cure: did you mean 指标1?",
        "    as in: area='乙', period=2023, indicator='指标O1', value=86.0",
    ]
    assert caught.value.explain("zh").splitlines()[0] == "列 indicator：计划 tests 没有指标“指标O1”"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_cell_would_do_to_a_screen_is_shown_as_what_it_is(lang: Any) -> None:
    """No name of a column and no cell of a refused table reaches a terminal as it is, and a long one is cut."""
    hostile = "\x1b[2J\u202e" + "长" * 5000
    wrong = (
        {**GOOD, "indicator": ["7", "7", hostile]},
        {**GOOD, "period": ["2020", "2023", hostile]},
        {**GOOD, "unit": ["起", "起", hostile]},
        {**GOOD, "area": [hostile, hostile, "乙"], "period": [2023] * 3},
        {**{name: cells for name, cells in GOOD.items() if name != "value"}, "\x1b[2J值": [35.0, -1.0, 86.0]},
    )
    for table in wrong:
        named = {"value": "\x1b[2J值"} if "value" not in table else None
        with pytest.raises(FrameError) as caught:
            frames.evaluate(tables.plan(), engines.polars(table), columns=named)
        told = caught.value.explain(lang)
        assert "\\x1b[2J" in told
        assert not {"\x1b", "\u202e"} & set(told)
        assert len(told) < 1000


# --- other names, other periods --------------------------------------------------------------------


@ALL
def test_names_of_columns_and_indicators(engine: str) -> None:
    """Columns are known by their Chinese names or as declared, indicators by number or name, periods by year or text."""
    table = {
        "n": [0, 1, 2],
        "街道": ["甲"] * 3,
        "时期": ["2020", "2023年", "2023"],
        "指标": ["7", "指标7", "1"],
        "实数": [35.0, 28.0, 86.0],
    }
    told = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](table), columns={"value": "实数"}))
    assert told["reason"] == ["missing_baseline", "met", "met"]


@ALL
def test_parts_of_a_year(engine: str) -> None:
    """Half years beside whole ones are judged as the scalar path does: neither stands in for the other."""
    told = [
        ("甲", "2020", "7", 35.0, "missing_baseline"), ("甲", "2020年上半年", "7", 17.0, "missing_baseline"),
        ("甲", "2023年上半年", "7", 13.6, "met"), ("甲", "2023", "7", 28.1, "change_too_small"),
        ("甲", "2022年上半年", "7", None, "missing_value"), ("乙", "2020", "7", 35.0, "missing_baseline"),
        ("乙", "2023年上半年", "7", 13.6, "other_period"), ("乙", "2023年上半年", "1", None, "other_period"),
        ("乙", "2023", "1", 90.0, "met"),
    ]  # fmt: skip
    columns = dict(
        zip(("area", "period", "indicator", "value", "expected"), map(list, zip(*told, strict=True)), strict=True)
    )
    table = numbered(columns)
    result = engines.columns(frames.evaluate(tables.plan(), engines.ENGINES[engine](table)))
    assert result["reason"] == table["expected"]


@pytest.mark.parametrize(("declared", "verdict"), [("percent", "NOT_MET"), ("fraction", "MET")])
def test_fractions_and_percentages(declared: Any, verdict: str) -> None:
    """What a bare number of a share means is declared for the table; then the limit is in its numbers."""
    table = {"period": [2023], "indicator": ["1"], "value": [0.85]}
    told = engines.columns(frames.evaluate(tables.plan(), engines.polars(table), percent_numbers=declared))
    assert (told["verdict"], told["limit"]) == ([verdict], [85.0 if declared == "percent" else 0.85])


# --- what is told ----------------------------------------------------------------------------------


@ALL
def test_what_is_told_of_a_judged_table(engine: str) -> None:
    """Failing rows with figure and limit, counts that add up, and the rules that fail together."""
    table = {
        "n": list(range(6)), "area": ["甲", "甲", "甲", "乙", "乙", "乙"], "period": [2023] * 6,
        "indicator": ["1", "2", "5"] * 2, "value": [80.0, 70.0, 13.0, 80.0, 70.0, 12.0],
    }  # fmt: skip
    result = frames.evaluate(tables.plan(), engines.ENGINES[engine](table))
    failed = engines.columns(frames.failures(result))
    assert sorted(zip(failed["area"], failed["indicator"], failed["limit"], failed["needed_change"], strict=True)) == [
        ("乙", "1", 85.0, 5.0), ("乙", "2", 75.0, 5.0), ("甲", "1", 85.0, 5.0), ("甲", "2", 75.0, 5.0), ("甲", "5", 12.0, -1.0),
    ]  # fmt: skip
    told = frames.summary(tables.plan(), result)
    assert told.total == {"MET": 1, "NOT_MET": 5}
    assert told.by_rule == {"1": {"NOT_MET": 2}, "2": {"NOT_MET": 2}, "5": {"MET": 1, "NOT_MET": 1}}
    assert told.by_area == {"乙": {"MET": 1, "NOT_MET": 2}, "甲": {"NOT_MET": 3}}
    assert told.together == [("1", "2", 2), ("1", "5", 1), ("2", "5", 1)]


@pytest.mark.parametrize("engine", engines.EAGER)
def test_any_column_is_counted(engine: str) -> None:
    """The names of another column are counted as verdicts are, an empty cell by no name; one that is not there is named."""
    table = {"period": [2023] * 3, "indicator": ["1", "2", "5"], "value": [80.0, 70.0, 12.0]}
    result = frames.evaluate(tables.plan(), engines.ENGINES[engine](table))
    noted = nw.from_native(result)
    noted = noted.with_columns(nw.new_series("state", ["b", None, "a"], nw.String, backend=noted.implementation))
    told = frames.summary(tables.plan(), noted.to_native(), of="state")
    assert told.total == {"": 1, "a": 1, "b": 1}
    assert told.by_rule == {"1": {"b": 1}, "2": {"": 1}, "5": {"a": 1}}
    with pytest.raises(FrameError, match="the table has no such column") as caught:
        frames.summary(tables.plan(), result, of="state")
    assert caught.value.column == "state"


@ALL
def test_any_row_is_explained_by_the_scalar_path(engine: str) -> None:
    """The finding on a row has the verdict and reason of its column, and tells them."""
    table = tables.rows(1, seed=4)
    result = frames.evaluate(tables.plan(), engines.ENGINES[engine](numbered(table)))
    told = engines.columns(result)
    for at in range(0, len(table["area"]), 50 if engine == "spark" else 7):
        key = {name: table[name][at] for name in ("area", "period", "indicator")}
        finding = frames.explain(tables.plan(), result, key)
        assert (finding.verdict, finding.reason, finding.area) == (told["verdict"][at], told["reason"][at], key["area"])
        assert finding.explain("zh").to_dict()


def test_a_row_that_is_not_there() -> None:
    """Asking for a row that the table does not have names the key."""
    with pytest.raises(FrameError, match="there is no such row"):
        frames.explain(tables.plan(), engines.polars(GOOD), {"area": "丙", "period": 2023, "indicator": "1"})


def test_a_row_whose_indicator_the_plan_does_not_have() -> None:
    """Explaining it is refused as judging it is."""
    table = engines.polars({**GOOD, "indicator": ["7", "7", "99"]})
    with pytest.raises(FrameError, match="the plan tests has no indicator '99'"):
        frames.explain(tables.plan(), table, {"area": "乙", "period": 2023, "indicator": "99"})


@pytest.mark.parametrize("call", [
    lambda frame: frames.evaluate(tables.plan(), frame),
    lambda frame: frames.explain(tables.plan(), frame, {}),
    lambda frame: frames.summary(tables.plan(), frame),
    lambda frame: frames.pool(tables.plan(), frame, "city"),
    frames.failures,
])  # fmt: skip
def test_what_is_no_table_is_refused_by_every_door(call: Any) -> None:
    """The error names the parameter and the libraries whose tables are taken."""
    with pytest.raises(FormatError, match=r"frame is a table \(polars, .*PySpark\), not 3"):
        call(3)


# --- the limits alone, and pooling -----------------------------------------------------------------


def test_the_limits_join_anywhere() -> None:
    """``lo <= x <= hi`` with the table of limits is the verdict of every level, on doubles beside each limit."""
    told = frames.limits(tables.plan(), [2023])
    rows = [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]
    assert {row["question"] for row in rows} == {"level", "ratio", "difference", "scalar"}
    checked = 0
    for row in rows:
        if row["question"] != "level" or row["every"] or row["rule"] == "21" or row["lower"] is row["upper"] is None:
            continue
        for x in (float(row["lo"] or 0), float(row["hi"] or 0), 85.0, 12.0, 80.0, 74.99999999999999):
            finding = pr.evaluate(tables.plan()[row["rule"]].target_at(pr.Series.of({2023: 1}).periods[0]),  # type: ignore[arg-type]
                                  tables.plan()[row["rule"]].series({2023: str(x)}), at=2023)  # fmt: skip
            inside = (row["lo"] is None or row["lo"] <= x) and (row["hi"] is None or x <= row["hi"])
            if finding.reason not in ("above_whole", "needs_tolerance", "needs_split"):
                assert inside is (finding.verdict is Verdict.MET), (row, x)
                checked += 1
    assert checked > 20


@ALL
def test_ends_of_figures_are_pooled_as_ends(engine: str) -> None:
    """1 to 3 and exactly 4 are 5 to 7; with an area that tells only a floor, or nothing, there is no upper end."""
    table: dict[str, list[Any]] = numbered({
        "period": [2023] * 7, "city": ["甲市"] * 2 + ["乙市"] * 2 + ["丙市"] * 3, "area": list("东西南北上中下"),
        "indicator": ["6x"] * 7, "value": [None, 4.0, 4.0, None, None, 2.5, None],
        "low": [1.0, None, None, 2.0, 1.0, None, None], "high": [3.0, None, None, None, 3.0, None, None],
    })  # fmt: skip
    rule = pr.Indicator(number="6x", name="产值", unit="万起", better="lower", target="≤6万起")
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2023, partial=True, indicators=(rule,))
    wide = frames.pool(plan, engines.ENGINES[engine](table), "city")
    told = engines.columns(wide)
    ends = zip(told["value"], told["low"], told["high"], told["areas"], told["reported"], strict=True)
    assert dict(zip(told["area"], ends, strict=True)) == {
        "甲市": (None, 5.0, 7.0, 2, 2), "乙市": (None, 6.0, None, 2, 2), "丙市": (None, 3.5, None, 3, 2),
    }  # fmt: skip
    result = engines.columns(frames.evaluate(plan, wide))
    assert dict(zip(result["area"], map(str, result["verdict"]), strict=True)) == dict.fromkeys(
        told["area"], "INCONCLUSIVE"
    )


@ALL
def test_pooling_is_that_of_the_scalar_path(engine: str) -> None:
    """Shares are pooled from counts, counts of things added, and what is missing leaves the whole open."""
    from prevention_rules.evidence.pooling import pool
    from prevention_rules.periods import Period

    table: dict[str, list[Any]] = {
        "n": list(range(8)), "city": ["甲市"] * 3 + ["乙市"] * 2 + ["甲市"] * 3, "area": ["东", "西", "北", "南", "中", "东", "西", "北"],
        "period": [2023] * 8, "indicator": ["1"] * 5 + ["6x"] * 3, "value": [None] * 5 + [3.0, 4.0, None],
        "numerator": [95, 700, 0, 17, None, None, None, None], "denominator": [100, 1000, 0, 20, None, None, None, None],
        "missing": [0, 0, 50, 0, None, None, None, None],
    }  # fmt: skip
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2023, partial=True, indicators=(
        tables.plan()["1"], pr.Indicator(number="6x", name="起数", unit="起", better="lower", target="≤6起"),
    ))  # fmt: skip
    wide = frames.pool(plan, engines.ENGINES[engine](table), "city")
    told = engines.columns(wide)
    rows = {(area, rule): at for at, (area, rule) in enumerate(zip(told["area"], told["indicator"], strict=True))}
    assert {name: told[name][rows["甲市", "1"]] for name in ("numerator", "denominator", "missing", "areas", "reported")} == {
        "numerator": 795, "denominator": 1100, "missing": 50, "areas": 3, "reported": 3,
    }  # fmt: skip
    assert told["numerator"][rows["乙市", "1"]] is None
    assert (told["low"][rows["甲市", "6x"]], told["high"][rows["甲市", "6x"]]) == (7.0, None)
    result = engines.columns(frames.evaluate(plan, wide))
    said = {(area, rule): str(verdict) for area, rule, verdict in
            zip(result["area"], result["indicator"], result["verdict"], strict=True)}  # fmt: skip
    parts = {area: pr.Series.of({2023: pr.Ratio(n, d, m)}, unit="%", share=True)
             for area, n, d, m in (("东", 95, 100, 0), ("西", 700, 1000, 0), ("北", 0, 0, 50))}  # fmt: skip
    scalar = pr.evaluate(plan["1"].target, pool(parts).series, at=Period.of(2023))  # type: ignore[arg-type]
    assert said == {("甲市", "1"): scalar.verdict, ("乙市", "1"): "NOT_ASSESSABLE", ("甲市", "6x"): "NOT_MET"}


def test_reading_loads_no_engine() -> None:
    """Importing the room of frames loads narwhals and numpy, and no library of tables."""
    code = (
        "import sys, prevention_rules.frames\n"
        "print([name for name in ('polars', 'pandas', 'pyarrow', 'duckdb', 'pyspark') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@ALL
@pytest.mark.parametrize("kinds", [("year_end", "calendar_year"), ("calendar_year", "year_end")])
def test_equal_limits_of_figures_that_span_otherwise(engine: str, kinds: tuple[Any, ...]) -> None:
    """Half a year of what stands is judged as it is, half a year of what happens is the least of its year."""
    rows = tuple(
        pr.Indicator(number=f"{at}", name=f"起数{at}", unit="起", better="lower", target="≤30起", period=kind)
        for at, kind in enumerate(kinds, 1)
    )
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2025, indicators=rows)
    table = {"period": ["2025年上半年"] * 2, "indicator": ["1", "2"], "value": [24.0, 24.0]}
    told = engines.columns(frames.evaluate(plan, engines.ENGINES[engine](table)))
    expected = {"year_end": "MET", "calendar_year": "INCONCLUSIVE"}
    assert list(map(str, told["verdict"])) == [expected[kind] for kind in kinds]


@ALL
def test_a_table_without_things_to_count_is_pooled(engine: str) -> None:
    """Where every indicator is a share, values have no sum, and that is no fault of the table."""
    table = numbered({"period": [2023] * 2, "city": ["甲市"] * 2, "area": ["东", "西"], "indicator": ["1"] * 2,
                      "value": [90.0, 80.0]})  # fmt: skip
    told = engines.columns(frames.pool(tables.plan(), engines.ENGINES[engine](table), "city"))
    assert (told["value"], told["areas"], told["reported"]) == ([None], [2], [2])


POOLED_WRONG: dict[str, tuple[dict[str, list[Any]], str, str]] = {
    "half a ratio": ({"numerator": [95, None], "denominator": [100, 100]}, "numerator", "only one is there"),
    "only missing": ({"numerator": [95, None], "denominator": [100, None], "missing": [None, 4]}, "missing", "write 0 and 0"),
    "twice": ({"numerator": [95, 95], "denominator": [100, 100], "area": ["东", "东"]}, "area, period, indicator", "two rows"),
    "too many": ({"numerator": [200, 0], "denominator": [100, 100]}, "numerator", "are the two exchanged"),
    "below zero": ({"value": [-5.0, 12.0], "indicator": ["6x"] * 2}, "value", "a count below zero"),
    "ends exchanged": ({"low": [5.0, 3.0], "high": [3.0, 5.0], "indicator": ["6x"] * 2}, "low", "the low end is above"),
    "two forms": ({"value": [20.0, None], "numerator": [95, 90], "denominator": [100, 100]}, "value", "a row has one figure"),
    "no area": ({"value": [4.0, 9.0], "indicator": ["6x"] * 2, "area": ["东", None]}, "area", "cells are empty"),
    "another unit": ({"value": [0.6, 0.6], "indicator": ["6x"] * 2, "unit": ["万起"] * 2}, "unit", "万起"),
}  # fmt: skip


@ALL
@pytest.mark.parametrize("wrong", POOLED_WRONG)
def test_what_is_refused_of_a_row_is_refused_of_a_sum(engine: str, wrong: str) -> None:
    """A sum hides what is wrong with its parts, so each is looked at before anything is added."""
    change, column, said = POOLED_WRONG[wrong]
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2023, partial=True, indicators=(
        tables.plan()["1"], pr.Indicator(number="6x", name="起数", unit="起", better="lower", target="≤6起"),
    ))  # fmt: skip
    given = {
        "n": [0, 1],
        "city": ["甲市"] * 2,
        "area": ["东", "西"],
        "period": [2023] * 2,
        "indicator": ["1"] * 2,
        **change,
    }
    with pytest.raises(FrameError) as caught:
        frames.pool(plan, engines.ENGINES[engine](given), "city")
    assert column in caught.value.column
    assert said in caught.value.explain("en")
