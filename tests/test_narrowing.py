"""The words left out of a name: which narrow it, and which make it another indicator's."""

from __future__ import annotations

import pytest

import prevention_rules as pr
from prevention_rules.notation.narrowing import rows

END = "建档率"


def ends(kind: str) -> list[tuple[str, str]]:
    """Name every word of a class with an end of a name that it stands before."""
    return [(word, begins.split("|")[0] + END) for word, begins in rows()[kind]]


def reading(end: str, name: str) -> str:
    try:
        return str(pr.parse_target(f"{end}达到95%", unit="%", better="higher", name=name))
    except pr.TargetSyntaxError as refused:
        return refused.explain("zh").splitlines()[0]


@pytest.mark.parametrize(("word", "end"), [*ends("CHANGES"), *ends("DENIES")])
def test_what_changes_a_name_makes_it_another_indicators(word: str, end: str) -> None:
    """报告率 is not 漏报告率, whoever it is of."""
    for name in (f"{word}{end}", f"重点人群{word}{end}", f"重点人群{word}的{end}"):
        assert reading(end, name) == f"“{end}”不是这个指标的名称"


@pytest.mark.parametrize(("word", "end"), [*ends("HARMLESS"), *ends("NARROWS")])
def test_what_narrows_a_name_leaves_it_the_same_indicator(word: str, end: str) -> None:
    """诊断符合率 and 村覆盖率 may be called 符合率 and 覆盖率 in their own row."""
    assert reading(end, word + end) == "不低于95%"


def test_a_harmless_word_would_else_change_a_name() -> None:
    """A word is listed as harmless only where it holds a word that denies or ends in one that changes."""
    denying = [word for word, _ in rows()["DENIES"]]
    changing = tuple(word for word, _ in rows()["CHANGES"])
    idle = [word for word, _ in rows()["HARMLESS"] if not (word.endswith(changing) or any(d in word for d in denying))]
    assert idle == []


def test_every_word_stands_once() -> None:
    """No word is listed twice."""
    words = [word for kind in rows().values() for word, _ in kind]
    assert sorted(words) == sorted(set(words))
