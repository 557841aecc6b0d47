"""Where the carets of an error stand: under the glyphs a reader sees, in Chinese text too."""

from __future__ import annotations

import pytest

from prevention_rules.errors import FrameError, TargetSyntaxError
from prevention_rules.text import Words, columns, did_you_mean, display_width, underline, visible


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("20%", 3),
        ("下降", 4),
        ("２０％", 6),
        ("，。（）", 8),
        ("ｶﾞ", 2),
        ("가", 2),
        ("e\u0301", 1),
        ("か\u3099", 2),
        ("下\u200b降", 4),
        ("\ufeff85", 2),
        ("…", 1),
    ],
)
def test_display_width(text: str, cells: int) -> None:
    """Chinese and full-width glyphs take two cells, combining and invisible characters none, all others one."""
    assert display_width(text) == cells


@pytest.mark.parametrize(
    ("text", "span", "drawn"),
    [
        ("≥85", (1, 3), ("≥85", " ^^")),
        ("下降20%以上", (2, 5), ("下降20%以上", "    ^^^")),
        ("下降２０％以上", (2, 5), ("下降２０％以上", "    ^^^^^^")),
        ("e\u0301e\u0301x", (4, 5), ("e\u0301e\u0301x", "  ^")),
        ("85\u200b％以上", (4, 6), ("85\u200b％以上", "    ^^^^")),
        ("下降\n二成\t多", (6, 7), ("下降 二成 多", "          ^^")),
        ("下降\u2028多", (3, 4), ("下降 多", "     ^^")),
        ("85", (2, 2), ("85", "  ^")),
        ("", (0, 0), ("", "^")),
        ("e\u0301", (1, 2), ("e\u0301", " ^")),
    ],
)
def test_underline(text: str, span: tuple[int, int], drawn: tuple[str, str]) -> None:
    """The carets stand under the glyphs of the span, one at least, and the drawing has two lines whatever the text."""
    assert underline(text, span, indent="") == "\n".join(drawn)
    assert underline(text, span) == "\n".join(f"    {line}" for line in drawn)


@pytest.mark.parametrize("char", [chr(code) for code in (9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029)])
def test_underline_never_breaks_its_line(char: str) -> None:
    """A break of any kind is drawn as one space and moves nothing."""
    assert underline(f"{char}多", (1, 2), indent="") == " 多\n ^^"


@pytest.mark.parametrize(
    ("char", "drawn"),
    [("\0", r"\x00"), ("\x1b", r"\x1b"), ("\x7f", r"\x7f"), ("\x9b", r"\x9b"), ("\u202e", r"\u202e"), ("\u2066", r"\u2066"),
     ("\u200f", r"\u200f"), ("\ud800", r"\ud800")],
)  # fmt: skip
def test_what_acts_on_a_screen_is_shown_as_its_code(char: str, drawn: str) -> None:
    """Control characters, marks that turn text round and halves of characters are written out, in texts and drawings."""
    assert visible(f"率{char}%") == f"率{drawn}%"
    assert underline(f"{char}多", (1, 2), indent="") == f"{drawn}多\n{' ' * len(drawn)}^^"


@pytest.mark.parametrize("text", ["残疾预防　率", "é", "👩\u200d⚕️", "٪", "a\u00a0b"])
def test_what_people_write_is_left_as_it_is(text: str) -> None:
    """Wide spaces, joined emoji, other scripts and hard spaces are no harm, and stay."""
    assert visible(text) == text


def test_of_a_long_text_the_place_is_drawn() -> None:
    """What lies more than 200 characters from the place is an ellipsis, and the carets stand right all the same."""
    line, carets = underline("率" * 1000 + "?" + "率" * 1000, (1000, 1001), indent="").splitlines()
    assert line == "…" + "率" * 200 + "?" + "率" * 199 + "…"
    assert carets == " " * 401 + "^"


def test_a_text_error_is_drawn_whole() -> None:
    """An error shows problem, place, what was expected and a guess, in both languages."""
    error = TargetSyntaxError(
        "≥85",
        (1, 3),
        Words("缺单位", "no unit"),
        (Words("“%”", "“%”"), Words("单位", "a unit")),
        Words("是不是“≥85%”？", "did you mean “≥85%”?"),
    )
    assert error.explain("zh").splitlines() == [
        "缺单位", "    ≥85", "     ^^", "此处应为：“%”、单位", "提示：是不是“≥85%”？",
    ]  # fmt: skip
    assert str(error) == error.explain("zh") + "\n" + error.explain("en")
    assert error.explain("en").splitlines() == [
        "no unit", "    ≥85", "     ^^", "expected: “%”, a unit", "hint: did you mean “≥85%”?",
    ]  # fmt: skip


def test_no_part_of_a_table_error_acts_on_a_screen() -> None:
    """The head of a column, a sentence with a cell in it, and the rows are shown with codes for what a screen obeys."""
    bad = "率\x1b[31m\u202e"
    told = FrameError(
        bad, Words(f"不认识 {bad}", f"{bad} is not known"), Words(f"改 {bad}", f"mend {bad}"), ({bad: bad},)
    )
    shown = "率\\x1b[31m\\u202e"
    assert told.explain("en") == (
        f"column {shown}: {shown} is not known\n    cure: mend {shown}\n    as in: {shown}='{shown}'"
    )
    assert told.explain("zh") == f"列 {shown}：不认识 {shown}\n    改法：改 {shown}\n    如：{shown}='{shown}'"


def test_only_two_languages() -> None:
    """A third language is refused with the two that are offered."""
    with pytest.raises(ValueError, match=r"^language 'fr' is not offered; use 'zh' or 'en'$"):
        Words("缺数", "no data").in_language("fr")  # type: ignore[arg-type]


def test_columns_line_up() -> None:
    """Columns begin at the same display width, Chinese and Latin cells mixed."""
    assert columns([["指标", "值", "单位"], ["a", "85", "%"]]) == ["指标  值  单位", "a     85  %"]


@pytest.mark.parametrize(("word", "guess"), [("never_fall", "是不是“never_falls”？"), ("时间", None)])
def test_a_guess_names_what_is_near(word, guess):
    """A slip is answered with the word that was probably meant, and what is near nothing with no guess."""
    found = did_you_mean(word, ["never_falls", "strict"])
    assert (None if found is None else found.zh) == guess
