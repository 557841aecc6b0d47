"""Figures that cannot be accepted: each error names the file, the row, the field and the cure."""

import pytest

import prevention_rules as pr

XICHENG = pr.load_plan("xicheng-2022-2025")


def refused(tmp_path, *rows, header="指标,年份,数值"):
    table = tmp_path / "report.csv"
    table.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    with pytest.raises(pr.ObservationFileError) as caught:
        XICHENG.assess(pr.read_observations(table), at=2025)
    return caught.value.explain("en")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("46,2025,85%", (
            "report.csv:2: indicator 46, indicator: the plan xicheng-2022-2025 has no indicator '46'\n"
            "    cure: use a number or full name of the plan"
        )),
        ("1,20255,85%", (
            "report.csv:2: indicator 1: the year 20255 lies outside the calendar (1900 to 2199); check the year\n"
            "    cure: mend this row; leave the value empty where there is none"
        )),
        ("1,2025,-3%", (
            "report.csv:2: indicator 1, value: -3% is negative, and no rate or count can be\n"
            "    cure: check the figure, its period and its unit"
        )),
        ("28,2025,12%", (
            "report.csv:2: indicator 28, value: the units % and 分钟 cannot be compared\n"
            "    cure: check the figure, its period and its unit"
        )),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be(tmp_path, row, message):
    """An unknown indicator, a year outside the calendar, a negative rate, another unit."""
    assert refused(tmp_path, row) == f"1 fault:\n{message}"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_no_number_is_no_figure(number):
    """nan and infinity are refused with the advice to leave a missing value out."""
    with pytest.raises(pr.ObservationFileError) as caught:
        XICHENG.assess({"26": {2025: number}}, at=2025)
    assert caught.value.explain("en") == (
        f"1 fault:\nobservations: indicator 26, value: {number!r} is not a number; leave a missing value out, it is not 0\n"
        "    cure: check the figure, its period and its unit"
    )


def test_two_figures_for_one_year(tmp_path):
    """Two different figures of the same status cannot both be true, and both are named."""
    assert refused(tmp_path, "1,2025,85%", "1,2025,86%") == (
        "1 fault:\n"
        "report.csv:2: indicator 1, value: indicator 1 重点人群残疾预防知识普及率, 2025: these figures cannot all be true: "
        "2025 85%, 2025 86%; check them, or say by their status (初步, 核定) which one stands\n"
        "    cure: check the figure, its period and its unit"
    )


def test_another_region_is_no_area_of_the_plan(tmp_path):
    """A figure of Beijing among those of a district that lists its streets is a fault, with the two ways to mean it."""
    assert refused(tmp_path, "1,2024,85%,全国", "1,2025,86%,北京市", header="指标,年份,数值,地区") == (
        "1 fault:\n"
        "report.csv:3: indicator 1, area: the plan has no reporting area '北京市'\n"
        '    cure: use the name of an area; leave it empty for the whole, or declare whole = "北京市"'
    )


def test_every_fault_of_a_table_at_once(tmp_path):
    """A table with three bad rows reports three, in the order of the file."""
    said = refused(tmp_path, "99,2025,1", "1,2025,-1%", "26,2025,abc")
    assert said.startswith("3 faults:")
    assert [line.partition(":")[2][:1] for line in said.splitlines() if line.startswith("report")] == ["2", "3", "4"]


def test_an_unknown_column_is_guessed(tmp_path):
    """A misspelt header names the column that was probably meant."""
    said = refused(tmp_path, "1,2025,85%", header="指标,年份,数直")
    assert said == (
        "1 fault:\nreport.csv:1: header, 数直: the column '数直' is not known\n    cure: did you mean 数值?"
    )


def test_a_number_here_and_a_name_there_are_one_indicator():
    """One office writes the number of an indicator, another its name: their figures are one series."""
    base, now = pr.Observation("26", 2020, 40), pr.Observation("生产安全事故发生起数", 2025, 32)
    assert XICHENG.assess([base, now], at=2025)["26"].verdict is pr.Verdict.MET
    with pytest.raises(pr.ObservationFileError, match="cannot all be true"):
        XICHENG.assess([now, pr.Observation("26", 2025, 33)], at=2025)
