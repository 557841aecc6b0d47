"""Tables as plans print them: merged cells, headers of two rows, headings, broken cells, page breaks, notes."""

from importlib import import_module

import pytest

import prevention_rules as pr


def rows(draft):
    """Return number, domain, name, unit and target of each row."""
    found = [row.indicator for row in draft.rows]
    return [(one.number, one.domain, one.name, one.unit, one.target_text) for one in found]


def asides(draft):
    return [(one.place, one.reason.zh) for one in draft.aside]


def draft(table, **how):
    return pr.draft_plan(table, id="p-2021-2025", **how)


@pytest.mark.extra("excel")
def test_a_workbook_with_merged_domains_and_a_header_of_two_rows(tmp_path):
    """A domain stands for every row its cell covers; two columns of targets keep their years, the base stays beside."""
    book = import_module("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "指标"
    for row in [
        ["某区健康发展主要指标"],
        ["领域", "序号", "指标名称", "计量\n单位", "2020年\n基期", "目标", None, "属性"],
        [None, None, None, None, None, "2023年", "2025年"],
        ["健康\n水平", 1, "人均预期寿命", "岁", 81.2, "≥81.8", "≥82.5", "预期性"],
        [None, 2, "婴儿死亡率", "‰", 2.1, "≤3", "≤2.5", "约束性"],
        ["健康服务", 3, "健康素养\n水平", "%", 0.302, 0.35, 0.4, "预期性"],
        [None, 4, "签约服务率", "%", None, None, "≥60%"],
        ["注：基期为2020年。"],
    ]:
        sheet.append(row)
    for merged in ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "H2:H3", "F2:G2", "A4:A5", "A6:A7", "A8:H8"):
        sheet.merge_cells(merged)
    for cell in ("E6", "F6", "G6"):
        sheet[cell].number_format = "0.0%"
    book.save(tmp_path / "表.xlsx")
    drafted = draft(tmp_path / "表.xlsx")
    assert drafted.head.domains == ("健康水平", "健康服务")
    assert rows(drafted) == [
        ("1", "1", "人均预期寿命", "岁", "≥82.5"),
        ("2", "1", "婴儿死亡率", "‰", "≤2.5"),
        ("3", "2", "健康素养水平", "%", "40%"),
        ("4", "2", "签约服务率", "%", "≥60%"),
    ]
    assert [(one.since, one.target_text) for one in drafted.rows[2].indicator.in_force] == [
        (2023, "35%"),
        (2025, "40%"),
    ]
    assert drafted.rows[2].beside == (("2020年基期", "30.2%"),)
    assert drafted.rows[0].indicator.tags == ("预期性",)
    assert drafted.head.fields["baseline_year"] == 2020
    assert asides(drafted) == [
        ("表.xlsx:指标!A1", "表头之上的文字"),
        ("表.xlsx:指标!A2", "表头"),
        ("表.xlsx:指标!A3", "表头"),
        ("表.xlsx:指标!A8", "页码或表注"),
    ]
    assert len(pr.read_plan(drafted.toml).indicators) == 3


@pytest.mark.extra("excel")
def test_a_target_merged_over_two_rows_is_told(tmp_path):
    """What one merged cell asks of two rows is taken for both, and each row but the first says so."""
    book = import_module("openpyxl").Workbook()
    for row in (["指标", "目标"], ["产前筛查率", "≥90%"], ["听力筛查率", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "t.xlsx")
    first, second = draft(tmp_path / "t.xlsx").rows
    assert (first.indicator.target_text, second.indicator.target_text) == ("≥90%", "≥90%")
    assert ([*first.told], [said.zh for said in second.told]) == ([], ["“目标”与上一行是合并的一格"])


@pytest.mark.extra("excel")
def test_a_workbook_that_cannot_be_read(tmp_path):
    """A sheet that is not there is a fault of the rule file with a guess, and so is a formula without its value."""
    book = import_module("openpyxl").Workbook()
    book.active.title = "主要指标"
    for row in (["指标", "目标"], ["产前筛查率", "=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(pr.RuleFileError, match="没有工作表“主要指示”"):
        draft(tmp_path / "t.xlsx", sheet="主要指示")
    with pytest.raises(pr.RuleFileError, match=r"t\.xlsx:主要指标!B2: 公式没有存下结果"):
        draft(tmp_path / "t.xlsx")


BROKEN = """\
序号\t领域\t指标\t目标
26\t伤害致残\t生产安全事故\t比 2020 年
\t防控行动\t发生起数\t下降 20% 以上
- 3 -
序号\t领域\t指标\t目标
27\t\t道路完好率\t>96%
28\t\t反应时间\t12
分钟内
（以下略）
29\t\t空气质量达标天数\t稳步提升
注：达标即优和良。
二、任务
"""


def test_broken_cells_and_pages():
    """A row broken over lines and pages is joined in sight; what joins nothing is listed and told at its row."""
    drafted = draft(BROKEN)
    assert drafted.head.domains == ("伤害致残防控行动",)
    assert rows(drafted) == [
        ("26", "1", "生产安全事故发生起数", "起", "比 2020 年下降 20% 以上"),
        ("27", "1", "道路完好率", "%", ">96%"),
        ("28", "1", "反应时间", "分钟", "12 分钟内"),
        ("29", "1", "空气质量达标天数", "天", "稳步提升"),
    ]
    assert asides(drafted) == [
        ("text:1", "表头"),
        ("text:4", "页码或表注"),
        ("text:5", "重复的表头"),
        ("text:9", "不知属于哪一格"),
        ("text:11", "页码或表注"),
        ("text:12", "表后的文字"),
    ]
    assert [said.zh for said in drafted.rows[2].told] == [
        "接上了断开的“分钟内”（text:8）",
        "其后的“（以下略）”没有放入任何一格",
    ]


def test_headings_between_the_rows_are_domains():
    """A heading on a line of its own opens a domain; rows without a number are numbered by the draft, which says so."""
    drafted = draft(
        "指标\t目标值\n一、健康水平\t\n婴儿死亡率（‰）\t≤3\n二、健康服务\n签约率\t≥60%\n其中：老年人\t≥70%\n"
    )
    assert drafted.head.domains == ("一、健康水平", "二、健康服务")
    assert rows(drafted) == [
        ("1", "1", "婴儿死亡率（‰）", "‰", "≤3"),
        ("2", "2", "签约率", "%", "≥60%"),
        ("3", "2", "其中：老年人", "%", "≥70%"),
    ]
    assert all("number" in row.indicator.editorial for row in drafted.rows)


def test_numbers_that_start_anew_are_not_kept():
    """Where a number stands twice the rows are numbered through; the printed number stays beside each."""
    drafted = draft("序号,指标,目标\n1,签约率,≥60%\n2,随访率,≥60%\n1,筛查率,≥80%\n")
    assert [row.indicator.number for row in drafted.rows] == ["1", "2", "3"]
    assert drafted.rows[2].beside == (("序号", "1"),)


def test_bare_years_as_headers():
    """A year before the plan is a base; of years that nothing explains the last is the target, and the others are asked."""
    table = "指标,2020年,2025年\n签约率,50%,≥60%\n"
    (row,) = draft(table).rows
    assert (row.indicator.target_text, row.beside) == ("≥60%", (("2020年", "50%"),))
    assert draft(table).head.fields["baseline_year"] == 2020
    unknown = pr.draft_plan(table, id="p")
    assert unknown.rows[0].indicator.target_text == "≥60%"
    assert [one.in_language("zh") for one in unknown.head.undecided] == [
        "待定 title：计划的全称",
        "待定 first_year：计划的起止年；缺它文件不能加载",
        "待定 baseline_year：没有写明基期的变化和走势以哪一年为基期",
        "待定 target：“2020年”一栏是基期值，还是目标",
        "待定 verified：与印本核对以后写 true",
    ]
    with pytest.raises(pr.RuleFileError, match="缺少 first_year"):
        pr.read_plan(unknown.toml)


def test_units_of_the_table():
    """A unit comes from its column, from the header, from the name, from the target; an unknown one makes the row wait."""
    table = "指标,单位,2025年目标（%）\n甲率,,≥60\n乙数（人次）,人次,≥60\n丙量,斛,≥60\n丁,—,≥60\n"
    drafted = draft(table)
    assert [row.indicator.unit for row in drafted.rows] == ["%", "人次", "斛", "%"]
    assert [bool(row.waits) for row in drafted.rows] == [False, False, True, False]
    assert drafted.rows[2].waits[0].zh.startswith("单位“斛”既不认识也未声明")
    assert drafted.rows[3].beside == (("单位", "—"),)


def test_a_percent_cell_that_lost_its_sign_is_doubted():
    """0.85 in a column of per cent may be 85 %, as spreadsheets store it: that is asked, not guessed."""
    (row,) = draft([["指标", "单位", "2025年"], ["签约率", "%", "≥0.85"]]).rows
    assert "待定 target：这个数不超过1：是百分之几，还是表格存成了小数（0.4 即 40%）" in [
        one.in_language("zh") for one in row.undecided
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_the_encodings_of_offices(tmp_path, encoding):
    """A text file is read in the encoding that is certain: Chinese of a known header vouches for GB 18030."""
    file = tmp_path / "表.csv"
    file.write_text("序号,指标,目标\n1,签约率,≥60%\n", encoding=encoding)
    drafted = draft(file)
    assert (rows(drafted), drafted.rows[0].place) == ([("1", "", "签约率", "%", "≥60%")], "表.csv:2")
    assert rows(draft(str(file), encoding=encoding)) == rows(drafted)


def test_a_row_that_lacks_its_name_or_its_target_waits():
    """A numbered row with an empty cell stays in its place and waits, so that it is neither lost nor judged."""
    drafted = draft("序号,指标,目标\n1,,≥60%\n2,随访率,\n3,筛查率,≥80%\n")
    assert [[why.zh for why in row.waits] for row in drafted.rows] == [["缺少 name"], ["目标是空的"], []]
    assert [one.number for one in pr.read_plan(drafted.toml).indicators] == ["3"]


MERGED = [
    "表1 某区妇幼健康规划（2021—2025年）主要指标",
    "领域\t序号\t指标\t单位\t2020年\t2025年\t责任单位",
    "儿童\t1\t婴儿死亡率\t‰\t4.5\t4‰以下\t区卫生健康委",
    "2\t5岁以下儿童贫血率\t%\t—\t控制在6%以下\t区卫生健康委",
    "妇女\t3\t孕产妇死亡率\t/10万\t22.1\t控制在20.5/10万以下\t区卫生健康委",
    "4\t住院分娩率\t%\t97.9\t达到98%以上\t区卫生健康委、区妇联",
]


@pytest.mark.parametrize("sign", ["\t", ",", " "])
def test_a_merged_domain_that_the_page_wrote_once(sign):
    """Text copied from a page has a merged domain in its first row alone; the rows below lack the cell, not its place."""
    drafted = draft("\n".join(MERGED).replace("\t", sign))
    assert rows(drafted) == [
        ("1", "1", "婴儿死亡率", "‰", "4‰以下"),
        ("2", "1", "5岁以下儿童贫血率", "%", "控制在6%以下"),
        ("3", "2", "孕产妇死亡率", "/10万", "控制在20.5/10万以下"),
        ("4", "2", "住院分娩率", "%", "达到98%以上"),
    ]
    assert drafted.rows[1].beside == (("2020年", "—"), ("责任单位", "区卫生健康委"))
    assert drafted.head.fields["title"] == "某区妇幼健康规划（2021—2025年）"


def test_numbers_before_the_names():
    """A name that is printed with its number gives it to the row, even one that begins with a digit of its own."""
    table = [
        "领域\t指标\t2025年",
        "儿童\t1.婴儿死亡率\t4‰以下",
        "2.5岁以下儿童贫血率\t控制在6%以下",
        "妇女\t3．分娩率\t≥98%",
    ]
    drafted = draft("\n".join(table))
    assert [(one[0], one[1], one[2]) for one in rows(drafted)] == [
        ("1", "1", "婴儿死亡率"),
        ("2", "1", "5岁以下儿童贫血率"),
        ("3", "2", "分娩率"),
    ]
    assert drafted.rows[0].indicator.editorial == ("better",)
    kept = draft("指标\t2025年\n1.婴儿死亡率\t4‰以下\n3.贫血率\t≤6%\n")
    assert [row.indicator.name for row in kept.rows] == ["1.婴儿死亡率", "3.贫血率"]  # what is 2?
