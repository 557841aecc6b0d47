"""Text tables as offices save them: other encodings and separators, titles above, numbers with commas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.errors import FormatError

TABLE = "指标,年份,街道,数值,来源\n1,2023,,85.5%,统计局\n3,2023,东街街道,28,\n"


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "f.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Any, **how: Any) -> str:
    with pytest.raises(pr.ObservationFileError) as caught:
        pr.read_observations(path, **how)
    return caught.value.explain("en")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_certain_encodings_and_separators(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    """Where a Chinese header is known in an encoding and between its separators, the file is read as it is meant."""
    path = written(tmp_path, TABLE.replace(",", separator).replace("\n", end), encoding)
    assert [(one.indicator, one.area, one.value, one.source, one.place) for one in pr.read_observations(path)] == [
        ("1", None, "85.5%", "统计局", "f.csv:2"), ("3", "东街街道", "28", None, "f.csv:3"),
    ]  # fmt: skip


def test_what_is_not_certain_is_told(tmp_path: Path) -> None:
    """A header in English says nothing of the encoding; told, it is read, and a wrong one is refused."""
    path = written(tmp_path, "indicator|year|value|source\n1|2023|85%|统计局\n", "gb18030")
    assert 'encoding="gb18030"' in refused(path)
    (one,) = pr.read_observations(path, encoding="gb18030", separator="|")
    assert one.source == "统计局"
    assert "check encoding" in refused(path, encoding="gb18031")
    assert 'encoding="utf-16-le"' in refused(written(tmp_path, TABLE, "utf-16-le"))


def test_titles_above_and_notes_below_are_listed(tmp_path: Path) -> None:
    """A title above the header and a note below the table are no figures, and are told."""
    figures = pr.read_observations(written(tmp_path, f"某区完成情况,,,,\n{TABLE}注：初步数,,,,\n"))
    assert len(figures) == 2
    assert [(one.place, one.text) for one in figures.unused] == [("f.csv:1", "某区完成情况"), ("f.csv:5", "注：初步数")]
    assert "某区完成情况" in str(figures.unused[0])


def test_years_as_columns(tmp_path: Path) -> None:
    """A year at the head of a column is the period of what stands below; a target column is set aside."""
    text = "指标,指标名称,2020年,2023年完成值（万人）,2025年目标,备注\n3,事故起数,35,2.8,28,\n"
    figures = pr.read_observations(written(tmp_path, text))
    assert [(one.period.year, one.value, one.unit) for one in figures] == [(2020, "35", None), (2023, "2.8", "万人")]
    assert [one.text for one in figures.unused] == ["2025年目标"]


@pytest.mark.parametrize("header", ["2023年上年同期", "2023年（含外地）", "23年", "2023年目标完成率"])
def test_a_head_that_is_not_understood_is_no_year(tmp_path: Path, header: str) -> None:
    """Another word beside a year may change what stands below, so it is refused, or declared."""
    path = written(tmp_path, f"指标,2020年,{header}\n3,35,28\n")
    assert f"the column '{header}' is not known" in refused(path)
    assert len(pr.read_observations(path, layout=pr.Layout(columns={header: "2023年"}))) == 2


@pytest.mark.parametrize(("rows", "message"), [
    ("指标,年份,数值,来源\n3,2023,3,120", "来源: 来源 holds digits only: was 3,120 split at its comma?"),
    ("指标,年份,分子,分母,来源\n1,2023,1,020,5000", "来源 holds digits only"),
    ("指标,年份,分子,分母\n1,2023,873,020", "020 begins with 0: was a number split at its comma?"),
    ("指标,年份,数值\n1,2023,3,120", "the row has more cells than the header"),
    ("指标,年份,数值,\n1,2023,3,见附件", "'见附件' stands under no header"),
    ("指标,年份,数值\n,2023,3", "there is a figure but no indicator"),
    ("指标,年份,数值\n3,,3", "there is a figure but no period"),
    ("指标,年份,数值\n3,2023-06-15,3", "2023-06-15 is a day, not a period"),
    ("指标,年份,数值\n3,2023,…", "'…' is no figure; leave the cell empty, or declare missing_marks"),
    ("指标,年份,分子,分母\n1,2023,5,", "of numerator and denominator only one is given"),
    ("指标,年份,2023年\n3,2023,5", "years are a column and heads of columns as well"),
    ("指标,2023年,分子,分母\n3,5,1,2", "other columns are headed by a year, 分子 is not"),
])  # fmt: skip
def test_what_would_be_misread_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    """Numbers split at their comma, figures of nobody or of no time, marks for missing."""
    assert message in refused(written(tmp_path, rows + "\n"))


def test_remarks_stand_before_the_header_only(tmp_path: Path) -> None:
    """A row whose first cell begins with # is a row: #N/A is asked back, and #3 is a number of an indicator."""
    path = written(tmp_path, '# 备注\n\n# 又一行\n数值,指标,年份\n5,#3,2023\n"6","3","2023"\n')
    assert [(one.indicator, one.place) for one in pr.read_observations(path)] == [("#3", "f.csv:5"), ("3", "f.csv:6")]
    assert "#N/A" in refused(written(tmp_path, "数值,指标,年份\n#N/A,26,2025\n"))


def test_counts_as_people_write_them(tmp_path: Path) -> None:
    """1,020 in quotes and full-width digits are counts; both stand for the rate per population as well."""
    path = written(tmp_path, '指标,年份,分子,分母\n１,2023年12月底,"1,020",５０００\n4,2023-12-31,92,"1,100,000"\n')
    share, rate = pr.read_observations(path)
    assert (share.indicator, str(share.period), share.value) == ("1", "2023", pr.Ratio(1020, 5000))
    assert str(rate.period) == "2023"
    assert str(pr.Series.of([rate], unit="人/10万人口").facts[0].values) == "[92/11, 92/11]"


def test_a_file_that_cannot_be_read_is_one_error_at_every_door(tmp_path: Path) -> None:
    """Missing, a folder, a name that cannot be: the documented error, at the CSV door and at that of plans."""
    for path in (tmp_path / "no.csv", tmp_path, "a\0b", tmp_path / ("x" * 300), str(tmp_path / "\ud800")):
        assert refused(path)
        with pytest.raises(pr.RuleFileError):
            pr.load_plan(f"{path}.toml" if not isinstance(path, Path) else path)
    assert "path is the path of a file, not 5" in refused(5)


@pytest.mark.parametrize(
    "how", [{"percent_numbers": "percents"}, {"missing_marks": "—"}, {"layout": {}}, {"missing_marks": 5}]
)
def test_declarations_are_checked(tmp_path: Path, how: Any) -> None:
    """A slip in a declaration is refused, never taken for none."""
    with pytest.raises(FormatError):
        pr.read_observations(written(tmp_path, TABLE), **how)


def test_figures_are_counted_and_iterated(tmp_path: Path) -> None:
    """Figures are an iterable of observations with a length, and go into an assessment as they are."""
    figures = pr.read_observations(written(tmp_path, TABLE))
    assert isinstance(figures, pr.Figures)
    assert (len(figures), [one.indicator for one in figures], figures[0].value) == (2, ["1", "3"], "85.5%")


@pytest.mark.parametrize(("called", "known"), [
    ("婚前医学检查率（%）", True), ("婚前 医学检查率", True), ("婚前医学检查率（城市）", False), ("医学检查率", False),
])  # fmt: skip
def test_a_name_is_matched_but_for_spaces_and_a_unit(tmp_path: Path, called: str, known: bool) -> None:
    """Spaces and a unit in brackets are set aside when figures are filed; nothing else is guessed."""
    plan = pr.load_plan("xicheng-2022-2025")
    figures = pr.read_observations(written(tmp_path, f"指标名称,2023年\n{called},75.5%\n"))
    if known:
        assert plan.assess(figures, at=2023)["3"].verdict.name == "MET"
        return
    with pytest.raises(pr.ObservationFileError):
        plan.assess(figures, at=2023)
