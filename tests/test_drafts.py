"""Drafts from tables of real plans, held against rule files that were written by hand."""

import json
from pathlib import Path

import jsonschema
import pytest

import prevention_rules as pr
from prevention_rules.errors import FormatError

DATA = Path(__file__).parent / "data"
XICHENG = (DATA / "drafts" / "xicheng-2022-2025.txt").read_text(encoding="utf-8")
"""The plan as issued, 西政发〔2022〕11号; its table runs over three pages, and cells are parted by tabs."""

BUNDLED = pr.load_plan("xicheng-2022-2025")
TABLE = XICHENG[XICHENG.index("（四）主要指标") : XICHENG.index("二、主要行动")]


def printed(indicator):
    return indicator.number, indicator.domain, indicator.name, indicator.target_text


def of_plan(name):
    rows = map(json.loads, (DATA / "targets.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["plan"] == name]


def decided(draft, better="higher"):
    """Do what the author does: fill in what is asked, and take the waiting entries out of their comments."""
    lines, waits = [], False
    for line in draft.toml.splitlines():
        waits = line == "# [[indicator]]" or (waits and line.startswith("#"))
        lines.append(line.removeprefix("#").removeprefix(" ") if waits else line)
    text = "\n".join(line for line in lines if line != "partial = true")
    return text.replace('better = ""', f'better = "{better}"').replace('"partial"', '"rows"')


@pytest.mark.parametrize(
    "table",
    [XICHENG, TABLE, TABLE.replace("\t", " "), TABLE.replace("\t", "    ")],
    ids=["the whole document", "its table", "parted by single spaces", "parted by gaps"],
)
def test_the_table_of_xicheng(table):
    """All 45 rows in 5 domains are as in the rule file written by hand, in every field that the plan prints."""
    draft = pr.draft_plan(table, id="xicheng-2022-2025")
    assert [printed(row.indicator) for row in draft.rows] == [printed(one) for one in BUNDLED.indicators]
    assert draft.head.domains == tuple(domain.name for domain in BUNDLED.domains)
    for row, hand in zip(draft.rows, BUNDLED.indicators, strict=True):
        drafted = row.indicator
        assert drafted.unit == (None if "unit" in hand.editorial else hand.unit)
        assert drafted.share in (False, hand.share)
        assert drafted.better in (None, hand.better)
        assert set(drafted.editorial) <= {"share", "better"}


def test_the_draft_of_xicheng_loads_and_the_decided_one_is_whole():
    """39 rows load as drafted, the six bare numbers wait; once it is said which way is good, all 45 count."""
    draft = pr.draft_plan(XICHENG, id="xicheng-2022-2025")
    plan = pr.read_plan(draft.toml)
    assert (plan.title, plan.first_year, plan.last_year) == (
        BUNDLED.title.replace("（", " (").replace("）", ")"),
        2022,
        2025,
    )
    assert [row.indicator.number for row in draft.rows if row.waits] == ["2", "11", "16", "41", "43", "44"]
    assert len(plan.indicators) == 39
    assert [printed(one) for one in pr.read_plan(decided(draft)).indicators] == [
        printed(one) for one in BUNDLED.indicators
    ]


def test_what_stands_around_the_table_is_set_aside():
    """Header, its two repetitions, and every paragraph of the document before and after the table are listed."""
    draft = pr.draft_plan(XICHENG, id="xicheng-2022-2025")
    asides = {aside.text: aside.reason.zh for aside in draft.aside}
    assert asides["一、总体要求"] == "表头之上的文字"
    assert asides["二、主要行动"] == "表后的文字"
    assert [aside.reason.zh for aside in draft.aside if aside.text.startswith("领域")] == [
        "表头",
        "重复的表头",
        "重复的表头",
    ]


def test_rows_of_the_thirteenth_five_year_plan():
    """22 rows of another plan: names, units and cells are those of the rule file a newcomer wrote by the guide alone."""
    rows = of_plan("国民经济和社会发展第十三个五年规划纲要")
    table = [["指标", "单位", "2015年", "2020年"]]
    table += [[row["indicator"], row["name_unit"], row["baseline"], row["target"]] for row in rows]
    draft = pr.draft_plan(table, id="newcomer-2016-2020", title="国民经济和社会发展第十三个五年规划纲要（主要指标）")
    hand = pr.load_plan(DATA / "newcomer.toml")
    assert [row.indicator.name for row in draft.rows] == [one.name for one in hand.indicators]
    assert [row.indicator.target_text for row in draft.rows] == [row["target"] for row in rows]
    units = {
        row.indicator.name: (row.indicator.unit, one.unit) for row, one in zip(draft.rows, hand.indicators, strict=True)
    }
    assert {name for name, (ours, theirs) in units.items() if ours != theirs} == set()
    assert all(row.indicator.better in (None, one.better) for row, one in zip(draft.rows, hand.indicators, strict=True))
    assert draft.head.fields["baseline_year"] == 2015
    assert ("2015年", "67.7 (2015年)") in draft.rows[0].beside


def test_two_columns_of_targets():
    """健康中国行动 has a column for 2022 and one for 2030: the last is the target, each stands from its year on."""
    found: dict[tuple, dict] = {}
    for row in of_plan("健康中国行动(2019—2030年)"):
        if row["target_year"] in (2022, 2030):
            found.setdefault((row["indicator"], row["name_unit"]), {})[row["target_year"]] = row["target"]
    table: list[list[str | None]] = [["指标", "单位", "2022年", "2030年"]]
    table += [[name, unit, years.get(2022), years.get(2030)] for (name, unit), years in found.items()]
    draft = pr.draft_plan(table, id="healthy-china-2019-2030")
    plan = pr.read_plan(draft.toml)
    by_name = {one.name: one for one in plan.indicators}
    literacy, stunting = by_name["居民健康素养水平"], by_name["5岁以下儿童生长迟缓率"]
    assert (literacy.target_text, [(one.since, one.target_text) for one in literacy.in_force]) == (
        "≥30", [(2022, "≥22"), (2030, "≥30")],
    )  # fmt: skip
    assert str(stunting.target) == "低于5%"
    only_2022 = next(row for row in draft.rows if row.indicator.name == "学校体育场地设施开放率")
    assert only_2022.indicator.target_text == ">70"
    assert [said.zh for said in only_2022.told] == ["“2030年”一栏是空的，target 取“2022年”一栏"]
    waits = {row.indicator.name: row.waits[0].zh.splitlines()[0] for row in draft.rows if row.waits}
    assert waits["居民心理健康素养水平"] == "只有数，看不出是下限还是上限"
    assert len(plan.indicators) + len(waits) == len(found) == len(draft.rows)


def test_the_drafted_file_satisfies_the_schema():
    """An editor that knows the JSON Schema of rule files underlines nothing in a drafted one."""
    import tomllib

    for text in (pr.draft_plan(XICHENG, id="x-2022-2025").toml, decided(pr.draft_plan(TABLE, id="x-2022-2025"))):
        jsonschema.validate(tomllib.loads(text), pr.schema("rule-file"))


def test_base_values_are_figures_to_assess_with(tmp_path):
    """What stands under the base year is written as CSV, and decides the changes of the plan."""
    table = "序号\t指标\t单位\t2020年\t2025年\n1\t事故起数\t起\t40\t比2020年下降20%以上\n2\t筛查率\t%\t—\t≥85%\n"
    drafted = pr.draft_plan(table, id="p-2021-2025", title="例")
    assert drafted.figures == (
        "指标,指标名称,年份,数值,单位,来源\n1,事故起数,2020,40,,原表“2020年”\n2,筛查率,2020,,,原表“2020年”\n"
    )
    (tmp_path / "base.csv").write_text(drafted.figures, encoding="utf-8")
    figures = [*pr.read_observations(tmp_path / "base.csv"), pr.Observation("1", 2025, 32)]
    assert pr.read_plan(drafted.toml).assess(figures, at=2025)["1"].verdict is pr.Verdict.MET
    assert pr.draft_plan("指标\t目标\n筛查率\t≥85%\n", id="p-2021-2025").figures == ""


def test_a_column_of_departments_may_hold_those_who_report():
    """Whoever says so has a column of departments taken for those who report; another header is named."""
    table = "指标\t2025年\t责任单位\n筛查率\t≥85%\t区卫生健康委、区妇联\n"
    drafted = pr.draft_plan(table, id="p-2021-2025", title="例", data_holder="责任单位")
    assert drafted.rows[0].beside == ()
    (need,) = pr.read_plan(drafted.toml).needed({}, at=2025)
    assert need.holders == ("区卫生健康委", "区妇联")
    with pytest.raises(FormatError, match="表头中没有“责任部门”；有指标、2025年、责任单位"):
        pr.draft_plan(table, id="p-2021-2025", data_holder="责任部门")
