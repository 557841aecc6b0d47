"""The pages on decisions list what the library holds, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import attrs
import pytest

import prevention_rules as pr
from prevention_rules.citations import CITATIONS
from prevention_rules.explain.phrases import PROGRESS
from prevention_rules.readings import RISING, STABLE

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = DOCS / "decisions"
NAMES = (
    "rounding", "uncertainty", "parts-of-a-whole", "three-valued-logic", "progress", "trends",
    "what-would-have-to-change", "policy-and-citations", "explanations",
)  # fmt: skip


def table(page: str, name: str) -> list[list[str]]:
    """Return the cells of the table that follows a mark, without its two lines of head."""
    text = (PAGES / page).read_text(encoding="utf-8")
    lines = text.partition(f"<!-- {name} -->\n")[2].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_every_citation_is_listed() -> None:
    """The table of citations holds every key with its title in both languages and its status, in order."""
    assert table("policy-and-citations.md", "citations") == [
        [f"`{cited.key}`", cited.title.zh, cited.title.en, cited.status] for cited in CITATIONS.values()
    ]


def test_every_reading_is_listed() -> None:
    """The table of readings holds every reading with its name, rule, role and source, in order."""
    assert table("trends.md", "readings") == [
        [
            reading.id, f"`{reading.name}`", reading.title.zh, reading.rule.zh, reading.rule.en,
            "yes" if reading.decides else "", f"`{reading.citation}`",
        ]
        for reading in (*RISING.values(), *STABLE.values())
    ]  # fmt: skip


def test_every_progress_is_listed() -> None:
    """The table of progress holds every status with its Chinese words, in order."""
    listed = [[status, zh] for status, zh, _ in table("progress.md", "statuses")]
    assert listed == [[status.name, words.zh] for status, words in PROGRESS.items()]


def test_every_choice_is_listed_with_its_default() -> None:
    """The table of choices holds every field of the policy with its default, in order."""
    listed = [(name.strip("`"), default.strip("`")) for name, _, default, _ in table(*CHOICES)]
    assert listed == list(pr.Policy().choices)


def test_every_offer_of_a_choice_is_listed() -> None:
    """Where a choice is one of a few words, the table lists those words, the default first."""
    hints = get_type_hints(pr.Policy)
    for name, offered, _, _ in table(*CHOICES):
        hint = hints[name.strip("`")]
        if get_origin(hint) is Literal:
            assert tuple(re.findall("`([^`]+)`", offered)) == get_args(hint)
        else:
            assert "`" not in offered


CHOICES = ("policy-and-citations.md", "choices")


@pytest.mark.parametrize("field", [field.name for field in attrs.fields(pr.Policy)])
def test_no_choice_goes_unmentioned_in_the_docstring(field: str) -> None:
    """The docstring of the policy speaks of every choice, so that a new one cannot come in unexplained."""
    assert f"``{field}``" in (pr.Policy.__doc__ or "")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_found(name: str) -> None:
    """Each of the nine pages exists, and the index and the README lead to it."""
    assert (PAGES / f"{name}.md").is_file()
    assert f"decisions/{name}\n" in (DOCS / "index.md").read_text(encoding="utf-8")
    assert f"(docs/decisions/{name}.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted(path.name for path in PAGES.glob("*.md")))
def test_a_source_named_on_a_page_is_known(page: str) -> None:
    """Every key that a page gives as its source leads to a citation."""
    text = (PAGES / page).read_text(encoding="utf-8")
    named = re.findall(r"`([A-Z][A-Z0-9/.-]{4,})`", text.partition("Sources: ")[2].partition("\n\n")[0])
    assert set(named) <= set(CITATIONS)
    assert named or page in ("what-would-have-to-change.md", "policy-and-citations.md", "explanations.md", "trends.md")


@pytest.mark.parametrize("page", NAMES)
def test_every_page_is_run(page: str) -> None:
    """Each page holds examples that pytest runs as doctests."""
    assert (PAGES / f"{page}.md").read_text(encoding="utf-8").count(">>> ") >= 8


def sources(text: str, mark: str) -> list[str]:
    """Return the keys of citations in the line that names the sources of a decision."""
    return re.findall(r"`([A-Z][A-Z0-9/.-]{4,})`", text.partition(mark)[2].partition("\n\n")[0])


def test_the_chinese_page_tells_every_decision_with_its_sources() -> None:
    """It has a section for each page, in their order, which leads there, runs an example and names its sources."""
    sections = (DOCS / "decisions.zh.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert len(sections) == len(NAMES)
    for name, section in zip(NAMES, sections, strict=True):
        assert f"](decisions/{name}.md)" in section.rpartition("详见")[2]
        assert ">>> " in section
        named = sources(section, "来源：")
        assert set(sources((PAGES / f"{name}.md").read_text(encoding="utf-8"), "Sources: ")) <= set(named)
        assert set(named) <= set(CITATIONS)
