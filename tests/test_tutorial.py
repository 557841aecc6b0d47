"""The tutorial can be followed: what its commands say is what stands on the page, in both languages."""

import re
from pathlib import Path

import pytest
from tutorial import PAGES, walked

from prevention_rules.text import Language

pytestmark = [pytest.mark.extra("excel"), pytest.mark.extra("report")]


@pytest.mark.parametrize("lang", PAGES)
def test_what_the_commands_say_stands_on_the_page(lang: Language, tmp_path: Path) -> None:
    """Files made, edits and figures typed as the page says, every command says what is printed below it."""
    text = PAGES[lang].read_text(encoding="utf-8")
    assert walked(text, tmp_path, lang) == text
    assert {"zh": "**虚构**", "en": "**invented**"}[lang] in text


def test_the_last_step_leaves_a_page_to_print(tmp_path: Path) -> None:
    """The assessment is one file that names the plan, the year and each of the five indicators."""
    walked(PAGES["zh"].read_text(encoding="utf-8"), tmp_path, "zh")
    page = (tmp_path / "中期评估表.html").read_text(encoding="utf-8")
    assert "某区残疾预防行动计划（2021—2025年）" in page
    assert all(name in page for name in ("知识普及率", "婚前医学检查率", "事故发生起数", "签约率", "康复医师人数"))


def test_both_languages_take_the_same_steps() -> None:
    """Tables to type, edits, files and commands are the same on both pages, and so is the number of sections."""
    zh, en = (page.read_text(encoding="utf-8") for page in PAGES.values())
    commands = r"^\$ .*$"
    assert re.findall(commands, zh, re.MULTILINE) == re.findall(commands, en, re.MULTILINE)
    rows = r"^\| [^|]*(?:\d|区\S+) \|.*$"
    assert re.findall(rows, zh, re.MULTILINE) == re.findall(rows, en, re.MULTILINE)
    assert re.findall("(?s)```toml.*?```", zh) == re.findall("(?s)```toml.*?```", en)
    assert len(re.findall("^#+ ", zh, re.MULTILINE)) == len(re.findall("^#+ ", en, re.MULTILINE))
