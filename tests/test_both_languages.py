"""Pages that stand in two languages say the same: as many sections, the same code, the same pages to go on to."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAIRS = {
    "README": ("README.zh-CN.md", "README.md"),
    "tutorial": ("docs/tutorial.md", "docs/tutorial.en.md"),
    "how-to": ("docs/how-to.md", "docs/how-to.en.md"),
    "limits": ("docs/limits.md", "docs/limits.en.md"),
    "lint": ("docs/lint.zh.md", "docs/lint.md"),
}


@pytest.fixture(params=PAIRS)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    zh, en = ((ROOT / name).read_text(encoding="utf-8") for name in PAIRS[request.param])
    return zh, en


def test_the_sections_are_the_same(pair: tuple[str, str]) -> None:
    """Both have the same headings by their depth, in the same order."""
    zh, en = (
        re.findall("^(#+) ", re.sub("(?s)^```.*?^```", "", page, flags=re.MULTILINE), re.MULTILINE) for page in pair
    )
    assert zh == en


def test_the_code_is_the_same(pair: tuple[str, str]) -> None:
    """What is typed is the same, but for the language that is asked for; what is printed is each its own."""
    zh, en = (re.findall(r"^(?:>>>|\.\.\.|\$) .*$", page, re.MULTILINE) for page in pair)
    spoken = re.compile(r"""(?<=")(?:zh|en)(?=")|\.(?:zh|en)\b|_en\b| en$""")
    assert [spoken.sub("", line) for line in zh] == [spoken.sub("", line) for line in en]


def test_both_lead_to_the_same_pages(pair: tuple[str, str]) -> None:
    """Whoever reads one is sent to the same pages as whoever reads the other, in their own language where there is one.

    The decisions are pages in English, and sections of one page in Chinese.
    """
    ends, decision = r"(?:\.zh-CN|\.zh|\.en)?\.md(?:#.*)?$", r"decisions/[a-z-]+$"
    zh, en = (
        {re.sub(decision, "decisions", re.sub(ends, "", link)) for link in re.findall(r"\]\(([^)\s]+)\)", page)}
        for page in pair
    )
    assert zh == en
