"""How a text was read, word by word, for whoever writes rules."""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import score

import prevention_rules as pr
from prevention_rules.errors import FormatError


def test_every_character_is_told_but_for_spaces() -> None:
    """The words of a description stand in the author's own text, in order, and leave nothing out."""
    for row in score.load(Path(__file__).parent / "data" / "targets.jsonl"):
        told = pr.describe(row["target"], unit=row["unit"], better=row["better"], name=row["indicator"])
        at = 0
        for word in told.words:
            start, end = word.span
            assert row["target"][start:end] == word.text
            assert not row["target"][at:start].strip()
            at = end


def test_a_text_that_is_refused_is_described_too() -> None:
    """The error stands beside the words, and nothing is raised."""
    told = pr.describe("癌症死亡率下降10%", unit="/10万", name="心脑血管疾病死亡率")
    assert told.target is None
    assert told.error is not None
    assert [(word.text, word.part.zh) for word in told.words] == [
        ("癌症死亡率", "别的指标的名称"),
        ("下降", "提高、下降等变化词：down"),
        ("10", "数"),
        ("%", "单位：%"),
    ]


def test_the_arguments_are_those_of_parse_target() -> None:
    """Both take the same arguments, and one text is no list of aliases for either."""
    assert signature(pr.describe).parameters == signature(pr.parse_target).parameters
    for door in (pr.parse_target, pr.describe):
        with pytest.raises(FormatError, match="aliases is a list of texts, not '覆盖率'"):
            door("≥85%", aliases="覆盖率")


@pytest.mark.parametrize("text", ["≥85%（\x1b[31m率\u202e）", "以“\x1b率\u202e”为单位85%以上", "\x1b率\u202e"])
def test_a_description_acts_on_no_screen(text: str) -> None:
    """What a screen would obey is shown as its code, in the text, its words and what was set aside."""
    told = pr.describe(text, unit="%", better="higher").explain("zh")
    assert told.replace("\n", "").isprintable()
    assert told.startswith(text.replace("\x1b", r"\x1b").replace("\u202e", r"\u202e"))


def test_what_was_set_aside_is_listed() -> None:
    """Words of intent, remarks and aims are told apart from the reading."""
    told = pr.describe("确保90%以上（全市），力争95%", unit="%", better="higher")
    assert told.aside == ("确保", "力争", "全市")
    assert [str(aim) for aim in told.aims] == ["不低于95%"]
    assert told.explain("zh").splitlines()[1:4] == ["读作：不低于90%", "照录：确保、力争、全市", "力争：不低于95%"]


def test_a_text_with_damaged_letters() -> None:
    """Where even the letters are damaged there are no words, but the error says why."""
    told = pr.describe(".93岁", unit="岁")
    assert told.words == ()
    assert told.error is not None


def test_words_are_told_as_they_stand() -> None:
    """A unit in brackets belongs to the number before 以上, and is told in its place."""
    assert [word.text for word in pr.describe("15以上（亿元）").words] == ["15", "以上", "（亿元）"]


def test_a_plan_describes_every_rule_that_has_a_target() -> None:
    """Each rule is read in the context of its own name, unit and base, and one that cannot be read is told too."""
    known: Any = {"unit": "%", "share": True, "better": "higher"}
    plan = pr.Plan(
        id="p",
        title="某区计划",
        first_year=2021,
        last_year=2025,
        indicators=(
            pr.Indicator(number="1", name="产前筛查率", target="产前筛查率90%以上", **known),
            pr.Indicator(number="2", name="产前筛查率", target="婚前检查率90%以上", **known),
            pr.Indicator(number="3", name="产前筛查率", **known),
        ),
    )
    told = plan.describe()
    assert [(number, one.error is None) for number, one in told.items()] == [("1", True), ("2", False)]
    assert told["1"].target == plan["1"].target
