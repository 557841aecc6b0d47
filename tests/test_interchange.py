"""An assessment given to others, and figures taken from any table: nothing lost, nothing run, nothing rounded."""

import json
import re
import subprocess
import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import prevention_rules as pr
from prevention_rules.errors import FormatError
from prevention_rules.explain import REASONS
from prevention_rules.frames import read_frame
from prevention_rules.intervals import ValueSet

XICHENG = pr.load_plan("xicheng-2022-2025")
HOSTILE = '<script>alert("1")</script> | *`_[x](javascript:1)\n# =1+1 & &lt;'


def hostile() -> pr.Assessment:
    row = pr.Indicator(number="1", name=HOSTILE, unit="%", share=True, better="higher", target=">95%", place=HOSTILE)
    said = pr.Commitment(number="C1", name=HOSTILE, text=HOSTILE, decidable=False, why=HOSTILE)
    plan = pr.Plan(id="p", title=HOSTILE, first_year=2021, last_year=2025, indicators=(row,), commitments=(said,))
    return plan.assess([pr.Observation("1", 2025, "90%", source=HOSTILE)], at=2025)


def full() -> pr.Assessment:
    """An assessment with as many kinds of finding as the plan can give."""
    streets = [pr.Observation("1", 2023, pr.Ratio(90, 100), area=area.name) for area in XICHENG.areas[:3]]
    trend = [pr.Observation("45", year, f"{year - 1960}%") for year in range(2020, 2024)]
    figures = [pr.Observation("3", 2020, "54.08%"), pr.Observation("3", 2023, "68%", status="初步")]
    figures += [pr.Observation("5", 2023, "近100%"), pr.Observation("26", 2023, "比2020年下降35.6%")]
    return XICHENG.assess([*streets, *trend, *figures, pr.Observation("C19", 2023, 15)], at=2023)


# --- out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "assessment", [hostile(), full(), XICHENG.assess([], at=2025)], ids=["hostile", "full", "empty"]
)
def test_the_dictionary_is_json_and_fits_its_schema(assessment: pr.Assessment) -> None:
    """to_dict survives JSON unchanged and is what the shipped schema says."""
    data = assessment.to_dict()
    assert json.loads(json.dumps(data)) == data
    Draft202012Validator(pr.schema("assessment")).validate(data)


def test_the_schema_knows_every_code() -> None:
    """Verdicts and reasons in the schema are exactly those of the library."""
    finding = pr.schema("assessment")["$defs"]["finding"]["properties"]
    assert set(finding["reason"]["enum"]) == set(REASONS)
    assert finding["verdict"]["enum"] == [verdict.value for verdict in pr.Verdict]


def test_a_finding_is_given_as_its_explanation_gives_it() -> None:
    """An explanation and an assessment write the same finding in the same fields."""
    assessment = full()
    for finding, data in zip(assessment, assessment.to_dict()["findings"], strict=True):
        told = finding.explain("zh").to_dict()
        assert {key: data[key] for key in told if key in data} == {key: told[key] for key in told if key in data}
        assert set(told) - set(data) <= {"schema", "lang", "sections"}


def test_the_dictionary_keeps_numbers_exact_and_counts_apart() -> None:
    """795/11 stays a fraction, indicators and commitments are counted apart, targets come back."""
    data = full().to_dict()
    assert (sum(data["counts"].values()), sum(data["commitment_counts"].values())) == (45, 22)
    finding = next(one for one in data["findings"] if one["indicator"] == "26")
    assert finding["possible"] == [{"lo": "0.644", "lo_in": True, "hi": "0.644", "hi_in": True}]
    assert pr.target_from_dict(finding["target"]) == XICHENG["26"].target
    assert finding["evidence"][0]["said"] == "比2020年下降35.6%"


def test_rows_are_plain_text_under_the_same_keys() -> None:
    """A row per indicator, all of them texts, ready for any dataframe."""
    rows = full().rows("en")
    assert len(rows) == 45
    keys = ("number", "name", "unit", "base", "target", "figure", "due_now", "state", "remark", "responsible")
    assert {tuple(row) for row in rows} == {keys}
    assert {type(cell) for row in rows for cell in row.values()} == {str}


def test_html_shows_hostile_names_and_runs_none() -> None:
    """Whatever stands in a plan, the only tags a notebook is given are those of the table."""
    told = hostile()
    assert isinstance(told.plan, pr.Plan)
    for html in (
        told._repr_html_(),
        told.plan.needed([], at=2024)._repr_html_(),
    ):
        tags = set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", html))
        assert tags <= {"div", "table", "thead", "tbody", "tr", "th", "td", "p", "h"}
        assert "&lt;script&gt;" in html


def test_markdown_keeps_its_columns_whatever_stands_in_them() -> None:
    """Pipes, tags and line breaks in a name neither end a cell nor begin a tag."""
    lines = hostile().to_markdown().splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {10}
    assert [line for line in lines if re.search(r"(?<!\\)[<>`*\[\]]", line)] == []


def test_a_table_of_changes_is_escaped_too() -> None:
    """Two assessments compared escape the names of their plan."""
    old = hostile()
    assert isinstance(old.plan, pr.Plan)
    new = old.plan.assess({"1": {2025: "96%"}}, at=2025)
    assert "<script>" not in old.compare(new)._repr_html_()


# --- in, from CSV ---------------------------------------------------------------------------------


def read(tmp_path: Path, text: str) -> pr.Figures:
    path = tmp_path / "report.csv"
    path.write_text(text, encoding="utf-8")
    return pr.read_observations(path)


def test_chinese_headers_are_understood(tmp_path: Path) -> None:
    """指标, 年份, 数值, 街道, 分子, 分母 become observations, and a blank figure becomes none."""
    found = read(tmp_path, "指标,年份,数值,街道,分子,分母\n1,2023,85%,,,\n1,2023,,德胜街道,9,10\n2,2023,,,,\n")
    assert [(one.indicator, one.value, one.area) for one in found] == [
        ("1", "85%", None),
        ("1", pr.Ratio(9, 10), "德胜街道"),
    ]


def test_a_rate_beside_its_counts_is_held_against_them(tmp_path: Path) -> None:
    """88 % beside 850 of 1000 cannot both be true; 85 % beside them is one figure."""
    header = "指标,年份,数值,分子,分母\n"
    assert XICHENG.assess(read(tmp_path, f"{header}4,2025,85%,850,1000\n"), at=2025)["4"].verdict is pr.Verdict.MET
    with pytest.raises(pr.ObservationFileError):
        XICHENG.assess(read(tmp_path, f"{header}4,2025,88%,850,1000\n"), at=2025)


def test_counts_of_a_survey_are_a_sample_by_whatever_door(tmp_path: Path) -> None:
    """855 of 1000 asked are an interval: of a file, as plain data, in columns and of streets that make up the whole."""
    as_file = read(tmp_path, "指标,年份,分子,分母\n1,2025,855,1000\n")
    streets = {area.name: {2025: pr.Ratio(57, 1000 // 15)} for area in XICHENG.areas}
    for given in (as_file, {"1": {2025: pr.Ratio(855, 1000)}}, {"1": streets}):
        finding = XICHENG.assess(given, at=2025)["1"]
        assert (finding.verdict.name, finding.reason) == ("INCONCLUSIVE", "straddles_limit")
    for text in ("855/1000", "85.5%（855/1000）", "85.5% (855/1000)"):
        assert XICHENG.assess({"1": {2025: text}}, at=2025)["1"].reason == "straddles_limit"
    assert XICHENG.assess({"1": {2025: pr.Ratio(950, 1000)}}, at=2025)["1"].verdict is pr.Verdict.MET
    assert XICHENG.assess({"1": {2025: "85.5%"}}, at=2025)["1"].verdict is pr.Verdict.MET
    assert XICHENG.assess({"1": {2025: pr.Ratio(1005, 1000)}}, at=2025)["1"].verdict is pr.Verdict.MET


def test_who_did_not_answer_a_survey_makes_nothing_surer() -> None:
    """870 of 1000 is undecided against 85 %, and stays so with one who did not answer, who may be either."""
    judged = [
        XICHENG.assess({"1": {2025: pr.Ratio(870, 1000, missing)}}, at=2025)["1"].verdict.name
        for missing in (0, 1, 100)
    ]
    assert judged == ["INCONCLUSIVE"] * 3
    assert XICHENG.assess({"1": {2025: pr.Ratio(950, 1000, 5)}}, at=2025)["1"].verdict is pr.Verdict.MET
    assert XICHENG.assess({"1": {2025: pr.Ratio(950, 1000, 300)}}, at=2025)["1"].verdict is pr.Verdict.INCONCLUSIVE


def test_a_survey_that_is_too_small_is_asked_for_its_size() -> None:
    """What is needed beside counts that do not decide is a larger sample, and no numerator and denominator again."""
    (need,) = [one for one in XICHENG.needed({"1": {2025: pr.Ratio(86, 100)}}, at=2025) if one.number == "1"]
    assert (need.kind, "约需样本" in need.why.zh) == ("sample", True)


@pytest.mark.extra("dev-frames")
def test_counts_of_a_survey_are_a_sample_in_columns() -> None:
    """A row of counts of a survey is judged by its interval, a row with a rate by its rate."""
    import polars as pl

    from prevention_rules import frames

    table = pl.DataFrame({
        "period": [2025, 2025], "indicator": ["1", "1"], "area": ["甲", "乙"],
        "value": [None, 85.5], "numerator": [855, None], "denominator": [1000, None],
    })  # fmt: skip
    assert frames.evaluate(XICHENG, table)["verdict"].to_list() == ["INCONCLUSIVE", "MET"]
    assert frames.evaluate(XICHENG, table.lazy()).collect()["verdict"].to_list() == ["INCONCLUSIVE", "MET"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("指标,年份,数值\n26,2025,1,000\n", "report.csv:2: 26: the row has more cells than the header\n    cure: quote numbers with a comma, such as \"1,000\""),
        ("编号,指标,年份,数值\n26,事故,2025,3\n", 'report.csv:1: header, 指标: 指标 means the same as a column before it\n    cure: if it holds the names, layout=Layout(columns={"指标": "指标名称"}); if not, keep one of them'),
        ("指标,年份,时期\n26,2025,2025\n", "report.csv:1: header, 时期: 时期 means the same as a column before it\n    cure: keep one of them, or call the other remark"),
        ("指标,年份,数值\n26,2025,\"1\n", "report.csv:2: not valid CSV: unexpected end of data\n    cure: quotes come in pairs"),
        ("指标,数值\n26,1\n", "report.csv:1: header, 年份: the column 年份 (period) is missing\n    cure: add a column 年份"),
    ],
)  # fmt: skip
def test_a_table_that_would_be_misread_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A number split at its comma, a column given twice, an open quote: each is named with its line."""
    with pytest.raises(pr.ObservationFileError) as caught:
        read(tmp_path, text)
    assert caught.value.explain("en") == f"1 fault:\n{message}"


def test_a_table_in_another_encoding_is_refused_with_the_cure(tmp_path: Path) -> None:
    """A file saved in GBK says so, in the line where it shows."""
    path = tmp_path / "report.csv"
    path.write_bytes("indicator,year,value,source\n1,2025,85%,统计局\n".encode("gbk"))
    with pytest.raises(pr.ObservationFileError) as caught:
        pr.read_observations(path)
    assert caught.value.faults[0].line == 2


def test_a_quoted_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    """The line of a row is the one it begins in, also after a cell of two lines."""
    with pytest.raises(pr.ObservationFileError) as caught:
        read(tmp_path, '# 备注\n指标,年份,数值,来源\n1,2025,85%,"甲\n乙"\n1,20255,85%,\n')
    assert [fault.line for fault in caught.value.faults] == [5]


# --- in, from dataframes --------------------------------------------------------------------------

FRAMES = pytest.mark.extra("dev-frames")
COLUMNS = {
    "指标": [1, 3, 26, 28, 40, 40],
    "年份": [2025, 2025, 2025, 2025, 2025, 2025],
    "数值": [85.1, float("nan"), 28.0, 11.9, None, None],
    "分子": [None, None, None, None, 332078.0, 9.0],
    "分母": [None, None, None, None, 332399.0, 10.0],
    "街道": [None, None, None, None, None, "德胜街道"],
}


@FRAMES
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_figures_from_a_dataframe(library: str) -> None:
    """Chinese headers, NaN and None as missing reports, floats as the shortest decimals they stand for."""
    found = read_frame(import_module(library).DataFrame(COLUMNS))
    assert [(one.indicator, one.period.year, one.value, one.area) for one in found] == [
        ("1", 2025, 85.1, None),
        ("26", 2025, 28.0, None),
        ("28", 2025, 11.9, None),
        ("40", 2025, pr.Ratio(332078, 332399), None),
        ("40", 2025, pr.Ratio(9, 10), "德胜街道"),
    ]
    told = XICHENG.assess(found, at=2025)
    assert told["1"].level == ValueSet.point(Fraction("85.1"))
    assert told["28"].verdict is pr.Verdict.MET


@FRAMES
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_english_headers_and_texts_from_a_dataframe(library: str) -> None:
    """A column of texts is read as published texts; blanks around them are no figure."""
    columns = {"indicator": ["3", "5"], "year": ["2023", "2023"], "value": ["超70%", " "]}
    (one,) = read_frame(import_module(library).DataFrame(columns))
    assert (one.indicator, one.value) == ("3", "超70%")


@FRAMES
def test_a_column_of_32_bit_floats_is_exact() -> None:
    """76.4 in a 32-bit column is 76.4, not 76.4000015258789."""
    polars = import_module("polars")
    frame = polars.DataFrame({"指标": ["1"], "年份": [2025]}).with_columns(
        polars.Series("数值", [76.4], polars.Float32)
    )
    (one,) = read_frame(frame)
    assert one.value == 76.4


@FRAMES
def test_what_is_declared_of_a_dataframe() -> None:
    """Years as columns, dates, fractions and marks of a frame are those of every other table."""
    pandas = import_module("pandas")
    (then, now) = read_frame(pandas.DataFrame({"指标": [26], 2020: [35], "2023年": [28.0]}))
    assert (then.value, now.value, now.period.year) == (35, 28.0, 2023)
    columns = {"指标": [1, 1], "年份": [pandas.Timestamp("2023-12-31"), 2022], "数值": [0.873, -2.0]}
    figures = read_frame(pandas.DataFrame(columns), percent_numbers="fraction", missing_marks=["-2"])
    assert [(one.period.year, one.value) for one in figures] == [(2023, 0.873)]
    assert [(one.place, one.text) for one in figures.unused] == [("frame:2", "-2")]
    assert XICHENG.assess(figures, at=2023)["1"].verdict is pr.Verdict.MET


@FRAMES
def test_faults_of_a_dataframe_name_their_rows() -> None:
    """An unknown column and a year that is none are reported together."""
    pandas = import_module("pandas")
    with pytest.raises(pr.ObservationFileError) as caught:
        read_frame(pandas.DataFrame({"指标": ["1", "1"], "年份": [2025.5, 2025], "数值": ["1", "2"], "说明": ["", ""]}))
    assert [(fault.line, fault.row) for fault in caught.value.faults] == [(None, "header"), (1, "indicator 1")]


def test_what_is_no_dataframe_is_refused() -> None:
    """A list of rows is no dataframe, and the error names the parameter."""
    with pytest.raises(FormatError, match="frame is a dataframe"):
        read_frame([["1", 2025, "85%"]])


def test_the_library_does_not_load_the_door() -> None:
    """import prevention_rules loads neither narwhals nor the module that needs it."""
    code = (
        "import prevention_rules, sys; print([m for m in ('narwhals', 'prevention_rules.frames') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
