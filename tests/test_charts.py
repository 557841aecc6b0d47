"""Charts: what is drawn are the numbers of the finding, what is said its explanation; no state is told by colour alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules import charts
from prevention_rules.charts.looks import SIGNS, colours
from prevention_rules.errors import FormatError
from prevention_rules.extras import Library, MissingExtraError
from prevention_rules.judgement.states import State
from prevention_rules.report.looks import tone

pytestmark = pytest.mark.extra("charts")
XICHENG = pr.load_plan("xicheng-2022-2025")
AREAS = [area.name for area in XICHENG.areas]
HOSTILE = '</title><script>alert("1")</script>'


def midterm(figures: Any, at: int = 2023) -> Any:
    """Return the assessment of invented figures."""
    return XICHENG.assess(figures, at=at)


def data(chart: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a chart by name; altair holds it to the schema of Vega-Lite on the way."""
    layers = chart.to_dict()["layer"]
    found = [layer["data"] for layer in layers] if "data" in layers[0] else [chart.to_dict()["data"]]
    return {one["name"]: one["values"] for one in found}


def picked(rows: list[dict[str, Any]], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows]


LEVELS = {"12": {2020: "70.4%", 2021: "71.0%", 2023: "74.3%"}}
FALL = {"26": {2020: 35, 2021: 33, 2023: 30}}


# --- a figure against its target ------------------------------------------------------------------


def test_a_figure_its_target_its_base_and_what_is_due() -> None:
    """A row each, with the value and how it was published; what meets the target is a band from its limit on."""
    drawn = data(charts.value(midterm(LEVELS)["12"]))
    assert picked(drawn["rows"], "name", "said", "value", "tone") == [
        ("2025年目标", "≥80%", None, "ink"),
        ("序时应达", "76.16%", 76.16, "soft"),
        ("2023年", "74.3%", 74.3, "behind"),
        ("2020年基期", "70.4%", 70.4, "soft"),
    ]
    assert drawn["limits"] == [{"limit": 80.0}]
    assert drawn["good"][0]["from"] == 80.0


def test_a_fall_is_drawn_as_the_level_it_asks_for() -> None:
    """20 % down from 35 is a ceiling of 28, in English with the English words."""
    drawn = data(charts.value(midterm(FALL)["26"], "en"))
    assert drawn["limits"] == [{"limit": 28.0}]
    assert drawn["good"][0]["to"] == 28.0
    assert picked(drawn["rows"], "name", "said", "value") == [
        ("2025 target", "down 20% or more on 2020", None),
        ("due by now", "30.8 incidents", 30.8),
        ("2023", "30 incidents", 30.0),
        ("2020 base", "35 incidents", 35.0),
    ]


def test_a_survey_has_its_rate_and_its_interval() -> None:
    """The rate is a mark, the confidence interval a span with an end on either side."""
    survey = pr.Observation("1", 2023, pr.Ratio(823, 1000), kind="sample")
    drawn = data(charts.value(midterm([survey])["1"]))
    row = drawn["rows"][-1]
    assert row["is_span"]
    assert row["low"] < row["value"] == 82.3 < row["high"] < 85
    assert picked(drawn["ends"], "value", "is_open") == [(row["low"], False), (row["high"], False)]


def test_a_figure_of_a_trend_has_the_rate_of_its_own_year() -> None:
    """Where every year was a survey, the mark of 2023 is the rate of 2023 and not that of the first year."""
    surveys = [
        pr.Observation("45", year, pr.Ratio(rate, 1000), kind="sample")
        for year, rate in {2020: 300, 2021: 320, 2022: 340, 2023: 360}.items()
    ]
    assert picked(data(charts.value(midterm(surveys)["45"]))["rows"][1:2], "name", "value") == [("2023年", 36.0)]


def test_a_published_bound_is_open_where_nobody_bounded_it() -> None:
    """超95% begins at 95 and has no end, though no share is above 100 %: nothing says that it comes near."""
    drawn = data(charts.value(midterm({"7": {2023: "超95%"}})["7"]))
    row = drawn["rows"][-1]
    assert (row["low"], row["high"], row["open_low"], row["open_high"], row["value"]) == (
        95.0,
        100.0,
        False,
        True,
        None,
    )
    assert [end["is_open"] for end in drawn["ends"]] == [False, True]


def test_a_change_without_levels_is_drawn_as_it_was_published() -> None:
    """下降6% of 10 % asked lies at -6 on an axis that begins at the base, where -6 is due by now."""
    chart = charts.value(midterm({"29": {2023: "比2020年下降6%"}})["29"])
    drawn = data(chart)
    assert drawn["limits"] == [{"limit": -10.0}]
    assert picked(drawn["rows"][1:], "name", "said", "value") == [
        ("序时应达", "下降6%", -6.0), ("2023年", "比2020年下降6%", -6.0), ("2020年基期", "0", 0.0),
    ]  # fmt: skip
    assert '"title": "比2020年变化（%）"' in json.dumps(chart.to_dict(), ensure_ascii=False)


def test_each_area_of_a_target_that_is_asked_of_each_has_a_row() -> None:
    """The silent area is not there; the others are, each in the colour of its own state."""
    target = pr.parse_target("每个街道90%以上", unit="%")
    told = {
        name: pr.Series.of({2025: figure}, unit="%", share=True)
        for name, figure in (("甲街道", "92%"), ("乙街道", "88%"))
    }
    finding = pr.evaluate(target, told, at=2025, areas=["甲街道", "乙街道"])
    rows = data(charts.value(finding))["rows"]
    assert picked(rows[1:], "name", "value", "tone") == [("甲街道", 92.0, "reached"), ("乙街道", 88.0, "grave")]


def test_a_target_without_a_figure_is_drawn_alone() -> None:
    """What is asked can be drawn before anything is known."""
    drawn = data(charts.value(midterm({})["12"]))
    assert picked(drawn["rows"], "name", "said") == [("2025年目标", "≥80%")]
    assert drawn["limits"] == [{"limit": 80.0}]


@pytest.mark.parametrize("draw", [charts.value, charts.trajectory])
def test_what_has_no_number_is_refused_with_the_cure(draw: Any) -> None:
    """A qualitative target has no chart, and the message says what can be drawn."""
    told = midterm({})
    qualitative = next(one for one in told.commitments if one.reason == "qualitative")
    with pytest.raises(charts.NoChartError) as error:
        draw(qualitative)
    assert (
        error.value.explain("zh") == "没有可以画在一条线上的数：目标是定性的，或有几项；有几项的，逐项画 finding.parts"
    )


def test_every_finding_is_drawn_or_refused() -> None:
    """No finding of a plan, at its midterm or its end, breaks a chart."""
    figures = [
        *((str(n), year, f"{40 + n % 50 + year - 2020}") for n in range(1, 46) for year in (2020, 2021, 2023, 2025))
    ]
    units = {one.number: "%" if one.unit == "%" else "" for one in XICHENG.indicators}
    given = [pr.Observation(n, year, f"{said}{units[n]}") for n, year, said in figures if n not in ("1", "15")]
    drawn = 0
    for at in (2023, 2025):
        for finding in midterm(given, at):
            for draw in (charts.value, charts.trajectory):
                try:
                    drawn += bool(draw(finding, lang="en").to_dict())
                except charts.NoChartError:
                    assert finding.reason in ("qualitative", "missing_value") or finding.parts, finding
    assert drawn > 140


# --- over time ------------------------------------------------------------------------------------


def test_the_way_from_the_base_to_the_target() -> None:
    """All figures of the series are there, the schedule runs from the base to the limit at the deadline."""
    told = midterm(LEVELS)
    drawn = data(charts.trajectory(told["12"], told.evidence["12"].whole))
    assert picked(drawn["figures"], "at", "said", "above") == [
        (2020.0, "基期70.4%", True), (2021.0, "71.0%", False), (2023.0, "74.3%", False),
    ]  # fmt: skip
    assert drawn["schedule"] == [{"at": 2020.0, "value": 70.4}, {"at": 2025.0, "value": 80.0}]
    assert drawn["due"] == [{"at": 2023.0, "value": 76.16, "said": "序时应达 76.16%"}]
    assert picked(drawn["dates"], "at", "said") == [(2025.0, "2025年到期"), (2023.0, "2023年评估")]
    assert drawn["target"] == [{"value": 80.0, "said": "≥80%"}]


def test_without_the_series_the_figures_of_the_finding_are_drawn() -> None:
    """A finding knows its own figure and its base, and no year between."""
    drawn = data(charts.trajectory(midterm(LEVELS)["12"]))
    assert [row["at"] for row in drawn["figures"]] == [2020.0, 2023.0]


def test_equal_rates_are_a_curve() -> None:
    """A compound schedule has a point for each year, on the value that the schedule itself gives."""
    told = XICHENG.assess(FALL, at=2023, policy=pr.Policy(schedule="compound"))
    drawn = data(charts.trajectory(told["26"]))
    assert [row["at"] for row in drawn["schedule"]] == [2020, 2021, 2022, 2023, 2024, 2025]
    assert drawn["schedule"][3]["value"] == drawn["due"][0]["value"]
    assert drawn["schedule"][2]["value"] < (35 + 28) / 2 + 2.1


def test_once_the_date_has_come_there_is_no_schedule() -> None:
    """At the end the target and the figures are left."""
    drawn = data(charts.trajectory(midterm({"12": {2020: "70.4%", 2025: "81%"}}, at=2025)["12"]))
    assert drawn["schedule"] == []
    assert "due" not in drawn
    assert [row["said"] for row in drawn["dates"]] == ["2025年到期"]


def test_a_trend_that_is_lost_is_drawn_all_the_same() -> None:
    """A dip breaks 稳步提升 for good; its years are shown, and no level that would mend it."""
    told = midterm({"45": {2020: "70%", 2021: "74%", 2022: "73%", 2023: "76%"}})
    drawn = data(charts.trajectory(told["45"]))
    assert [row["value"] for row in drawn["figures"]] == [70.0, 74.0, 73.0, 76.0]
    assert drawn["limits"] == []


# --- areas ----------------------------------------------------------------------------------------


def areas() -> Any:
    """Fourteen of fifteen streets, figures invented."""
    reported = [name for name in AREAS if name != "天桥街道"]
    return midterm([pr.Observation("3", 2023, pr.Ratio(60 + at, 100), area=name) for at, name in enumerate(reported)])


def test_every_area_has_a_cell_and_the_silent_one_too() -> None:
    """Sign, state and figure of each; who did not report is there."""
    cells = data(charts.matrix(areas()))["cells"]
    assert [cell["area"] for cell in cells] == AREAS
    assert picked([cell for cell in cells if cell["area"] == "天桥街道"], "sign", "state", "figure") == [
        ("○", "缺当期数据", "")
    ]
    assert picked(cells[:1], "sign", "figure", "tone") == [("→", "60%", "under_way")]


def test_the_matrix_is_told_in_words() -> None:
    """Above it every sign with its word and count; for a screen reader the counts, then the areas that are behind."""
    drawn = charts.matrix(
        XICHENG.assess([pr.Observation("3", 2025, "50%", area=name) for name in AREAS[:2]], at=2025)
    ).to_dict()
    assert drawn["title"]["subtitle"] == ["× 未实现目标 2 · ○ 缺当期数据 13"]
    assert drawn["description"] == (
        "15项指标·地区中，可监测2项：未实现目标2项；另有缺数据13项。 "
        f"{AREAS[0]}：3 未实现目标 50%。 {AREAS[1]}：3 未实现目标 50%。"
    )


def test_no_areas_no_matrix() -> None:
    """A plan whose areas reported nothing has no matrix."""
    with pytest.raises(charts.NoChartError, match="没有分地区的数"):
        charts.matrix(midterm({}))


# --- looks ----------------------------------------------------------------------------------------


def test_no_state_is_told_by_its_colour_alone() -> None:
    """Each state has a sign that no other has, and every Chinese font has it (GBK)."""
    assert set(SIGNS) == set(State)
    assert len(set(SIGNS.values())) == len(State)
    assert all(sign.encode("gbk") for sign in SIGNS.values())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_read(theme: Any) -> None:
    """Every colour that words or marks are drawn in has a contrast of 4.5 to 1 with the paper (WCAG 2, AA)."""
    of = colours(theme)
    for name in ("ink", "soft", *map(tone, State)):
        light, dark = sorted((luminance(of[name]), luminance(of["paper"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_screen_reader_reads_the_explanation(lang: Any) -> None:
    """The description of a chart is the explanation in three lines, its title names sign, state and remark."""
    finding = midterm(FALL)["26"]
    for draw in (charts.value, charts.trajectory):
        told = draw(finding, lang=lang).to_dict()
        assert told["description"] == " ".join(str(finding.explain(lang, level="brief")).splitlines())
        assert told["title"]["subtitle"][0] == {"zh": "▲ 快于序时进度", "en": "▲ ahead of schedule"}[lang]


def test_charts_are_written_as_pictures(tmp_path: Path) -> None:
    """SVG holds the Chinese as text with its description, PNG is a picture; nothing of a hostile name is run."""
    row = pr.Indicator(number="1", name=HOSTILE, unit="%", share=True, better="higher", target="≥80%", baseline=2020)
    plan = pr.Plan(
        id="p", title=HOSTILE, first_year=2021, last_year=2025, indicators=(row,), areas=(pr.Area(name=HOSTILE),)
    )
    told = plan.assess([pr.Observation("1", 2023, "70%", area=HOSTILE), pr.Observation("1", 2020, "60%")], at=2023)
    for number, chart in enumerate((charts.value(told["1"]), charts.trajectory(told["1"]), charts.matrix(told))):
        svg, png = tmp_path / f"{number}.svg", tmp_path / f"{number}.png"
        chart.save(svg)
        chart.save(png, scale_factor=2)
        drawn = svg.read_text(encoding="utf-8")
        assert "Noto Sans CJK SC" in drawn
        assert re.search("(?<=>)[^<]*[\u4e00-\u9fff]", drawn)
        assert "<script" not in drawn
        assert 'aria-label="' in drawn
        assert png.read_bytes().startswith(b"\x89PNG")


def test_what_is_not_offered_is_refused() -> None:
    """A theme or language that is not there, and an object of another kind, are named."""
    finding = midterm(FALL)["26"]
    with pytest.raises(ValueError, match=r"^theme 'blue' is not offered; use 'light' or 'dark'$"):
        charts.value(finding, theme="blue")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^language 'fr' is not offered"):
        charts.trajectory(finding, lang="fr")  # type: ignore[arg-type]
    with pytest.raises(FormatError, match=r"^finding 应是"):
        charts.value("26")  # type: ignore[arg-type]
    with pytest.raises(FormatError, match=r"^assessment 应是"):
        charts.matrix(finding)


def test_a_missing_library_names_its_extra() -> None:
    """Without altair the message says how to install it, when the first chart is asked for."""
    with pytest.raises(MissingExtraError, match=r"pip install 'prevention-rules\[charts\]'"):
        Library("charts", "no_such_library").Chart  # noqa: B018
