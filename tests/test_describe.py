"""How a text was read, word by word, for whoever writes rules."""

from __future__ import annotations

from pathlib import Path

import score

import prevention_rules as pr
from prevention_rules.notation.lexicon import lexicon


def test_every_character_is_told_but_for_spaces_and_articles() -> None:
    """The words of a description stand in the author's own text, in order, and leave nothing out."""
    skipped = {row.text for row in lexicon().rows if row.kind == "ARTICLE"}
    for row in score.load(Path(__file__).parent / "data" / "targets.jsonl"):
        told = pr.describe(row["target"], unit=row["unit"], better=row["better"], name=row["indicator"])
        at = 0
        for word in told.words:
            start, end = word.span
            assert row["target"][start:end] == word.text
            assert set(row["target"][at:start].lower().split()) <= skipped
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
