"""The sentences an office would sign: whole, in both languages, and none of the phrases that read like a machine."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sentences import judged, situations

import prevention_rules as pr
from prevention_rules.explain import REASONS
from prevention_rules.explain.remark import figure, remark
from prevention_rules.judgement.states import state_of

DATA = Path(__file__).parent / "data"
SITUATIONS = situations()
XICHENG = pr.load_plan("xicheng-2022-2025")

NEVER_ZH = [
    "低于目标要求", "达到目标要求", "差0.0个百分点", "跨在界限两边", "值须", "可能的值", "有的可能值", "界限本身", "多少不限",
    "缺数。", "缺基期。", "口径变。", "变化幅度不够", "待核实", "暂无法评估", "承诺", "须由人评定", "已成定局",
    "无论是多少", "不低于0%", "不高于100%", "全部默认", "凭记忆", "以下各项由编者声明", "已完成760%", "供参考：按",
]  # fmt: skip
"""What no office writes, and what was written before."""
NEVER_EN = [
    "what is known lies on both sides", "not yet due", "below what the target asks", "to be verified",
    "Declared by the editor", "The past has decided", "This decides the progress", "at least 1 items", "to spare",
    "however small", "still needed.", "the verdict rests on what is ours", "about 0", "1 items", "1 cases",
]  # fmt: skip


@pytest.mark.parametrize("said", SITUATIONS, ids=[f"{one['template']}-{one['situation']}" for one in SITUATIONS])
def test_each_situation_has_its_sentence(said: dict[str, Any]) -> None:
    """State and sentence of every situation of the table, asserted whole in both languages."""
    finding = judged(said)
    told = remark(finding)
    assert (state_of(finding).value, told.zh, told.en) == (said["state"], said["zh"], said["en"])


def test_every_template_has_a_situation() -> None:
    """The file holds all 37 templates."""
    assert {one["template"] for one in SITUATIONS} == set(range(1, 38))


def told_texts() -> list[pr.Finding]:
    """Return findings of every situation and of a plan with figures, with none, at the midterm and at the end."""
    figures: dict[str, Any] = {
        "3": {2020: "54.08%", 2023: "68%", 2025: "71%"}, "7": {2023: "近100%", 2025: "98%左右"}, "17": {2023: "3120", 2025: 2900},
        "24": {2023: pr.Ratio(14, 15), 2025: pr.Ratio(15, 15)}, "26": {2020: 35, 2023: 33, 2025: 28},
        "28": {2023: "11.5分钟", 2025: "12分钟"}, "30": {2020: 276, 2021: 288, 2022: 286, 2023: 271, 2024: 290, 2025: 292},
        "34": {2020: "3.5", 2023: "4.4", 2025: "8"}, "45": {2020: "55.2%", 2021: "57.6%", 2022: "57.2%", 2023: "54.2%"},
        "1": {area.name: {2023: pr.Ratio(80, 100)} for area in XICHENG.areas[:14]}, "C19": {2023: 15}, "C21": {2023: 0},
    }  # fmt: skip
    plans = [XICHENG.assess(given, at=year) for given in (figures, {}) for year in (2023, 2025)]
    findings = [one for told in plans for one in (*told, *told.commitments)]
    return [*findings, *(judged(said) for said in SITUATIONS)]


TOLD = told_texts()
CHINESE = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile("“[^“”]*”")


def test_no_english_text_holds_chinese_but_quoted() -> None:
    """Brief or full, the only Chinese in an English explanation stands in quotes: a name, a printed target."""
    for finding in TOLD:
        for line in str(finding.explain("en")).splitlines():
            assert not CHINESE.search(QUOTED.sub("", line)), line
    for words in REASONS.values():
        assert not CHINESE.search(QUOTED.sub("", words.en)), words
    for year in (2023, 2025):
        told = XICHENG.assess({"3": {2020: "54.08%", 2023: "68%", 2025: "71%"}}, at=year)
        for line in told.to_text("en").splitlines():
            assert not CHINESE.search(QUOTED.sub("", line)), line


def test_none_of_the_phrases_of_a_machine_comes_back() -> None:
    """Nothing that is told to people holds a phrase of the list."""
    for finding in TOLD:
        zh, en = str(finding.explain("zh")), str(finding.explain("en"))
        assert not [phrase for phrase in NEVER_ZH if phrase in zh], zh
        assert not [phrase for phrase in NEVER_EN if phrase in en], en
        assert not re.search(r"(?<!“)约[0-9]", zh), zh  # 约 is for what was published so


def published() -> list[dict[str, Any]]:
    rows = (json.loads(line) for line in (DATA / "observations.jsonl").read_text(encoding="utf-8").splitlines())
    return list(rows)


NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def test_no_published_figure_is_shown_otherwise() -> None:
    """Each of the 217 published values is shown in the words it was published in, its digits the same in English."""
    shown = 0
    for row in published():
        text, unit = row["value_text"], row["unit"]
        try:
            series = pr.Series.of({row["year"]: text}, unit=unit, share=row["share"], percent_numbers="percent")
        except pr.PreventionRulesError:
            continue  # refused: nothing is shown
        finding = pr.evaluate(pr.AtLeast("1"), series, at=row["year"]) if unit is None else pr.evaluate(
            pr.parse_target("≥1", unit=unit), series, at=row["year"]
        )  # fmt: skip
        said = figure(finding)
        if said is None:
            continue  # a change alone, or words
        shown += 1
        assert said.zh in text or text in said.zh, (text, said.zh)
        digits = set(NUMERAL.findall(re.sub(r"[（(].*?[）)]|[0-9]{4}年", "", said.zh)))  # remarks and dates aside
        if not said.en.startswith("“"):
            english = set(NUMERAL.findall(re.sub("on [0-9]{4}", "", said.en.replace(",", ""))))
            assert english == digits or CHINESE_NUMERAL.search(said.zh), (said.zh, said.en)
    assert shown >= 150


CHINESE_NUMERAL = re.compile("[一二三四五六七八九十百千万亿萬億成倍半]")
