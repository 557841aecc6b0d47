"""What objects show of themselves: one line by ``repr``, a table in notebooks, in the language that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

import attrs
import pytest
from test_api_page import PAGE

import prevention_rules as pr
from prevention_rules import testing
from prevention_rules.as_code import LONGEST, as_code, in_short
from prevention_rules.drafting.draft import Draft
from prevention_rules.plans.outline import Department, Domain, Milestone, Task
from prevention_rules.shows import Shows

HOSTILE = "<script>alert('1')</script>\n| *`\x1b[31m &lt; " + "很长的名称" * 60
XICHENG = pr.load_plan("xicheng-2022-2025")
FIGURES = [
    *(pr.Observation("26", year, value) for year, value in {2020: 35, 2021: 33, 2023: 30}.items()),
    *(pr.Observation("45", year, f"{year - 1960}%") for year in range(2020, 2024)),
    *(pr.Observation("3", 2023, pr.Ratio(60 + at, 100), area=one.name) for at, one in enumerate(XICHENG.areas)),
    pr.Observation("1", 2023, pr.Ratio(823, 1000), kind="sample"),
    pr.Observation("7", 2023, "超95%", status="初步", source="公报"),
]
"""Invented figures."""


@cache
def hostile() -> pr.Plan:
    """A plan whose every text is hostile, and long."""
    rows = [
        pr.Indicator(
            number=str(n),
            name=HOSTILE,
            name_en=HOSTILE,
            unit="%",
            share=True,
            better="higher",
            target=">95%",
            aliases=(HOSTILE,),
            place=HOSTILE,
            note=HOSTILE,
            domain="一",
            tasks=("1",),
            tags=(HOSTILE,),
            data_holder=HOSTILE,
        )
        for n in range(60)
    ]
    said = pr.Commitment(number="C1", name=HOSTILE, text=HOSTILE, decidable=False, why=HOSTILE)
    return pr.Plan(
        id="p", title=HOSTILE, title_en=HOSTILE, document=HOSTILE, issuer=HOSTILE, first_year=2021, last_year=2025,
        indicators=tuple(rows), commitments=(said,), areas=(pr.Area(name=HOSTILE),),
        departments=(Department(name=HOSTILE),), milestones=(Milestone(year=2023, name=HOSTILE),),
        domains=(Domain(number="一", name=HOSTILE),), tasks=(Task(number="1", name=HOSTILE, lead=(HOSTILE,)),),
    )  # fmt: skip


def roots(plan: pr.Plan, figures: Any) -> list[Any]:
    """Return what a plan gives, one of each kind."""
    told = plan.assess(figures, at=2023)
    later = plan.assess(figures, at=2025)
    return [
        plan, told, plan.needed(figures, at=2023), told.compare(later), pr.align(plan, plan), pr.lint(plan), told.heading,
        told.tally, told.commitments, told.unassigned, *told.by_department().values(), *told.by_area().values(),
        *told.findings, *(one.explain() for one in told.findings), *(one.whole for one in told.evidence.values() if one.whole),
        plan.describe(), plan.show(), pr.Policy(), pr.Layout(),
        *(one.target for one in plan.indicators),
    ]  # fmt: skip


@cache
def everything() -> dict[type, list[Any]]:
    """Every object that can be reached from those, by class."""
    few = attrs.evolve(hostile(), indicators=hostile().indicators[:1])
    found = [testing.mutants(few), testing.run_examples(XICHENG), roots(XICHENG, FIGURES)]
    by_class: dict[type, list[Any]] = {}
    for one in walk(
        [*found, *roots(hostile(), {"1": {2023: pr.Observation("1", 2023, "90%", source=HOSTILE)}})], set()
    ):
        by_class.setdefault(type(one), []).append(one)
    return by_class


def walk(thing: Any, seen: set[int]) -> Iterator[Any]:
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if attrs.has(type(thing)) or isinstance(thing, Shows):
        yield thing
    if attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from walk(getattr(thing, field.name), seen)
    elif isinstance(thing, Mapping):
        yield from walk([*thing.values()], seen)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from walk(one, seen)


def public() -> set[type]:
    """Every class of the reference that is no exception and no enumeration."""
    blocks = re.findall(r"automodule:: ([\w.]+)\n\s+:members: (.*?)\n(?:\n|   :imp|```)", PAGE, re.DOTALL)
    named = [getattr(import_module(module), name) for module, names in blocks for name in re.findall(r"\w+", names)]
    return {one for one in named if isinstance(one, type) and not issubclass(one, Enum | BaseException)}


@pytest.mark.parametrize("kind", sorted(public() - {Shows}, key=str), ids=lambda kind: str(kind.__name__))
def test_every_public_class_prints_one_short_line(kind: type) -> None:
    """Whatever an object holds, its ``repr`` is one line that fits a screen and holds nothing a terminal would obey."""
    known = everything().get(kind, [])
    assert known or vars(kind).get("__repr__") is in_short or kind is Draft  # held by their own tests
    for one in known[:200]:
        line = repr(one)
        assert len(line) <= LONGEST
        assert line.isprintable()


@attrs.frozen
class Made:
    """An object with hostile texts."""

    name: Any
    other: Any = None
    __repr__ = in_short


@pytest.mark.parametrize("value", [HOSTILE, (HOSTILE,) * 99, {HOSTILE: HOSTILE}, Made(Made(HOSTILE))], ids=["text", "tuple", "dict", "nested"])  # fmt: skip
def test_what_is_cut_stays_on_one_line(value: Any) -> None:
    """A long field is cut, and what is short is the code that makes the object."""
    line = repr(Made(value, other=value))
    assert len(line) <= LONGEST
    assert line.isprintable()
    assert repr(Made("a")) == as_code(Made("a")) == "Made(name='a')"


def test_a_plan_prints_what_it_is_and_not_its_rows() -> None:
    """Forty-five indicators are a number in the line; the whole code is there when it is asked for."""
    assert repr(XICHENG) == (
        "<Plan 'xicheng-2022-2025' '北京市西城区残疾预防行动计划（2022—2025年）': 45 indicators, 22 commitments>"
    )
    assert as_code(XICHENG).count("Indicator(number=") == 45


def test_the_lines_of_what_is_asked_most() -> None:
    """Each says whose it is and how it stands."""
    told = XICHENG.assess(FIGURES, at=2023)
    assert repr(told) == (
        "<Assessment 'xicheng-2022-2025' at 2023: 45 findings (in_line 2, under_way 2, undecided 1, not_monitored 40)>"
    )
    assert repr(told["26"]) == "<Finding '26 生产安全事故发生起数' at 2023: NOT_MET, change_too_small>"
    assert repr(told.by_department()["区应急局"]) == "<Duty '区应急局': leads 0, shares 6>"
    assert repr(told["26"].level) == "<ValueSet '[30, 30]'>"


# --- notebooks ------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags of a page, opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.closed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert all(name in ("lang", "class") or (name, value) == ("style", "text-align:left") for name, value in attrs)
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)


def shown() -> list[Any]:
    told = XICHENG.assess(FIGURES, at=2023)
    return [
        XICHENG, XICHENG["26"].target, told.evidence["26"].whole, told["26"], told.commitments,
        told.by_department()["区应急局"], pr.lint(XICHENG), told, XICHENG.needed(FIGURES, at=2023),
        told.compare(XICHENG.assess(FIGURES, at=2025)), pr.align(XICHENG, pr.load_plan("national-2021-2025")),
    ]  # fmt: skip


@pytest.mark.parametrize("one", shown(), ids=lambda one: type(one).__name__)
def test_it_shows_itself_in_chinese_and_in_english_when_asked(one: Any) -> None:
    """A notebook draws Chinese, ``show("en")`` the same in English, and asking once changes nothing."""
    before = one._repr_html_()
    english = one.show("en")
    assert 'lang="zh"' in before
    assert 'lang="en"' in english._repr_html_()
    assert str(one.show("zh")) != str(english)
    assert one._repr_html_() == before
    outside = re.sub("“[^”]*”", "", str(english)).replace("（", "(")
    if not isinstance(one, pr.Assessment | type(XICHENG.needed([], at=2023)) | type(pr.align(XICHENG, XICHENG))):
        assert re.findall("[\u4e00-\u9fff]+", outside) == []
    with pytest.raises(ValueError, match=r"^language 'fr' is not offered"):
        one.show("fr")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_are_shown_and_not_run(lang: Any) -> None:
    """Whatever stands in a plan or a figure, the only tags are ours, and each that is opened is closed."""
    drawn = [one for kind, some in everything().items() if issubclass(kind, Shows | pr.Finding) for one in some]
    assert len({type(one) for one in drawn}) > 10
    hostile_ones = 0
    for one in drawn:
        html = one.show(lang)._repr_html_()
        tags = Tags()
        tags.feed(html)
        assert set(tags.opened) <= {
            "div",
            "p",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "dl",
            "dt",
            "dd",
            "ul",
            "li",
        }
        assert sorted(tags.opened) == sorted(tags.closed)
        hostile_ones += "&lt;script&gt;" in html
    assert hostile_ones > 10


def test_printing_a_finding_prints_its_explanation() -> None:
    """``print(finding)`` tells it in Chinese, and a notebook draws the same."""
    finding = XICHENG.assess(FIGURES, at=2023)["26"]
    assert str(finding) == str(finding.explain("zh"))
    assert finding._repr_html_() == finding.explain("zh").to_html()
    assert str(finding.show("en")) == str(finding.explain("en"))


def test_a_plan_that_was_never_checked_shows_itself_too() -> None:
    """A target that cannot be read is shown as it is written."""
    row = pr.Indicator(number="1", name="率", unit="%", target="大概也许80%吧")
    plan = pr.Plan(id="p", title="甲", first_year=2021, last_year=2025, indicators=(row,))
    assert '<td style="text-align:left">大概也许80%吧</td>' in plan._repr_html_()


def test_lint_shows_a_table_and_is_still_a_tuple() -> None:
    """What lint finds is compared and iterated as a tuple, and shows its counts above its rows."""
    found = pr.lint(XICHENG)
    assert found == tuple(found)
    assert found.headline.zh == f"规则检查：提示{len(found)}条。"
    assert pr.lint(pr.Plan(id="p", title="p", first_year=2021, last_year=2025)) == ()
    assert "indicator 2" in str(found.show("en"))
