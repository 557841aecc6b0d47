"""Whole explanations in both languages; names from outside that cannot break out; the reason that comes first."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.citations import CITATIONS
from prevention_rules.explain import explain
from prevention_rules.explain.phrases import sentence
from prevention_rules.explain.remark import remark
from prevention_rules.judgement.joining import foremost, shortfall
from prevention_rules.judgement.verdicts import Subject
from prevention_rules.text import Words


def shares(values: Any) -> pr.Series:
    return pr.Series.of(values, unit="%", share=True)


def judged(target: str, values: Any, unit: str = "%", **known: Any) -> pr.Finding:
    read = pr.parse_target(target, unit=unit, better=known.get("better"), share=unit == "%")
    series = pr.Series.of(values, unit=unit, share=unit == "%")
    return pr.evaluate(read, series, **{"at": 2025, **known})


def body(finding: pr.Finding, lang: Any) -> str:
    """Return the explanation without its appendix of citations, which `keys` gives."""
    return str(finding.explain(lang)).partition({"zh": "\n引用\n", "en": "\nCitations\n"}[lang])[0] + "\n"


def keys(finding: pr.Finding) -> list[str]:
    return [cited["key"] for cited in finding.explain("en").to_dict()["citations"]]


SURVEY = pr.Observation("1", 2025, pr.Ratio(855, 1000), kind="sample", source="抽样调查报告")
REVISED = [
    pr.Observation("1", 2025, "86%", status="初步"),
    pr.Observation("1", 2025, "84%", status="核定", source="统计公报"),
]
DIPPED = {2020: 70, 2021: 74, 2022: 73, 2023: 76}
NEVER_FALLS = pr.Policy(rising="never_falls")
MIDTERM: dict[str, Any] = {"at": 2023, "baseline": 2020, "deadline": 2025}

EXACTLY_ON_THE_LIMIT_ZH = """\
结论
  本指标：已实现目标。
  目标“比2020年下降20%以上”。
  2025年28起，比2020年（35起）下降20%，恰为目标（20%以上）；“以上”含本数，判为达到。
依据的数据
  2020年：35起
  2025年：28起
"""

EXACTLY_ON_THE_LIMIT_EN = """\
What happened
  This indicator: met.
  Target: down 20% or more on 2020 (“比2020年下降20%以上”).
  28 incidents in 2025, down 20% from 35 in 2020, exactly the 20% asked; “or more” includes it.
On what evidence
  2020: 35 incidents
  2025: 28 incidents
"""

FOURTEEN_OF_FIFTEEN_ZH = """\
结论
  本指标：未实现目标。
  目标“>95%”。
  15个中14个达到（93.33%）；“>95%”即须15个全部达到，还差1个。
依据的数据
  2025年：14/15
还需要什么
  2025年须高于95%，还差1.67个百分点。
  分母不变时，还差1个。
"""

FOURTEEN_OF_FIFTEEN_EN = """\
What happened
  This indicator: not met.
  Target: more than 95% (“>95%”).
  14 of 15 (93.33%); “more than 95%” means all 15; 1 to go.
On what evidence
  2025: 14/15
What would have to change
  Needed in 2025: more than 95%; 1.67 percentage points up from here.
  With the same whole, 1 more is needed.
"""

SERIES_B_ZH = """\
结论
  本指标：已有年度不符合要求。
  目标“稳步提升”。
  2022年比上年回落1个百分点（74%→73%），按“稳步”（逐年不回落）不符合。
理由
  按声明的读法“只进不退”（U2）判定：没有一期差于上一期，且末期好于基期。
  按“逐期改善”（U1，每一期都好于上一期），未达到。
  按“较基期改善”（U3，最后一期好于基期，中间起伏不计），达到。
  按“稳中向好”（U4，每期回落不超过容差，未声明时率取0.5个百分点、其他取零，且最后一期好于基期），未达到。
  换一种读法结论会不同：较基期改善。
  仅供参考的读法中，结论不同的有：年均改善1%以上（U6）、本期好于上期（U7）、三期平均逐期改善（U8）。
依据的数据
  2020年：70%
  2021年：74%
  2022年：73%
  2023年：76%
还需要什么
  以前年度已不符合这一读法，2023年的数不能补救。
口径与假定
  基期为2020年。
"""

SERIES_B_EN = """\
What happened
  This indicator: broken in an earlier year.
  Target: steadily rise (“稳步提升”).
  Fell 1 point in 2022 (74% to 73%), so not steady.
Why
  Decided, as declared, by “never falls back” (U2): no period is worse than the one before; the last beats the base.
  By “better every time” (U1: every period is better than the one before), not met.
  By “better than the base” (U3: the last period is better than the base, whatever came between), met.
  By “never falls back by much” (U4: no period falls back by more than the tolerance, by default 0.5 points for rates and else none, and the last beats the base), not met.
  Another reading would change the verdict: better than the base.
  Of the readings given for information only, these say otherwise: 1 % better a year (U6), better than last time (U7), the moving mean improves (U8).
On what evidence
  2020: 70%
  2021: 74%
  2022: 73%
  2023: 76%
What would have to change
  An earlier year broke it; no figure for 2023 can mend that.
Under which assumptions
  The base is 2020.
"""

BEHIND_ZH = """\
结论
  本指标：滞后于序时进度。
  目标“≥85%”。
  2023年为74.3%，比目标低10.7个百分点；序时应为75%，低0.7个百分点，后两年年均须提高5.35个百分点。
序时进度
  滞后于序时进度：时间已过60%（2020年底至2025年底）。
  从60%到85%，已完成57.2%；按线性推算，现应为75%。
依据的数据
  2020年：60%
  2023年：74.3%
"""

BEHIND_EN = """\
What happened
  This indicator: behind schedule.
  Target: 85% or more (“≥85%”).
  74.3% in 2023, 10.7 points below target; 75% due by now, 0.7 points short; 5.35 points a year needed.
Progress
  Behind schedule: 60% of the time has passed (end of 2020 to end of 2025).
  57.2% of the way from 60% to 85%; 75% due by now on a straight line.
On what evidence
  2020: 60%
  2023: 74.3%
"""

OTHER_BASE_ZH = """\
结论
  本指标：前后不可比。
  目标“比2020年下降10%以上”。
  公布的“同比下降24%”以2021年为基期，目标以2020年为基期，不能互相代替。
依据的数据
  2022年：“同比下降24%”
还需要什么
  须报2020年的基期数，或以该基期计算的变化幅度。
"""

OTHER_BASE_EN = """\
What happened
  This indicator: not comparable.
  Target: down 10% or more on 2020 (“比2020年下降10%以上”).
  The published change (down 24% on the year before) is on 2021, the target is on 2020: one cannot stand for the other.
On what evidence
  2022: down 24% on the year before (“同比下降24%”)
What would have to change
  A figure for the base 2020 is needed, or a change published against it.
"""

SAMPLE_ZH = """\
结论
  本指标：尚不能判定。
  目标“≥85%”。
  抽样调查为85.5%（855/1000，95%置信区间83.1%—87.6%），区间跨目标85%，尚不能判定；比例不变约需样本1.96万人。
理由
  样本比例本身（85.5%）达到目标，但与目标之差在抽样误差之内，不能据此判定。
依据的数据
  2025年：855/1000，抽样调查，来源：抽样调查报告
还需要什么
  须扩大样本或改用全部登记的数：达到85%以上即为达到。
口径与假定
  抽样调查按95%置信水平的Wilson区间。
"""

SAMPLE_EN = """\
What happened
  This indicator: undecided.
  Target: 85% or more (“≥85%”).
  Survey 85.5% (855/1,000; 95% CI 83.1–87.6%): the interval spans 85%; about 19,600 needed if the rate holds.
Why
  The sample's own rate, 85.5%, meets the target, but the difference lies within its sampling error and does not decide.
On what evidence
  2025: 855/1,000, a sample, source: “抽样调查报告”
What would have to change
  A larger sample or a full count is needed: 85% or more meets the target.
Under which assumptions
  The sample counts as its Wilson interval at 95% confidence.
"""

SUPERSEDED_ZH = """\
结论
  本指标：未实现目标。
  目标“≥85%”。
  2025年为84%，与“≥85%”的目标仍有差距，低1个百分点；采用核定数，初步数86%不再使用。
依据的数据
  2025年：84%，核定数，来源：统计公报
  2025年：86%，初步数（已被核定数取代）
"""

SUPERSEDED_EN = """\
What happened
  This indicator: not met.
  Target: 85% or more (“≥85%”).
  84% in 2025, 1 point short of 85% or more; the final figure replaces the preliminary 86%.
On what evidence
  2025: 84%, final, source: “统计公报”
  2025: 86%, preliminary (replaced by the final figure)
"""


def test_exactly_on_the_limit() -> None:
    """28 after 35 is a fall of exactly 20 %, and 以上 includes the number: met, and it says so."""
    finding = judged("比2020年下降20%以上", {2020: "35", 2025: "28"}, "起", better="lower", deadline=2025)
    assert body(finding, "zh") == EXACTLY_ON_THE_LIMIT_ZH
    assert body(finding, "en") == EXACTLY_ON_THE_LIMIT_EN
    assert keys(finding) == ["CN-CIVIL-1259", "NBS-PCT"]


def test_fourteen_of_fifteen() -> None:
    """More than 95 % of 15 is all 15, so 14 fall short by one."""
    finding = judged(">95%", {2025: pr.Ratio(14, 15)}, deadline=2025)
    assert body(finding, "zh") == FOURTEEN_OF_FIFTEEN_ZH
    assert body(finding, "en") == FOURTEEN_OF_FIFTEEN_EN
    assert keys(finding) == []


def test_series_b() -> None:
    """70, 74, 73, 76: not kept by the reading that decides, and every reading that says otherwise is named in words."""
    finding = judged("稳步提升", DIPPED, better="higher", policy=NEVER_FALLS, **MIDTERM)
    assert body(finding, "zh") == SERIES_B_ZH
    assert body(finding, "en") == SERIES_B_EN
    assert keys(finding) == ["HOUSE", "FINE1975"]


def test_behind() -> None:
    """74.3 on the way from 60 to 85: behind on the linear schedule, on track by the compound measure; which decides, and why."""
    finding = judged("≥85%", {2020: 60, 2023: "74.3"}, **MIDTERM)
    assert body(finding, "zh") == BEHIND_ZH
    assert body(finding, "en") == BEHIND_EN
    assert keys(finding) == ["CN-FYP14-MIDTERM", "OPENSDG-PM", "HP2020-STATUS"]


def test_other_base() -> None:
    """A change against last year does not stand for one against 2020, and both bases are named."""
    finding = judged("比2020年下降10%以上", {2022: "同比下降24%"}, "起", better="lower", at=2022)
    assert body(finding, "zh") == OTHER_BASE_ZH
    assert body(finding, "en") == OTHER_BASE_EN
    assert keys(finding) == ["CN-CIVIL-1259", "NBS-PCT"]


def test_sample() -> None:
    """855 of 1000 sampled leave both answers open; the point estimate is told beside it, and does not decide."""
    finding = judged("≥85%", [SURVEY])
    assert body(finding, "zh") == SAMPLE_ZH
    assert body(finding, "en") == SAMPLE_EN
    assert keys(finding) == ["WILSON1927", "ISO10576"]


def test_superseded() -> None:
    """The final figure stands, and the preliminary one it replaced is still shown."""
    finding = judged("≥85%", REVISED)
    assert body(finding, "zh") == SUPERSEDED_ZH
    assert body(finding, "en") == SUPERSEDED_EN
    assert keys(finding) == []


def test_only_sources_that_were_read_again_are_cited() -> None:
    """A citation tells its title, rule and basis; the plain data has the keys of all with their status."""
    told = judged("比2020年下降20%以上", {2020: 35, 2025: 28}, "起").explain("en").to_dict()
    cited = CITATIONS["CN-CIVIL-1259"]
    assert cited.basis is not None
    assert told["sections"]["citations"][0] == f"{cited.title.en}: {cited.says.en}; {cited.basis.en}"
    assert {one["status"] for one in told["citations"]} == {"confirmed"}
    house = judged("达到85%", {2025: "86%"}, better="higher").explain("en").to_dict()
    assert house["citations"] == [{"key": "HOUSE", "status": "house"}]
    assert "citations" not in house["sections"]


def test_a_sign_cites_no_authority() -> None:
    """≥ says by itself what it includes; 以上 rests on the Civil Code, 不低于 on GB/T 8170, 达到 on our own reading."""
    cited = {
        words: keys(judged(words, {2025: "86%"}, better="higher"))
        for words in ("≥85%", "85%以上", "不低于85%", "达到85%")
    }
    assert cited == {"≥85%": [], "85%以上": ["CN-CIVIL-1259"], "不低于85%": ["GBT8170-4.2"], "达到85%": ["HOUSE"]}


def test_own_terms_are_not_cited_to_the_law() -> None:
    """Where a document defines 超过 as inclusive, the explanation says so, and does not cite the Civil Code for it."""
    series = shares({2025: "70%"})
    own = pr.evaluate(pr.parse_target("超过70%", unit="%", term_map={"超过": ">="}), series, at=2025)
    assert own.verdict is pr.Verdict.MET
    assert "“超过”按文件自己的界定，含本数。" in str(own.explain("zh"))
    assert keys(own) == []
    usual = pr.evaluate(pr.parse_target("超过70%", unit="%"), series, at=2025)
    assert "自己的界定" not in str(usual.explain("zh"))
    assert keys(usual) == ["CN-CIVIL-1259"]
    assert keys(judged("不超过70%", {2025: "70%"})) == ["CN-CIVIL-1259"]


HOSTILE = [
    "<script>alert(1)</script>",
    "a|b",
    "**bold**",
    "one\ntwo",
    "- item",
    "1. item",
    "&lt;b&gt;",
    "`x` $y$ [z](w)",
]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def explained(name: str) -> pr.Explanation:
    """Explain a finding whose every name is *name*."""
    subject = Subject(number="", name=name, name_en=name, plan=name, document=name, place=name)
    told = pr.Observation("1", 2025, "84%", source=name, name=name, area=name, definition=name)
    target = pr.parse_target("≥85%", unit="%")
    return explain(pr.evaluate(target, shares([told]), at=2025, subject=subject), "zh")


@pytest.mark.parametrize("name", HOSTILE)
def test_html_is_escaped(name: str) -> None:
    """No name adds a tag to the HTML, and each is still shown as it is."""
    found = Tags()
    found.feed(explained(name).to_html())
    assert found.tags == {"dl", "dt", "dd", "ul", "li"}
    assert " ".join(name.split()) in found.text


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_is_escaped(name: str) -> None:
    """A name adds no line, no list and no mark to the Markdown; taking the escapes away gives the plain text."""
    told = explained(name)
    lines = [line for line in told.to_markdown().splitlines() if line]
    plain = str(told).splitlines()
    assert len(lines) == len(plain)
    assert [re.sub(r"\\(.)", r"\1", line.removeprefix("- ")) for line in lines if line.startswith("- ")] == [
        line.strip() for line in plain if line.startswith("  ")
    ]
    for line in lines:
        bare = re.sub(r"\\.", "", line.removeprefix("- "))
        assert line.startswith("**") or not re.search(r"[`*_{}\[\]<>#+!|~&$]|^[0-9]*[-=.)]", bare)


@pytest.mark.parametrize("name", HOSTILE)
def test_text_keeps_its_lines(name: str) -> None:
    """No name breaks a line: every line of the text is a heading or a line of the data."""
    told = explained(name)
    listed = [line for lines in told.to_dict()["sections"].values() for line in lines]
    assert [line[2:] for line in str(told).splitlines() if line.startswith("  ")] == listed


def test_one_is_singular() -> None:
    """English says 1 percentage point and 1 more, and 2 incidents."""
    one = judged("≥85%", {2025: "84%"}).explain("en", level="brief")
    assert str(one).endswith("84% in 2025, 1 point short of 85% or more.")
    cases = judged("≤3起", {2025: 4}, "起").explain("en").to_dict()["sections"]
    assert cases["what"][-1] == "4 incidents in 2025, 1 above 3 incidents or fewer."
    assert cases["evidence"] == ["2025: 4 incidents"]


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [(Words("缺报", "no report"), "缺报。", "No report."), (Words("真的？", "really?"), "真的？", "Really?")],
)
def test_a_note_becomes_a_sentence(said: Words, zh: str, en: str) -> None:
    """A note gets a capital and one full stop, never two."""
    assert sentence(said) == sentence(sentence(said)) == Words(zh, en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_ends_once(lang: Any) -> None:
    """No line of an explanation doubles a stop or a comma, or holds an empty bracket."""
    plan = pr.load_plan("xicheng-2022-2025")
    figures = {"24": {2025: pr.Ratio(14, 15)}, "26": {2020: 35, 2025: 28}, "1": {2025: pr.Ratio(1, 2, 3)}}
    for finding in plan.assess(figures, at=2025):
        for line in str(finding.explain(lang)).splitlines():
            assert not re.search(r"。。|\.\.|，，|, ,|（）|\(\)|；；|[，：,:]$|  $", line), line


def test_a_missing_year_is_named() -> None:
    """A trend that a missing year leaves open names that year, and no other."""
    finding = judged(
        "稳步提升", {2020: 70, 2022: 73, 2023: 76}, better="higher", at=2023, baseline=2020, policy=NEVER_FALLS
    )
    assert finding.explain("en").to_dict()["sections"]["change"] == ["The figure for 2021 is needed."]


def test_a_bad_past_year_is_named() -> None:
    """A year that fell below a floor is past, and no later figure is asked for."""
    finding = judged("保持在72%以上", {2020: 73, 2021: 70, 2022: 74}, at=2022, since=2020)
    assert finding.explain("zh").to_dict()["sections"]["change"] == ["2021年没有达到，2022年的数不能补救。"]


def rate(percent: int | None) -> pr.Finding:
    return judged("≥90%", {2025: None if percent is None else f"{percent}%"})


def test_the_order_of_reasons_is_total_and_fixed() -> None:
    """Failed before unknown, the larger shortfall first, then the order of the document, whatever the order of asking."""
    bound = judged("≥90%", {2025: "超75%"})
    worst, bad, missing, met = rate(70), rate(85), rate(None), rate(95)
    for findings in itertools.permutations([bound, worst, bad, missing, met]):
        left = list(findings)
        spoken = []
        while left:
            first = foremost(left)
            assert first is not None
            spoken.append(first)
            left.remove(first)
        assert spoken == [worst, bad, bound, missing, met]
    assert foremost([]) is None


def test_equal_reasons_keep_the_order_of_the_document() -> None:
    """Of two findings that fall equally short the first speaks."""
    first, second = rate(80), rate(80)
    assert foremost([first, second]) is first
    assert foremost([second, first]) is second


def test_a_shortfall_is_relative_to_its_limit() -> None:
    """5 of 10 minutes too many weigh more than 10 of 90 points too few, and 5 of 100 weigh less."""
    minutes = judged("≤10分钟", {2025: 15}, "分钟")
    assert shortfall(minutes) > shortfall(rate(80))
    assert foremost([rate(80), minutes]) is minutes
    barely = judged("≤100分钟", {2025: 105}, "分钟")
    assert shortfall(barely) < shortfall(rate(80))


def test_the_largest_shortfall_is_told() -> None:
    """Where several areas fall short, the explanation names the one that falls short by most."""
    reports = {
        "甲": shares({2025: pr.Ratio(85, 100)}),
        "乙": shares({2025: pr.Ratio(70, 100)}),
        "丙": shares({2025: pr.Ratio(9, 10)}),
    }
    finding = pr.evaluate(pr.parse_target("每个街道≥90%", unit="%"), reports, at=2025)
    assert "差距最大的是乙。" in finding.explain("zh").to_dict()["sections"]["why"]
    assert "The largest shortfall is that of “乙”." in finding.explain("en").to_dict()["sections"]["why"]


def test_a_target_of_each_unit_asks_for_the_units() -> None:
    """Where the plan lists no county, a target of every county says that it has to."""
    finding = pr.evaluate(pr.parse_target("每个县≥95%", unit="%"), shares({2025: "96%"}), at=2025)
    told = [finding.explain(lang).to_dict()["sections"]["change"] for lang in ("zh", "en")]
    assert told == [
        ["须按每个县分别报数；规则文件中为每个县写一个 [[area]]。"],
        ["A figure for each unit is needed; the rule file lists each of them as an [[area]]."],
    ]


# --- what a sentence rests on ---------------------------------------------------------------------


def steady(policy: dict[str, Any], *values: Any) -> pr.Finding:
    """Judge 保持稳定 on the years from 2020 on."""
    target = pr.parse_target("保持稳定", unit="%", better="higher", share=True)
    series = shares(dict(enumerate(values, 2020)))
    return pr.evaluate(target, series, at=2019 + len(values), baseline=2020, policy=pr.Policy(**policy))


def streets(*values: Any) -> pr.Finding:
    """Judge 每个街道90%以上 on streets called 0街道, 1街道, …; None is silent."""
    target = pr.parse_target("每个街道90%以上", unit="%", share=True)
    names = [f"{n}街道" for n in range(len(values))]
    parts = {name: shares({2025: value}) for name, value in zip(names, values, strict=True) if value is not None}
    return pr.evaluate(target, parts, at=2025, areas=names)


ROUNDED = pr.Policy(comparison="rounded")


@pytest.mark.parametrize(
    ("finding", "zh", "en"),
    [
        (streets("95%", "80%", None, None), ["1街道（80%）", "2街道、3街道"], ["“1街道” (80%)", "“2街道” and “3街道”"]),
        (streets(pr.Ratio(9, 10), pr.Ratio(800, 1000)), ["80.1%"], ["80.1%"]),
        (streets(pr.Ratio(8, 10)), ["合计80%"], ["total, 80%"]),
        (judged("85%以上", {2025: "86.0%"}, policy=ROUNDED), ["修约值86%", "，达到"], ["compared as 86%", "which meets"]),
        (judged("85%以上", {2025: "84.0%"}, policy=ROUNDED), ["修约值84%", "未达到"], ["compared as 84%", "not meet"]),
        (judged("12分钟以内", {2025: "13分钟"}, "分钟", better="lower"), ["高1分钟"], ["1 above 12 minutes"]),
        (judged("85%以上", {2020: "60%", "2024年上半年": "70%"}, at="2024年上半年", baseline=2020, deadline=2025),
         ["2025年底", "10个百分点"], ["10 points a year"]),
        (judged("基本达到80%", {2025: "79.9%"}), ["基本达到80%"], ["basically 80%"]),
        (steady({}, 80, 79, 81, 80), ["保持稳定"], ["hold stable"]),
        (steady({"stable": "T5", "tolerance": "1个百分点"}, 83, 82, 81), ["2个百分点"], ["2 points"]),
        (steady({"stable": "T2", "tolerance": "1个百分点"}, "80%以上", None, "70%以下"), ["不符合"], ["not as asked"]),
        (steady({"stable": "T7"}, *range(70, 79)), ["波动8个百分点", "不符合"], ["a spread of 8 points", "not as asked"]),
    ],
)  # fmt: skip
def test_what_the_remark_tells(finding: pr.Finding, zh: list[str], en: list[str]) -> None:
    """Who is short, by how much, what the total is, and whether what was rounded or held still is as asked."""
    told = remark(finding)
    assert [part for part in zh if part not in told.zh] == [part for part in en if part not in told.en] == [], told


@pytest.mark.parametrize(("figure", "zh", "en"), [
    ("84.96%", "2025年为84.96%，按修约值85%比较，达到“≥85%”。", "84.96% in 2025; compared as 85%, which meets 85% or more."),
    ("84.4%", "2025年为84.4%，按修约值84%比较，未达到“≥85%”。",
     "84.4% in 2025; compared as 84%, which does not meet 85% or more."),
])  # fmt: skip
def test_a_figure_that_is_rounded_first_is_told_with_what_it_is_compared_as(figure: str, zh: str, en: str) -> None:
    """Where the policy rounds before it compares, the remark says to what: 84.96% itself is not within 85% or more."""
    target, figures = pr.parse_target("≥85%", unit="%"), pr.Series.of({2025: figure}, unit="%", share=True)
    found = pr.evaluate(target, figures, at=2025, policy=pr.Policy(comparison="rounded"))
    told = found.explain(level="brief").sections[0].lines[2]
    assert (told.zh, told.en) == (zh, en)


def test_what_the_whole_decides_is_told_first() -> None:
    """Where the policy lets the whole decide, the figure and the remark are of the whole, and the streets stand behind."""
    rule = pr.Indicator(number="1", name="率", unit="%", share=True, better="higher", target="各街道均≥85%")
    plan = pr.Plan(
        id="p", title="计划", first_year=2021, last_year=2025, indicators=(rule,),
        areas=(pr.Area(name="甲"), pr.Area(name="乙")),
    )  # fmt: skip
    figures = {"1": {"甲": {2025: pr.Ratio(950, 1000)}, "乙": {2025: pr.Ratio(800, 1000)}}}
    (told,) = plan.assess(figures, at=2025, policy=pr.Policy(aggregation="pooled")).rows("zh")
    assert (told["state"], told["figure"]) == ("已实现目标", "87.5%（1750/2000）")
    assert told["remark"].startswith(
        "2025年为87.5%（1750/2000），超过目标2.5个百分点；2个街道中1个达到；乙（80%）未达到"
    )


def test_an_interval_spans_only_what_lies_in_it() -> None:
    """A survey that is open for another reason (its parts make up another whole) is not said to span the target."""
    rule = pr.Indicator(number="1", name="率", unit="%", share=True, better="higher", target="≥85%", kind="survey")
    plan = pr.Plan(
        id="p", title="计划", first_year=2021, last_year=2025, indicators=(rule,),
        areas=(pr.Area(name="甲"), pr.Area(name="乙")),
    )  # fmt: skip
    told = [
        pr.Observation("1", 2025, pr.Ratio(860, 1000), area="甲"),
        pr.Observation("1", 2025, pr.Ratio(800, 1000), area="乙"),
        pr.Observation("1", 2025, pr.Ratio(1780, 2000)),
    ]
    (row,) = plan.assess(told, at=2025).rows("zh")
    assert row["remark"].startswith("抽样调查为89%（1780/2000，95%置信区间87.5%—90.3%），对目标尚不能判定；全区报数")


def test_no_other_years_are_said_to_be_kept_where_there_are_none() -> None:
    """Five years without a figure are five years without a figure."""
    rule = pr.Indicator(number="1", name="率", unit="%", share=True, better="higher", target="每年≥85%")
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2025, indicators=(rule,))
    (row,) = plan.assess({}, at=2025).rows("zh")
    assert row["remark"] == "2021年、2022年、2023年、2024年、2025年缺数据或尚不能判定。"
    (some,) = plan.assess({"1": {2025: "86%"}}, at=2025).rows("en")
    assert some["remark"] == "No figure that decides for 2021, 2022, 2023 and 2024; kept in the other years."


def test_a_gain_of_a_survey_blames_no_years_between() -> None:
    """Of a gain over the base only its two ends are asked for: what leaves it open is their intervals."""
    rule = pr.Indicator(
        number="1", name="率", unit="%", share=True, better="higher", target="比2020年提高", kind="survey"
    )
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=(rule,))
    (row,) = plan.assess({"1": {2020: pr.Ratio(80, 100), 2025: pr.Ratio(81, 100)}}, at=2025).rows("zh")
    assert row["remark"] == "现有数据不足以判定是否“比2020年提高”。"


@pytest.mark.parametrize(
    ("target", "unit", "figures", "zh", "en"),
    [
        ("达到95%", "%", {2025: "比上年提高5个百分点，达到95%"}, "2025年为95%，恰为目标值", "95% in 2025, exactly the target"),
        ("较2020年下降10%", "起", {2020: 100, 2025: 89}, "超过目标（10%以上）1个百分点", "1 point more than asked"),
        ("明显下降", "起", {2020: 100, 2025: 89}, 'size = "5%"', "size = “5%” (5% of the base)"),
        ("保持稳定", "起", {2020: 100, 2025: 89}, 'tolerance = "1起"', "tolerance = “1起” (1 incident)"),
        ("保持稳定", "%", {2020: "80%", 2025: "81%"}, 'tolerance = "1个百分点"', "tolerance = “1个百分点” (1 percentage point)"),
        ("每季度1次", "次", {2025: 3}, "规则文件中为每个季度写一个", "1 time or more in each quarter"),
    ],
)  # fmt: skip
def test_what_is_said_is_in_the_unit_of_what_is_judged(
    target: str, unit: str, figures: dict[int, Any], zh: str, en: str
) -> None:
    """The figure is the level and not the change beside it; examples to declare by, points and nouns fit the indicator."""
    read = pr.parse_target(target, unit=unit, better="higher" if unit != "起" else "lower", baseline=2020)
    finding = pr.evaluate(read, pr.Series.of(figures, unit=unit), at=2025)
    assert zh in str(finding.explain("zh"))
    assert en in str(finding.explain("en"))


def test_a_level_held_to_another_year_blames_no_years_between() -> None:
    """不低于2020年水平 looks at two figures: where one of them is a bound, nothing is said of the years between."""
    read = pr.parse_target("不低于2020年水平", unit="%", better="higher")
    series = pr.Series.of({2020: "80%", 2025: "78%以上"}, unit="%", share=True)
    told = str(pr.evaluate(read, series, at=2025).explain("zh"))
    assert "现有数据不足以判定是否“不低于2020年水平”" in told
    assert "2021" not in told
