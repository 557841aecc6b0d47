"""What is still needed before a plan can be assessed: complete, by holder, and as a form that can be sent back."""

import pytest

import prevention_rules as pr

XICHENG = pr.load_plan("xicheng-2022-2025")
SAMPLE = pr.Observation("1", 2023, pr.Ratio(855, 1000), kind="sample")
STREETS = ("甲街道", "乙街道", "丙街道")


def plan(**fields):
    usual = {"number": "1", "name": "筛查率", "unit": "%", "share": True, "better": "higher", "target": "≥85%"}
    row = pr.Indicator(**{**usual, **fields})
    areas = tuple(pr.Area(name=name) for name in STREETS)
    return pr.Plan(
        id="p", title="某区计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=(row,), areas=areas
    )


FALLING = {"name": "事故起数", "unit": "起", "share": False, "better": "lower", "target": "比2020年下降20%以上"}
EVERY = {"target": "每个街道不低于85%"}


@pytest.mark.parametrize(
    ("fields", "figures", "rows"),
    [
        ({}, {}, [("value", 2023, "")]),
        ({}, {2023: "90%"}, []),
        ({}, {2023: "80%以上"}, [("exact", 2023, "")]),
        (FALLING, {}, [("baseline", 2020, ""), ("value", 2023, "")]),
        (FALLING, {2023: 30}, [("baseline", 2020, "")]),
        (FALLING, {2020: 40}, [("value", 2023, "")]),
        (FALLING, {2020: 0, 2023: 0}, [("declaration", 2023, "")]),
        (FALLING, {2023: "同比下降5%"}, [("baseline", 2020, ""), ("value", 2023, "")]),
        ({**FALLING, "series_break": (2022,)}, {2020: 40, 2023: 30}, [("comparable_base", 2020, "")]),
        ({"target": "稳步提升", "reading": "never_falls"}, {2023: "90%"}, [("baseline", 2020, ""), ("value", 2021, ""), ("value", 2022, "")]),
        ({"target": "稳步提升", "reading": "never_falls"}, {2020: "80%", 2021: "81%", 2023: "90%"}, [("value", 2022, "")]),
        ({"target": "稳步提升", "reading": "net_gain"}, {2023: "90%"}, [("baseline", 2020, "")]),
        ({"target": "保持稳定"}, dict.fromkeys(range(2020, 2024), "80%"), [("declaration", 2023, "")]),
        ({"target": "保持在85%以上"}, {2023: "90%"}, [("value", y, "") for y in (2021, 2022)]),
        (EVERY, {2023: "90%"}, [("value", 2023, one) for one in STREETS]),
        (EVERY, {}, [("value", 2023, one) for one in STREETS]),
        ({"target": "每个街道保持在85%以上"}, {one: {2023: "90%"} for one in STREETS}, [("value", y, one) for one in STREETS for y in (2021, 2022)]),
        ({}, {2023: [SAMPLE]}, [("sample", 2023, "")]),
        (EVERY, {STREETS[0]: {2023: "90%"}, STREETS[1]: {2023: "90%以上"}}, [("value", 2023, STREETS[2])]),
        ({}, {one: {2023: "90%"} for one in STREETS[:2]}, [("value", 2023, STREETS[2])] + [("counts", 2023, one) for one in STREETS[:2]]),
        ({}, {one: {2022: pr.Ratio(9, 10)} for one in STREETS[:2]}, [("value", 2023, one) for one in STREETS]),
    ],
)  # fmt: skip
def test_what_is_lacking(fields, figures, rows):
    """Each kind of lack names its year and its street: value, base, inner years, counts, a decision."""
    found = plan(**fields).needed({"1": figures}, at=2023)
    assert [(need.kind, need.period.year, need.area) for need in found] == rows


def fill(plan, needed):
    """Answer every row of a list with a figure that is there in all of them."""
    for need in needed:
        rule = next(rule for rule in plan.rules if rule.number == need.number)
        yield pr.Observation(need.number, need.period, "50", unit=rule.unit, area=need.area or None)


@pytest.mark.parametrize("year", [2023, 2025])
def test_when_the_list_is_answered_nothing_is_needed(year):
    """Filling in every row of Xicheng's list leaves no rule undecided, except by the plan's own silence."""
    asked = XICHENG.needed([], at=year)
    answered = list(fill(XICHENG, asked))
    assert list(XICHENG.needed(answered, at=year)) == []
    told = XICHENG.assess(answered, at=year)
    assert {finding.verdict.is_decided for finding in told} == {True}
    assert {finding.reason for finding in told.commitments if not finding.verdict.is_decided} == {"qualitative"}


def test_every_undecided_rule_is_on_the_list():
    """With no figures the list has every indicator and every commitment that a figure could decide."""
    numbers = {need.number for need in XICHENG.needed([], at=2025)}
    assert numbers == {rule.number for rule in XICHENG.rules if getattr(rule, "decidable", True)}


def test_the_list_goes_to_who_holds_the_data():
    """The declared data holder is asked, else those who lead the tasks, else all who share in them."""
    holders = {need.number: need.holders for need in XICHENG.needed([], at=2025)}
    assert holders["27"] == ("区城市管理委",)
    assert holders["1"] == ("区残联", "区卫生健康委")
    assert holders["18"][0] == "区委政法委"
    assert holders["C20"] == ()
    parts = XICHENG.needed([], at=2025).by_holder()
    assert sum(map(len, parts.values())) == len(XICHENG.needed([], at=2025))


def test_the_list_as_a_table():
    """The table names who is asked, the year, the base and what is needed, in both languages."""
    found = plan(**FALLING).needed({}, at=2023)
    assert found.to_text("zh") == (
        "某区计划：2023 评估还需 2 项\n"
        "\n"
        "（未指明单位）\n"
        "编号  指标      年份  街道  单位  需要\n"
        "────────────────────────────────────────\n"
        "1     事故起数  2020        起    基期数\n"
        "1     事故起数  2023        起    当期数\n"
        "────────────────────────────────────────"
    )
    assert "the figure of the base" in found.to_text("en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_comes_back_as_figures(tmp_path, lang):
    """The CSV that goes out, filled in, is read as it is; unanswered rows yield nothing."""
    form = tmp_path / "form.csv"
    asked = plan(**FALLING).needed({}, at=2023)
    header, first, second = asked.to_csv(lang).splitlines()
    at = header.split(",").index({"zh": "数值", "en": "value"}[lang])
    cells = first.split(",")
    cells[at] = "40"
    form.write_text("\n".join([header, ",".join(cells), second]), encoding="utf-8-sig")
    back = pr.read_observations(form)
    assert [(one.indicator, one.period.year, one.value, one.unit) for one in back] == [("1", 2020, "40", "起")]
    assert [need.kind for need in plan(**FALLING).needed(back, at=2023)] == ["value"]


def test_a_form_runs_no_formula():
    """A name that a spreadsheet would run is quoted in the CSV."""
    assert "'=HYPERLINK" in plan(name='=HYPERLINK("x")').needed({}, at=2023).to_csv()


@pytest.mark.parametrize(("target", "counts", "asked"), [
    ("≥85%", (855, 1000), "比例不变约需样本1.96万人，或改用登记数"),
    ("≥85%", (170, 200), "请改用登记数"),
    ("≥100%", (300, 300), "请改用登记数"),
    ("60%—80%", (610, 1000), "比例不变约需样本9220人，或改用登记数"),
])  # fmt: skip
def test_a_survey_is_asked_for_more_people(target, counts, asked):
    """A sample that spans the target is asked for as many as decide if the rate holds; on the limit none are enough."""
    told = pr.Observation("1", 2023, pr.Ratio(*counts), kind="sample")
    (need,) = plan(target=target, kind="survey").needed({"1": [told]}, at=2023)
    assert (need.kind, need.sampled) == ("sample", True)
    assert need.what.zh == f"样本量与达到人数（现有样本n={counts[1]}不足以判定，{asked}）"
    (finding,) = plan(target=target, kind="survey").assess({"1": [told]}, at=2023).findings
    held = asked.removesuffix("，或改用登记数")
    assert (held in finding.explain("zh", level="brief").sections[0].lines[2].zh) is (held != asked)
