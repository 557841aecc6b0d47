"""The report as a page: whole, self-contained, the same for every reader, and nothing in it that a name could run."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import attrs
import pytest

import prevention_rules as pr
from prevention_rules.errors import FileError, FormatError
from prevention_rules.judgement.states import State
from prevention_rules.report.looks import GRAVEST, gravity
from prevention_rules.text import Language

pytestmark = pytest.mark.extra("report")
ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "docs" / "_static"
HOSTILE = "\"><script>alert(1)</script></style><b onclick=x> | ' {{ 7*7 }} {% raw %}\n</title>"
BOTH: tuple[Language, ...] = ("zh", "en")


class Page(HTMLParser):
    """What stands in a page: its elements in order, and whether each that was opened is closed in its place."""

    VOID = frozenset({"meta", "link", "br", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def said(self) -> str:
        return "".join(self.text)


def sample() -> pr.Assessment:
    sys.path.insert(0, str(ROOT / "examples"))
    try:
        made: pr.Assessment = import_module("report").assessment()
    finally:
        sys.path.remove(str(ROOT / "examples"))
    return made


@pytest.fixture(scope="module")
def told() -> pr.Assessment:
    return sample()


def hostile() -> pr.Assessment:
    row = pr.Indicator(
        number="1", name=HOSTILE, data_holder=HOSTILE, unit="%", share=True, better="higher", target=">95%"
    )
    street, department = pr.Area(name=HOSTILE), import_module("prevention_rules.plans.outline").Department(name=HOSTILE)
    rules = [row, attrs.evolve(row, number=HOSTILE)]
    plan = pr.Plan(
        id="p",
        title=HOSTILE,
        first_year=2021,
        last_year=2025,
        indicators=tuple(rules),
        areas=(street,),
        departments=(department,),
    )
    figures = [
        pr.Observation("1", 2023, "90%", source=HOSTILE),
        pr.Observation("1", 2023, "90%以上", area=HOSTILE, source=HOSTILE),
    ]
    return plan.assess(figures, at=2023)


@pytest.mark.parametrize("lang", BOTH)
def test_the_samples_are_what_the_example_writes(lang: str, tmp_path: Path) -> None:
    """The pages under docs/_static are those of today's code: run examples/report.py to write them anew."""
    sys.path.insert(0, str(ROOT / "examples"))
    try:
        import_module("report").main(tmp_path)
    finally:
        sys.path.remove(str(ROOT / "examples"))
    name = f"report.{lang}.html"
    assert (tmp_path / name).read_text(encoding="utf-8") == (SAMPLES / name).read_text(encoding="utf-8")
    assert (SAMPLES / name).stat().st_size < 400_000


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("which", [sample, hostile], ids=["sample", "hostile"])
def test_a_page_is_sound_and_asks_for_nothing(lang: Language, which: object) -> None:
    """Each element is closed in its place, there is no script, and nothing is fetched: a policy in the page forbids it."""
    assert callable(which)
    page = Page(which().to_html(lang, notice=HOSTILE))
    assert (page.open, page.wrong) == ([], [])
    assert {tag for tag, _ in page.elements} & {"script", "img", "iframe", "object", "form", "b"} == set()
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on") or name == "src"]
    links = [attrs.get("href") for tag, attrs in page.elements if "href" in attrs]
    assert links
    assert all(link is not None and link.startswith(("#", "data:,")) for link in links)
    policy = next(
        attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.mark.parametrize("lang", BOTH)
def test_every_link_leads_somewhere_and_no_place_is_named_twice(told: pr.Assessment, lang: Language) -> None:
    """Each link of the page, and each label, points to one element of the same page."""
    page = Page(told.to_html(lang))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    pointed = {(attrs.get("href") or "")[1:] for _, attrs in page.elements if (attrs.get("href") or "").startswith("#")}
    pointed |= {attrs["aria-labelledby"] or "" for _, attrs in page.elements if "aria-labelledby" in attrs}
    assert len(ids) == len(set(ids))
    assert pointed <= set(ids)


def test_names_are_text_and_nothing_else() -> None:
    """A name with tags, quotes and the marks of templates is shown as it stands, in the style of the page too."""
    html = hostile().to_html("zh", notice=HOSTILE)
    page = Page(html)
    assert "<script>alert(1)</script></style><b onclick=x> | ' {{ 7*7 }} {% raw %}" in page.said
    assert html.count("</style>") == html.count("</title>") == 1


@pytest.mark.parametrize("lang", BOTH)
def test_what_stands_above_every_table_stands_on_the_page(lang: Language) -> None:
    """Title, date, base, source, headline and the reason of a doubt, each whole, as the other tables have them."""
    told = pr.load_plan("xicheng-2022-2025").assess(
        [pr.Observation("5", 2023, "94.5%", status="preliminary", source="年报")], at=2023
    )
    doubt = {
        "zh": "依据的是初步数，核定后结论可能改变。",
        "en": "rests on a preliminary figure; the final one may change it.",
    }
    above = [line.in_language(lang) for line in (told.heading.title, *told.heading.lines)]
    assert len(above) == 5
    said = Page(told.to_html(lang)).said
    assert [line for line in (*above, doubt[lang]) if line not in said] == []


@pytest.mark.parametrize("lang", BOTH)
def test_a_notice_stands_beside_every_part(told: pr.Assessment, lang: Language) -> None:
    """The notice is above the page, beside the heading of every part, below the page and on each printed sheet."""
    html = told.to_html(lang, notice="DRAFT")
    headings = re.findall(r"<h2 .*?</h2>", html)
    assert len(headings) == 8
    assert all(">DRAFT</span>" in one for one in headings)
    assert ('class="notice banner">DRAFT<' in html, 'content: "DRAFT"' in html) == (True, True)
    assert "DRAFT" in html[html.index("<footer>") :]
    assert "notice" not in told.to_html(lang).partition("</style>")[2].replace("generated", "")


@pytest.mark.parametrize("lang", BOTH)
def test_every_finding_is_there_with_its_state_in_words(told: pr.Assessment, lang: Language) -> None:
    """The bar and its legend add up to the indicators; every indicator has its row, its word, and its explanation."""
    html = told.to_html(lang)
    summary = html[html.index('id="summary"') : html.index('id="domains"')]
    bar = summary[summary.index('class="bar"') : summary.index('<ul class="counts">')]
    assert sum(map(int, re.findall(r"</svg>(\d+)</div>", bar))) == len(told) == html.count("<article ")
    rows = re.findall(r'<tr role="row">.*?</tr>', html[html.index('id="domains"') : html.index('id="tasks"')])
    assert len([row for row in rows if 'scope="row"' in row]) == len(told)
    for row in told.rows(lang):
        article = html.split(f'-h">{row["number"]} ')[1].split("</article>")[0]
        assert f"</svg>{row['state'].removesuffix(' ※')}</span>" in article


def test_every_state_has_a_sign_of_its_own() -> None:
    """No two states share a drawing, so that they are told apart without colour, and none lacks one."""
    text = (ROOT / "src/prevention_rules/report/templates/signs.html").read_text(encoding="utf-8")
    drawn = dict(re.findall(r'<symbol id="s-(\w+)"[^>]*>(.*?)</symbol>', text))
    assert set(drawn) == {state.value for state in State}
    assert len(set(drawn.values())) == len(State)


def test_the_worst_stands_first(told: pr.Assessment) -> None:
    """What is lost comes before what is behind, and that before what is not known and what goes well."""
    assert sorted(GRAVEST, key=gravity) == list(GRAVEST)
    assert set(GRAVEST) == set(State)
    html = told.to_html("zh")
    behind = html[html.index('class="worst"') : html.index('id="domains"')]
    assert re.findall(r'">(\d+) ', behind)[:3] == ["45", "30", "10"]


def test_the_matrix_has_a_cell_for_every_area_and_indicator(told: pr.Assessment) -> None:
    """Fifteen streets, four indicators, sixty cells, each with its state as a word that is read aloud."""
    html = told.to_html("zh")
    cells = html[html.index('class="matrix"') : html.index('id="needed"')]
    assert len(re.findall(r'<span class="hidden">[^<]+</span>', cells)) == 60


def test_an_empty_plan_makes_a_page() -> None:
    """Without figures, domains, departments and areas there is a page that says so, and parts that say nothing are left out."""
    plan = pr.Plan(id="p", title="某区计划", first_year=2021, last_year=2025, indicators=())
    page = Page(plan.assess([], at=2023).to_html("zh"))
    assert (page.open, page.wrong) == ([], [])
    assert [attrs["id"] for attrs in page.all("section")] == ["summary", "domains", "needed", "notes", "each"]
    assert "没有滞后的指标。" in page.said


def test_what_is_chinese_in_an_english_page_says_so(told: pr.Assessment) -> None:
    """Outside of the elements marked as Chinese there is no Chinese in the text of the English page."""
    outside = re.sub(r'<span lang="zh">.*?</span>', "", told.to_html("en").partition("</style>")[2])
    in_words = re.sub(r"<[^>]*>", "", outside)
    assert re.findall("[\u3400-\u9fff]+", in_words) == []


@pytest.mark.parametrize("path", ["missing/report.html", ".", "a\0b"])
def test_a_path_that_cannot_be_written_is_a_documented_error(tmp_path: Path, path: str) -> None:
    """No folder, a folder instead of a file, a name that cannot be: one error each, with the cure."""
    with pytest.raises(FileError) as caught:
        pr.Plan(id="p", title="某区计划", first_year=2021, last_year=2025, indicators=()).assess([], at=2023).report(
            tmp_path / path
        )
    assert len(caught.value.faults) == 1


def test_wrong_kinds_are_refused_by_name(told: pr.Assessment, tmp_path: Path) -> None:
    """Another language, a notice that is no text, a day that is no time: refused before anything is written."""
    with pytest.raises(ValueError, match="language 'fr' is not offered"):
        told.report(tmp_path / "r.html", "fr")  # type: ignore[arg-type]
    with pytest.raises(FormatError, match="notice"):
        told.report(tmp_path / "r.html", notice=1)  # type: ignore[arg-type]
    with pytest.raises(FormatError, match="generated"):
        told.report(tmp_path / "r.html", generated="today")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def days(html: str) -> Iterator[str]:
    yield from re.findall(r"生成日期 (\S+)", html)


def test_the_page_says_when_and_by_which_version_it_was_made(told: pr.Assessment) -> None:
    """The foot of the page has the day and the version."""
    html = told.to_html("zh", generated=datetime(2024, 3, 1, tzinfo=UTC))
    assert list(days(html)) == ["2024-03-01"]
    assert f"版本 {pr.__version__}" in html
