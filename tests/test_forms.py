"""Forms sent out and returned: what stands in them, and what is taken, told or refused when they come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.forms import write_forms
from prevention_rules.forms.columns import COLUMNS
from prevention_rules.workbooks import read_workbook

pytestmark = pytest.mark.extra("excel")
PLAN = pr.load_plan(Path(__file__).parent / "data" / "form-plan.toml")
SAMPLE = pr.Observation("1", 2023, pr.Ratio(855, 1000), kind="sample")
EDUCATION, HEALTH, DISABLED = "区教委", "区卫生健康委", "区残联"
COLUMN = {column.code: chr(ord("A") + at) for at, column in enumerate(COLUMNS)}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form of three departments, as it goes out."""
    write_forms(PLAN.assess([SAMPLE], at=2023), tmp_path / "f.xlsx", office="区残工委办公室", due=date(2024, 2, 29))
    return tmp_path / "f.xlsx"


def opened(path: Path) -> Any:
    return import_module("openpyxl").load_workbook(path)


def change(path: Path, how: Callable[[Any], object]) -> Path:
    book = opened(path)
    how(book)
    book.save(path)
    return path


def fill(path: Path, sheet: str, row: int, **answers: Any) -> Path:
    """Fill in cells of a row, by what they hold."""

    def how(book: Any) -> None:
        for code, content in answers.items():
            book[sheet][f"{COLUMN[code]}{row}"] = content

    return change(path, how)


def faults(path: Path, **how: Any) -> list[tuple[str, str]]:
    with pytest.raises(pr.ObservationFileError) as caught:
        read_workbook(path, **how)
    return [(fault.cell, fault.problem.zh) for fault in caught.value.faults]


def test_a_form_is_laid_out_as_offices_know_it(form: Path) -> None:
    """Head, nineteen columns in order, base figures first, rows for information last, foot, instructions, hidden keys."""
    book = opened(form)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        (DISABLED, "visible"), (HEALTH, "visible"), (EDUCATION, "visible"), ("填表说明", "visible"), ("填报键", "hidden"),
    ]  # fmt: skip
    sheet = book[EDUCATION]
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "《某区行动计划（2022—2025年）》2023年度指标数据催报单",
        "致：区教委 ｜ 共2项，其中基期数1项 ｜ 请于2024年2月29日前报区残工委办公室 ｜ 联系人、电话：________",
    ]
    assert [cell.value for cell in sheet[3]] == [
        "序号", "指标编号", "指标名称", "计算口径（分子/分母、人群、统计期间）", "计量单位", "2025年目标", "需报年份（或时点）",
        "需报内容", "街道", "现有数据及催报原因", "数值（百分数请写%）", "分子", "分母", "数据状态", "统计截止日",
        "数据来源（报表名、表号）", "无数据的原因", "备注", "责任（牵头/配合）单位",
    ]  # fmt: skip
    rows = [(row[1].value, row[6].value, row[7].value, row[9].value) for row in sheet.iter_rows(min_row=4, max_row=7)]
    assert rows[:2] == [
        (5, 2020, "基期数", "缺2020年基期数据，变化无法计算，请补报"), (5, 2023, "当期数", "缺2023年数据，请补报"),
    ]  # fmt: skip
    assert [(number, why[:13]) for number, _, _, why in rows[2:]] == [
        (1, "仅供知晓，由区残联填报。现"),
        (2, "仅供知晓，由区残联填报。缺"),
    ]
    assert [cell.value for cell in book[HEALTH]["B"]][3:8] == [3, 6, 4, 4, 4]  # what decides by itself stands first
    assert sheet["A9"].value == "填表人："
    assert sheet["A10"].value.startswith(
        "本表为工作调度用表，数据取自本单位既有统计报表和业务台账，不另行组织统计调查。（版本 "
    )
    assert len(list(book["填表说明"].rows)) == 5
    assert [cell.value for cell in book["填报键"][3]][:4] == ["form-plan", "1", "2023", None]


def test_what_is_asked_is_locked_and_what_is_to_fill_in_is_typed(form: Path) -> None:
    """Grey cells are locked, white ones open; a share has a percent format, a day that of a date, words are chosen."""
    sheet = opened(form)[DISABLED]
    assert sheet.protection.sheet
    open_ = {cell.column_letter for cell in sheet[5] if not cell.protection.locked}
    assert open_ == {COLUMN[column.code] for column in COLUMNS if column.to_fill} == set("KLMNOPQR")
    assert [sheet[cell].number_format for cell in ("K5", "L5", "O5", "P5")] == ["0.00%", "General", "yyyy-mm-dd", "@"]
    assert all(cell.protection.locked for cell in opened(form)[EDUCATION][6])  # for information
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert lists == {
        "H4:H5": '"当期数,基期数,分子分母,分街道数,样本量与达到人数,同口径基期数,文字材料"',
        "N4:N5": '"初步数,核定数,暂无"',
        "Q4:Q5": '"未开展,未到统计时间,无此统计,涉密不报"',
    }


def test_a_survey_is_asked_for_what_it_can_give(form: Path) -> None:
    """Of a sample that does not decide the form says how many are needed if the rate holds, and asks for n and the number."""
    row = [cell.value for cell in opened(form)[DISABLED][4]]
    assert row[7] == "样本量与达到人数"
    assert row[9] == (
        "现有“855/1000”（2023年）；抽样调查95%置信区间83.1%—87.6%，区间跨目标“≥85%”，尚不能判定；比例不变约需样本1.96万人，或改用登记数"
    )
    (need,) = (one for one in PLAN.needed([SAMPLE], at=2023) if one.number == "1")
    assert (
        need.what.en
        == "sample size and number reached (the sample of 1,000 does not decide; about 19,600 needed if the rate holds, or use a register)"
    )


@pytest.mark.parametrize(("written", "read"), [
    ({"value": "８７．３％"}, ["８７．３％"]), ({"value": 0.873}, ["87.3%"]), ({"numerator": "1,746", "denominator": 2000}, ["1746/2000"]),
    ({"value": 0.873, "numerator": 873, "denominator": 1000}, ["87.3%", "873/1000"]),
])  # fmt: skip
def test_a_share_comes_back_as_it_was_meant(form: Path, written: dict[str, Any], read: list[str]) -> None:
    """Text in full width, a number in its percent cell, counts, and both together."""
    figures = read_workbook(fill(form, DISABLED, 5, status="核定数", **written), plan=PLAN)
    assert [str(one.value) for one in figures] == read
    assert {(one.indicator, str(one.period), one.status) for one in figures} == {("2", "2023", "final")}
    assert PLAN.assess(figures, at=2023)["2"].verdict is pr.Verdict.MET


def test_a_report_without_a_figure_keeps_its_reason(form: Path) -> None:
    """An empty value with a reason, or with 暂无, is a missing report; a remark is told; the rest stays unanswered."""
    fill(form, EDUCATION, 4, reason="无此统计", remark="2021年起才统计")
    fill(form, EDUCATION, 5, status="暂无")
    figures = read_workbook(fill(form, HEALTH, 4, remark="在核"), plan=PLAN)
    assert [str(one) for one in figures.missing] == [
        "f.xlsx:区教委!Q4: 5 2020: 没有数: 无此统计", "f.xlsx:区教委!N5: 5 2023: 没有数",
    ]  # fmt: skip
    assert [(one.place, one.text) for one in figures.told] == [
        ("f.xlsx:区卫生健康委!R4", "在核"),
        ("f.xlsx:区教委!R4", "2021年起才统计"),
    ]
    assert [one.place for one in figures.unused if "没有写原因" in one.reason.zh] == ["f.xlsx:区卫生健康委!B4"]
    assert len(figures) == 0


@pytest.mark.parametrize(("sheet", "row", "answers", "cell", "problem"), [
    (EDUCATION, 4, {"value": 35, "status": "暂无"}, "N4", "填了数，状态却是“暂无”"),
    (EDUCATION, 4, {"value": 0, "reason": "未开展"}, "Q4", "填了数，又写了无数据的原因“未开展”"),
    (EDUCATION, 5, {"value": 12, "through": date(2023, 6, 30)}, "O5", "数只统计到 2023-06-30，2023 要统计到 2023-12-31：是其中一部分时期的数"),
    (EDUCATION, 5, {"value": 12, "through": "年底"}, "O5", "“年底”不是日期"),
    (EDUCATION, 5, {"value": 12, "status": "大概"}, "N5", "状态 '大概' 不认识；可写 初步 或 核定"),
    (EDUCATION, 4, {"value": 35, "period": 2021}, "B4", "没有催报“5 2021”：是后加的，或编号、年份、街道被改过"),
    (EDUCATION, 8, {"value": 35}, "B8", "填了数，却没有编号和年份：是后加的一行"),
    (EDUCATION, 8, {"value": 35, "indicator": 6, "period": 2022}, "B8", "没有催报“6 2022”：是后加的，或编号、年份、街道被改过"),
    (DISABLED, 4, {"value": "86%"}, "M4", "抽样调查没有写样本量和达到人数"),
    (DISABLED, 4, {"numerator": 900, "denominator": 850}, "L4", "850 个样本中的 900 个不成立"),
    (DISABLED, 5, {"numerator": 900}, "L5", "分子、分母只填了一个"),
    (DISABLED, 5, {"value": "无"}, "K5", "“无”不是数；没有数请空着，若表示缺报，请声明 missing_marks = [\"无\"]"),
])  # fmt: skip
def test_what_is_doubtful_is_asked_back(
    form: Path, sheet: str, row: int, answers: dict[str, Any], cell: str, problem: str
) -> None:
    """Each doubt of a returned form is a fault with its cell: nothing of it is taken, nothing guessed."""
    assert faults(fill(form, sheet, row, **answers), plan=PLAN) == [(f"{sheet}!{cell}", problem)]


def test_a_day_after_the_end_of_the_period_is_told(form: Path) -> None:
    """A figure counted through a later day is read and told; that of the last day needs no word."""
    fill(form, EDUCATION, 4, value=40, through=date(2020, 12, 31))
    figures = read_workbook(fill(form, EDUCATION, 5, value=35, through=date(2024, 3, 31)), plan=PLAN)
    assert [one.dated for one in figures] == [date(2020, 12, 31), date(2024, 3, 31)]
    assert [str(one) for one in figures.told] == [
        "f.xlsx:区教委!O5: 2024-03-31: 统计截止日在期末 2023-12-31 之后 "
        "counted through a day after 2023-12-31, the last of it",
    ]


def test_a_number_pasted_over_the_percent_format_is_asked_back(form: Path) -> None:
    """What lost its percent format is 0.873% or 87.3%: nobody can tell."""
    fill(form, DISABLED, 5, value=0.873)
    change(form, lambda book: setattr(book[DISABLED]["K5"], "number_format", "General"))
    ((cell, problem),) = faults(form, plan=PLAN)
    assert (cell, problem[:20]) == ("区残联!K5", "0.873 没有百分号：是 0.873%")


def test_the_maternal_year_ends_in_september(form: Path) -> None:
    """A figure of the statistical year of the health returns counts through 30 September."""
    (one,) = read_workbook(fill(form, HEALTH, 4, value="80%", through="2023.9.30"), plan=PLAN)
    assert one.dated == date(2023, 9, 30)


def test_one_figure_filled_in_twice(form: Path) -> None:
    """Two departments or two copies of a sheet may say the same; where they differ both are named."""
    fill(form, DISABLED, 5, value="87.3%")
    fill(form, EDUCATION, 7, value="87.3%")
    figures = read_workbook(form, plan=PLAN)
    assert [str(one.value) for one in figures] == ["87.3%"]
    assert [one.text for one in figures.unused if "相同" in one.reason.zh] == ["2 2023"]
    fill(form, EDUCATION, 7, value="87.4%")
    assert faults(form) == [("区教委!B7", "这一项在 f.xlsx:区残联!B5 也填了，两处不同")]


def test_a_sheet_without_its_keys(form: Path) -> None:
    """One sheet moved to a file of its own is read by number, year and area, and that is told."""
    fill(form, HEALTH, 6, value="93%")
    change(form, lambda book: [book.remove(book[name]) for name in (DISABLED, EDUCATION, "填表说明", "填报键")])
    figures = read_workbook(form, plan=PLAN)
    assert [(one.indicator, one.area, str(one.value)) for one in figures] == [("4", "东街街道", "93%")]
    assert [one.place for one in figures.told] == ["f.xlsx:区卫生健康委!A3"]


def test_rows_and_columns_may_stand_anywhere(form: Path) -> None:
    """A row moved to another place, columns in another order and a column put in between: the same figure."""

    def how(book: Any) -> None:
        sheet = book[EDUCATION]
        sheet["K5"] = 28
        sheet.move_range("A5:S5", rows=20)
        sheet.insert_cols(2)
        sheet["B3"], sheet["B25"] = "经办人", "甲"

    figures = read_workbook(change(form, how), plan=PLAN)
    assert [(one.indicator, str(one.period), one.value, one.place) for one in figures] == [
        ("5", "2023", 28, "f.xlsx:区教委!L25")
    ]
    assert [one.text for one in figures.unused if "表单的列" in one.reason.zh] == ["经办人"]


def test_what_is_signed_is_no_answer(form: Path) -> None:
    """What people write beside what is signed, below the table, is listed and never taken for an answer."""

    def how(book: Any) -> None:
        sheet = book[EDUCATION]
        sheet["K5"], sheet["R5"] = 28, "联系电话：66001234"  # beside a figure it is a remark
        sheet["A9"], sheet["L9"], sheet["N9"], sheet["Q9"] = None, 12, "联系电话：66001234", "报出日期（盖章）：2月20日"

    figures = read_workbook(change(form, how), plan=PLAN)
    assert ([one.value for one in figures], figures.missing) == ([28], ())
    assert "审核人（处室负责人）： 单位负责人： 12 联系电话：66001234 报出日期（盖章）：2月20日" in [
        one.text for one in figures.unused
    ]


def test_a_form_that_lost_a_column(form: Path) -> None:
    """Without a column that is needed nothing is read, and the heading is named."""
    change(form, lambda book: book[EDUCATION].delete_cols(14))
    assert faults(form) == [("区教委!A3", "表单的“数据状态”一列没有了，或有两列")]


def test_a_form_of_another_plan(form: Path) -> None:
    """A form is read with the plan it was made for, and no other."""
    ((cell, problem),) = faults(form, plan=pr.load_plan("xicheng-2022-2025"))
    assert (cell, problem) == ("填报键!A3", "这是计划 form-plan 的催报单，不是 xicheng-2022-2025 的")


def test_names_that_a_spreadsheet_would_run_come_back_as_they_are(tmp_path: Path) -> None:
    """Text that begins with = + - or @, full width too, is written as text, never as a formula."""
    names = ('=HYPERLINK("x")', "+率", "-率", "@率", "＝率", "#N/A")
    rules = tuple(
        pr.Indicator(number=f"{at}", name=name, unit="个", better="higher", target="≥3")
        for at, name in enumerate(names)
    )
    plan = pr.Plan(id="p", title="=1+1", first_year=2021, last_year=2025, indicators=rules)
    assert write_forms(plan.assess({}, at=2023), tmp_path / "f.xlsx") == ("",)
    sheet = opened(tmp_path / "f.xlsx")["未指明单位"]
    assert [(sheet[f"C{row}"].value, sheet[f"C{row}"].data_type) for row in range(4, 10)] == [
        (name, "s") for name in names
    ]
    figures = read_workbook(fill(tmp_path / "f.xlsx", "未指明单位", 4, value=5), plan=plan)
    assert [(one.name, one.value) for one in figures] == [(names[0], 5)]


def test_an_english_form(tmp_path: Path) -> None:
    """A form in English is filled in and read like the Chinese one."""
    write_forms(PLAN.assess([SAMPLE], at=2023), tmp_path / "f.xlsx", lang="en", departments=[EDUCATION, DISABLED])
    sheet = opened(tmp_path / "f.xlsx")[EDUCATION]
    assert [cell.value for cell in sheet[3]][5:11] == [
        "2025 target", "Year (or date) asked for", "What is asked", "Area", "What there is, and why it is asked",
        "Value (write % for per cent)",
    ]  # fmt: skip
    assert sheet["A1"].value == "An invented district plan (2022-2025): figures requested for 2023"
    assert (sheet["F5"].value, sheet["H4"].value) == (
        "relative fall by at least 20% compared with 2020",
        "figure of the base",
    )
    fill(tmp_path / "f.xlsx", EDUCATION, 4, value=35, status="final")
    fill(tmp_path / "f.xlsx", EDUCATION, 5, status="not yet", reason="not yet counted")
    fill(tmp_path / "f.xlsx", DISABLED, 4, numerator=17300, denominator=20000)
    figures = read_workbook(tmp_path / "f.xlsx", plan=PLAN)
    assert [(one.indicator, str(one.value), one.kind, one.status) for one in figures] == [
        ("1", "17300/20000", "sample", None), ("5", "35", "register", "final"),
    ]  # fmt: skip
    assert [one.reason for one in figures.missing] == ["not yet counted"]


def test_a_base_worked_out_anew_follows_the_definition_that_was_asked_for(tmp_path: Path) -> None:
    """The form names the definition, its key keeps it, and the returned base is compared with the figure of today."""
    rule = pr.Indicator(
        number="1", name="事故起数", unit="起", better="lower", target="比2020年下降20%以上", series_break=(2022,)
    )
    plan = pr.Plan(id="p", title="p", first_year=2021, last_year=2025, baseline_year=2020, indicators=(rule,))
    told = [pr.Observation("1", 2020, 40), pr.Observation("1", 2023, 30, definition="常住人口")]
    write_forms(plan.assess(told, at=2023), tmp_path / "f.xlsx")
    row = [cell.value for cell in opened(tmp_path / "f.xlsx")["未指明单位"][4]]
    assert (row[3], row[7]) == ("须按此口径：常住人口", "同口径基期数")
    figures = read_workbook(fill(tmp_path / "f.xlsx", "未指明单位", 4, value=38), plan=plan)
    assert [one.definition for one in figures] == ["常住人口"]
    assert plan.assess([*figures, told[1]], at=2023)["1"].verdict is pr.Verdict.MET


def test_departments_are_named_and_nothing_is_written_where_nothing_is_needed(tmp_path: Path) -> None:
    """An alias finds its department, a slip is guessed, and a plan that can be assessed has no form."""
    told = PLAN.assess([SAMPLE], at=2023)
    assert write_forms(told, tmp_path / "f.xlsx", departments=["区残疾人联合会"]) == (DISABLED,)
    assert opened(tmp_path / "f.xlsx").sheetnames == [DISABLED, "填表说明", "填报键"]
    with pytest.raises(pr.PreventionRulesError, match="是不是“区教委”？"):
        write_forms(told, tmp_path / "f.xlsx", departments=["区教育委"])
    plan = pr.Plan(
        id="p",
        title="p",
        first_year=2021,
        last_year=2025,
        indicators=(pr.Indicator(number="1", name="数", unit="个", target="≥3", better="higher"),),
    )
    assert write_forms(plan.assess({"1": {2023: 5}}, at=2023), tmp_path / "none.xlsx") == ()
    assert not (tmp_path / "none.xlsx").exists()


def test_the_key_of_every_row_is_one_of_a_kind() -> None:
    """Every figure that the whole Xicheng plan lacks has a row of its own, and every need a row."""
    from prevention_rules.assessments.requests import requests

    plan = pr.load_plan("xicheng-2022-2025")
    asked = requests(plan.assess([], at=2023))
    rows = {row.key for one in asked for row in one.fills}
    assert rows == {(need.number, str(need.period), need.area) for need in plan.needed([], at=2023)}
    assert all(len({row.key for row in one.fills}) == len(one.fills) for one in asked)
    assert all(not {row.key for row in one.fills} & {row.key for row in one.told} for one in asked)


def test_without_openpyxl_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A missing library says what to install."""
    monkeypatch.setitem(import_module("sys").modules, "openpyxl", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'prevention-rules\[excel\]'"):
        write_forms(PLAN.assess([], at=2023), tmp_path / "f.xlsx")
