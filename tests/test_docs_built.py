"""The built documentation: Chinese is found, pages of the root are in it, and every field stands in the reference."""

import json
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from prevention_rules.judgement.findings import Finding
from prevention_rules.policies import Policy

DOCS = Path(__file__).parents[1] / "docs"
pytestmark = [pytest.mark.extra("docs"), pytest.mark.slow, pytest.mark.xdist_group("docs")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages once; that they build without a warning is a step of `.ci/run`."""
    folder = tmp_path_factory.mktemp("html")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", DOCS, folder], check=True)
    return folder


@pytest.mark.parametrize("words", ["序时进度", "基期", "催报单", "稳步提升"])
def test_what_stands_on_a_page_in_chinese_is_found(built: Path, words: str) -> None:
    """Each pair of the words that a reader types leads, with the others, to a page that holds them."""
    text = (built / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    pages = [set(listed(index["terms"][words[at : at + 2]])) for at in range(len(words) - 1)]
    found = [index["docnames"][page] for page in set.intersection(*pages)]
    assert any(words in (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in found)


def listed(pages: int | list[int]) -> list[int]:
    return pages if isinstance(pages, list) else [pages]


def test_the_browser_cuts_a_query_as_the_index_was_cut(built: Path) -> None:
    """The script that splits what a reader types is in the page."""
    assert "run.slice(at, at + 2)" in (built / "_static" / "language_data.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("made", [Finding, Policy])
def test_every_field_stands_in_the_reference(built: Path, made: type) -> None:
    """A class is shown with each of its fields, by name."""
    page = (built / "api.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'<span class="pre">(\w+)</span>', page))
    assert {field.name for field in attrs.fields(made)} <= shown


def test_what_is_copied_has_no_prompts(built: Path) -> None:
    """The button beside a block of code takes the lines behind a prompt, without it, and nothing that was printed."""
    script = (built / "_static" / "copybutton.js").read_text(encoding="utf-8")
    assert r"formatCopyText(text, '>>> |\\.\\.\\. |\\$ ', true, true, true" in script


def test_chinese_is_whole_where_the_source_breaks_a_line(built: Path) -> None:
    """No two Chinese glyphs of a sentence are parted by the space that a browser makes of a line's end."""
    wide = "[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]"
    for page in built.rglob("*.html"):
        prose = re.sub("(?s)<pre>.*?</pre>", "", page.read_text(encoding="utf-8"))
        assert re.findall(rf"{wide}(?:</(?:strong|a)>)?\n(?:<strong>)?{wide}", prose) == []


def test_the_root_is_in_it(built: Path) -> None:
    """README in both languages, changelog, contributing and security are pages, with their pictures."""
    for name, said in {"index": "What it does not do", "zh": "它不做的", "security": "The limits"}.items():
        assert said in (built / f"{name}.html").read_text(encoding="utf-8")
    for picture in re.findall(
        r'(?:src|srcset)="(_static/report[^"]*)"', (built / "index.html").read_text(encoding="utf-8")
    ):
        assert (built / picture).exists()
