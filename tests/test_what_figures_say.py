"""What a figure says beside its number: nothing, all of it, words alone, more than the whole, heads of a population."""

from __future__ import annotations

from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.errors import ObservationError, UnitError, ValueSyntaxError
from prevention_rules.statements import Value


def judged(asked: str, figure: Any, **how: Any) -> pr.Finding:
    target = pr.parse_target(asked, unit="%", share=True, better="higher")
    return pr.evaluate(target, pr.Series.of({2025: figure}, unit="%", share=True, **how), at=2025)


@pytest.mark.parametrize("figure", [0.873, "0.873", 1, "1", "０．８７３", "超0.85", "0.5-0.8", "0.873（初步数）"])
def test_a_share_without_its_sign_is_asked_back(figure: Any) -> None:
    """Up to 1, with or without words around it; declared, it is what is declared; 0, 87.3 and ‰ are nothing to ask."""
    with pytest.raises(ObservationError, match="没有百分号"):
        judged("≥85%", figure)
    assert judged("≥0.5%", figure, percent_numbers="percent").verdict is not pr.Verdict.NOT_ASSESSABLE
    assert judged("≥50%", figure, percent_numbers="fraction").verdict is not pr.Verdict.NOT_MET
    for plain in (0, 87.3, "0.873%", "千分之八", pr.Ratio(1, 200)):
        assert pr.Series.of({2025: plain}, unit="%", share=True).facts
    assert pr.Series.of({2025: 0.9}, unit="‰", share=True).facts


def test_a_fraction_that_is_none_is_refused() -> None:
    """87.3 is no fraction, and a growth of 0.2 without its sign is only doubted."""
    with pytest.raises(ObservationError, match="is no fraction"):
        judged("≥85%", 87.3, percent_numbers="fraction")
    for figure, doubted in ((0.2, True), ("0.2", True), ("0.2%", False), (2, False)):
        assert (pr.Series.of({2025: figure}, unit="%").facts[0].doubt is not None) is doubted


@pytest.mark.parametrize("said", ["全覆盖", "全部达标", "15个街道全覆盖", "已实现全覆盖", "全区实现全覆盖"])
def test_what_says_all_is_100_percent(said: str) -> None:
    """Words that say all is reached are a number."""
    assert judged("≥95%", said).verdict is pr.Verdict.MET


@pytest.mark.parametrize(("said", "verdict"), [
    ("比2020年翻一番", "NOT_MET"), ("比2020年翻倍", "NOT_MET"), ("比2020年翻一番以上", "INCONCLUSIVE"),
    ("比2020年至少翻一番", "INCONCLUSIVE"),
])  # fmt: skip
def test_a_doubling_or_more_is_no_exact_doubling(said: str, verdict: str) -> None:
    """翻一番以上 leaves open whether the value rose by 150 %, and 翻一番 does not."""
    target = pr.parse_target("比2020年增长150%以上", unit="亿元", better="higher")
    figures = pr.Series.of({2020: 10, 2025: said}, unit="亿元")
    assert pr.evaluate(target, figures, at=2025).verdict.name == verdict


@pytest.mark.parametrize("said", ["实现应保尽保", "应上尽上", "达成预期指标", "基本全覆盖", "与上年持平"])
def test_words_without_a_number_do_not_decide(said: str) -> None:
    """They are evidence that is shown, and the numbers entitled and reached are asked for."""
    finding = judged("≥95%", said)
    assert (finding.verdict, finding.reason) == (pr.Verdict.NOT_ASSESSABLE, "words_only")
    assert f"“{said}”" in str(finding.explain("zh"))
    assert "请报应达到的和已达到的人数" in str(finding.explain("zh"))


@pytest.mark.parametrize(("asked", "said", "met"), [
    ("实现应保尽保", "应保尽保", True), ("应上尽上", "已实现应上尽上", True), ("应助尽助", "应保尽保", False),
    ("应保尽保", "基本实现应保尽保", False), ("全覆盖", "应保尽保", False),
])  # fmt: skip
def test_words_answer_a_target_in_the_same_words(asked: str, said: str, met: bool) -> None:
    """The same words meet it, told as words; other words do not, and weakened ones never."""
    finding = judged(asked, said)
    assert finding.verdict is (pr.Verdict.MET if met else pr.Verdict.NOT_ASSESSABLE)
    assert any("文字表述" in note.zh for note in finding.notes) is met


@pytest.mark.parametrize("said", ["力争全覆盖", "尚未全覆盖", "未实现应保尽保", "计划实现应保尽保", "不能应检尽检"])
def test_words_that_take_it_back_are_refused(said: str) -> None:
    """An aim or a negation is no statement that all is reached."""
    with pytest.raises(ValueSyntaxError):
        judged("≥95%", said)


@pytest.mark.parametrize("asked", ["100%", "全覆盖", "应保尽保"])
def test_above_the_whole_proves_no_whole(asked: str) -> None:
    """104.3 % may count people from elsewhere: met against 95 %, open against all, and the figure is shown as it is."""
    finding = judged(asked, "104.3%")
    assert (finding.verdict, finding.reason) == (pr.Verdict.INCONCLUSIVE, "above_whole")
    assert "2025年：104.3%" in str(finding.explain("zh"))
    assert judged("≥95%", "104.3%").verdict is pr.Verdict.MET


def test_heads_and_population_are_counts_of_a_rate() -> None:
    """92 of 1,100,000 is 8.36 per 100,000; exchanged they are refused; streets are pooled."""
    rate = pr.Series.of({2025: pr.Ratio(92, 1_100_000)}, unit="人/10万人口")
    assert str(rate.facts[0].values) == "[92/11, 92/11]"
    target = pr.parse_target("≥8", unit="人/10万人口", better="higher")
    assert pr.evaluate(target, rate, at=2025).verdict is pr.Verdict.MET
    with pytest.raises(ObservationError, match="exchanged"):
        pr.Series.of({2025: pr.Ratio(1_100_000, 92)}, unit="人/10万人口")
    streets = {
        name: pr.Series.of({2025: pr.Ratio(n, 100_000)}, unit="人/10万人口") for name, n in (("甲", 6), ("乙", 12))
    }
    assert pr.evaluate(target, streets, at=2025).verdict is pr.Verdict.MET
    with pytest.raises(UnitError):
        pr.Series.of({2025: pr.Ratio(3, 4)}, unit="平方米/人")


RULE = 'format = 1\n[plan]\nid = "p"\ntitle = "p"\nfirst_year = 2021\nlast_year = 2025\n[[indicator]]\nnumber = "1"\nname = "率"\nunit = "%"\nshare = true\nbetter = "higher"\ntarget = "≥85%"\n'


def test_a_rule_declares_how_its_figures_are_read() -> None:
    """percent_numbers, missing_marks and the maternal year stand in the rule file."""
    plan = pr.read_plan(RULE + 'percent_numbers = "fraction"\nmissing_marks = ["-2"]\nperiod = "maternal_year"\n')
    told = plan.assess({"1": {"2022年10月—2023年9月": 0.9, 2022: -2}}, at=2023)
    assert told["1"].verdict is pr.Verdict.MET
    assert plan.assess({"1": {"2022年7月—2023年6月": 0.9}}, at=2023)["1"].reason == "other_period"
    plain = pr.read_plan(RULE)
    assert plain.assess({"1": {"2022年10月—2023年9月": "90%"}}, at=2023)["1"].reason == "other_period"
    with pytest.raises(pr.RuleFileError):
        pr.read_plan(RULE + 'percent_numbers = "parts"\n')


@pytest.mark.parametrize(
    ("spans", "written", "verdict"),
    [
        ("year_end", "2025年第四季度", "MET"),
        ("year_end", "2025年12月", "MET"),
        ("year_end", "2025年下半年", "MET"),
        ("year_end", "2025年11月", "NOT_ASSESSABLE"),
        ("cumulative", "2025年12月", "NOT_ASSESSABLE"),
        ("calendar_year", "2025年12月", "NOT_ASSESSABLE"),
    ],
)
def test_what_stands_at_the_end_of_a_year_is_of_that_year(spans: str, written: str, verdict: str) -> None:
    """A state at the end of December is that of the year; what happened in December is not what happened in the year."""
    plan = pr.read_plan(RULE + f'period = "{spans}"\n')
    assert plan.assess({"1": {written: "90%"}}, at=2025)["1"].verdict.name == verdict


@pytest.mark.parametrize(("spans", "other"), [("year_end", "2025年12月"), ("maternal_year", "2024年10月—2025年9月")])
def test_two_names_of_one_year_are_held_against_each_other(spans: str, other: str) -> None:
    """A figure under each of two names of the same year: neither is dropped, and where they differ that is told."""
    plan = pr.read_plan(RULE + f'period = "{spans}"\n')
    assert plan.assess({"1": {2025: "90%", other: "90%"}}, at=2025)["1"].verdict is pr.Verdict.MET
    with pytest.raises(pr.ObservationFileError, match="不能同时为真：2025 80%、2025 90%"):
        plan.assess({"1": {2025: "80%", other: "90%"}}, at=2025)


def said(text: str, unit: str) -> str:
    """What a figure states, in the words of the language, or that it is refused."""
    try:
        (one,) = pr.parse_value(text, unit=unit)
    except ValueSyntaxError:
        return "refused"
    return f"为{one.amount}" if isinstance(one, Value) else str(one)


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("未发生", "起", "为0起"),
        ("没有发生", "例", "为0例"),
        ("全年未发生", "次", "为0次"),
        ("共发生28起", "起", "为28起"),
        ("零发生", "件", "为0件"),
        ("零事故", "起", "为0起"),
        ("未发生事故", "起", "为0起"),
        ("未发生事故", "例", "refused"),
        ("零事故", "件", "refused"),
        ("未发生重大事故", "起", "refused"),
        ("尚未发生", "起", "refused"),
        ("未发生", "场", "refused"),
        ("未发生", "%", "refused"),
        ("零发生", "%", "refused"),
        ("无", "起", "refused"),
    ],
)
def test_what_did_not_happen_is_none(text: str, unit: str, read: str) -> None:
    """Events that did not happen are 0 of them; of a rate, of what was to be held, or of worse ones alone it is not said."""
    assert said(text, unit) == read


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("未超过5起", "起", "不高于5起"),
        ("没有超过5起", "起", "不高于5起"),
        ("未突破5起", "起", "不高于5起"),
        ("逾1万人", "人", "高于1万人"),
        ("逾85%", "%", "高于85%"),
        ("逾七成", "%", "高于70%"),
        ("逾期率5%", "%", "为5%"),
        ("逾期5起", "起", "refused"),
        ("实际86%", "%", "为86%"),
        ("实际值86%", "%", "为86%"),
        ("实际为86%", "%", "为86%"),
        ("实际完成86%", "%", "为86%"),
        ("实际完成率86%", "%", "refused"),
        ("实际完成目标的86%", "%", "refused"),
        ("实际提高5%", "亿元", "refused"),
        ("完成率102%", "%", "refused"),
        ("提高近5个百分点", "%", "提高不足5个百分点"),
        ("增长近1倍", "亿元", "相对提高不足100%"),
        ("提高近5-6个百分点", "%", "refused"),
    ],
)
def test_words_beside_a_figure(text: str, unit: str, read: str) -> None:
    """逾 is more than, 近 is less than, 实际 says that it is the figure; 逾期, 完成率 and real growth are something else."""
    assert said(text, unit) == read


@pytest.mark.parametrize("written", ["84%（初步数）", "84%（初步）", "84%(快报)", "初步数84%"])
def test_a_figure_that_calls_itself_preliminary_is_one(written: str) -> None:
    """The status in the text is the status: the final figure comes before it, and alone it is told as not yet final."""
    assert pr.Observation("1", 2025, written).status == "preliminary"
    assert pr.Observation("1", 2025, written, status="核定").status == "final"
    rule = pr.Indicator(number="1", name="甲率", unit="%", share=True, better="higher", target="≥85%")
    plan = pr.Plan(id="p", title="某区计划", first_year=2021, last_year=2025, partial=True, indicators=(rule,))
    both = [pr.Observation("1", 2025, written), pr.Observation("1", 2025, "86%（核定数）")]
    assert plan.assess(both, at=2025)["1"].verdict == "MET"
    alone = plan.assess(both[:1], at=2025)["1"]
    assert [note.en for note in alone.notes] == ["rests on a preliminary figure; the final one may change it"]
