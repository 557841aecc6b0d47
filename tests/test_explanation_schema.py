"""The JSON Schema that is shipped describes exactly what `Explanation.to_dict` returns."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from typing import Any, get_args

import attrs
import jsonschema
import pytest

import prevention_rules as pr
from prevention_rules.citations import Status
from prevention_rules.explain.sections import _HEADINGS
from prevention_rules.judgement.verdicts import Due, Reason, Subject
from prevention_rules.progress import HealthyPeople, How, ScheduleStatus

SCHEMA = json.loads(files("prevention_rules").joinpath("schemas/explanation.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
TARGET = json.loads(files("prevention_rules").joinpath("schemas/target.json").read_text(encoding="utf-8"))


def share(*values: Any, first: int = 2025) -> pr.Series:
    return pr.Series.of(dict(enumerate(values, first)), unit="%", share=True)


def judged(target: str, evidence: Any, **known: Any) -> pr.Finding:
    read = pr.parse_target(target, unit="%", better="higher", share=True)
    return pr.evaluate(read, evidence, **{"at": 2025, **known})


def sample(met: int, size: int) -> pr.Series:
    survey = pr.Observation("1", 2025, pr.Ratio(met, size), kind="sample", deff="1.5", source="调查")
    return pr.Series.of([survey], unit="%", share=True)


POINTS = pr.Policy(tolerance="1个百分点")
NEVER_FALLS = pr.Policy(rising="never_falls")
SERIES_B = share(70, 74, 73, 76, first=2020)
SUBJECT = Subject("1", "知晓率", "awareness", "某规划", "a plan", "某文件", "专栏1", "press", ("share", "better"))

FINDINGS: dict[str, pr.Finding] = {
    "met": judged("≥85%", share("86%")),
    "on the limit": judged(">85%", share("85%")),
    "count": judged(">95%", share(pr.Ratio(14, 15))),
    "missing reports": judged("≥85%", share(pr.Ratio(880, 1000, 50))),
    "sample": judged("≥85%", sample(855, 1000)),
    "bound": judged("≥85%", share("超75%")),
    "no figure": judged("≥85%", share(None)),
    "no base": judged("比2020年下降20%以上", share("80%")),
    "other base": judged("比2020年下降20%以上", share("同比下降5个百分点")),
    "zero base": judged("比2020年下降20%以上", share(0, None, None, None, None, 0, first=2020)),
    "rounded": judged("≥85%", share("84.5%"), policy=pr.Policy(comparison="rounded", target_step="0.5")),
    "published": judged("≥85.0%", share("85.0%"), policy=pr.Policy(published="interval")),
    "range": judged("60%-80%", share("85%以上")),
    "about": judged("85%左右", share("86.5%"), policy=POINTS),
    "about, undeclared": judged("85%左右", share("86.5%")),
    "trend": judged("稳步提升", SERIES_B, at=2023, baseline=2020, deadline=2025, policy=NEVER_FALLS),
    "trend with a gap": judged("稳步提升", share(70, None, 76, first=2020), at=2022, baseline=2020, policy=NEVER_FALLS),
    "stable": judged("保持稳定", SERIES_B, at=2023, baseline=2020, policy=POINTS, better="higher"),
    "floor": judged("保持在72%以上", SERIES_B, at=2023, since=2020),
    "yearly": judged("每年提高2个百分点", SERIES_B, at=2023, baseline=2020),
    "progress": judged("≥85%", share(60, None, None, "74.3", first=2020), at=2023, baseline=2020, deadline=2025),
    "regressed": judged("≥85%", share(60, None, None, 50, first=2020), at=2023, baseline=2020, deadline=2025),
    "units": judged("每个街道≥90%", {"甲": share(pr.Ratio(95, 100)), "乙": share(pr.Ratio(7, 10))}, areas=["甲", "丙"]),
    "respectively": judged("分别达到90%、95%", {"甲": share("91%"), "乙": share(None)}),
    "needs splitting": judged("分别达到90%、95%", share("91%")),
    "ambiguous": judged("比2020年提高10%", share(70, None, None, None, None, 78, first=2020)),
    "either": pr.evaluate(pr.AtLeast("90%") | pr.AtMost("10%"), share("50%"), at=2025),
    "qualitative": judged("基本建立", share("85%")),
    "with its row": judged("≥85%", share("84%"), subject=SUBJECT, deadline=2025),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", FINDINGS)
def test_every_kind_of_explanation_fits(kind: str, lang: Any) -> None:
    """Whatever is explained is valid in both languages, after a journey through JSON, its target included."""
    data = json.loads(json.dumps(FINDINGS[kind].explain(lang).to_dict(), allow_nan=False))
    VALIDATOR.validate(data)
    jsonschema.Draft202012Validator(TARGET).validate(data["target"])


def test_a_whole_plan_fits() -> None:
    """Every indicator of a bundled plan, with a figure or without one, has a valid explanation."""
    plan = pr.load_plan("xicheng-2022-2025")
    for finding in plan.assess({"24": {2025: pr.Ratio(14, 15)}, "26": {2020: 35, 2025: 28}}, at=2025):
        VALIDATOR.validate(finding.explain("en").to_dict())


@pytest.mark.parametrize("kind", FINDINGS)
def test_only_the_words_depend_on_the_language(kind: str) -> None:
    """Codes and numbers are the same in both languages; only the sentences differ."""
    zh, en = (FINDINGS[kind].explain(lang).to_dict() for lang in ("zh", "en"))
    assert list(zh["sections"]) == list(en["sections"])
    assert {**zh, "lang": "", "sections": ""} == {**en, "lang": "", "sections": ""}


def test_the_data_hold_what_other_tools_need() -> None:
    """Codes, exact numbers, the remedy, the policy, the citations and the marks of the row are in the data."""
    count, row, trend = (FINDINGS[kind].explain("en").to_dict() for kind in ("count", "with its row", "trend"))
    assert (count["at"], count["verdict"], count["reason"]) == ("2025", "NOT_MET", "below_limit")
    assert count["possible"] == [{"lo": "280/3", "lo_in": True, "hi": "280/3", "hi_in": True}]
    assert (count["remedy"]["distance"], count["remedy"]["more"]) == ("5/3", 1)
    assert (row["indicator"], row["verified"], row["editorial"], row["due"]) == (
        "1",
        "press",
        ["share", "better"],
        "due",
    )
    assert trend["robustness"] == {"robust": False, "dissenters": ["U3"], "undecided": []}
    assert (trend["reading"], trend["readings"]["U3"], trend["repairable"]) == ("U2", True, False)
    assert trend["citations"][0] == {"key": "HOUSE", "status": "house"}
    assert (trend["policy"]["rising"], trend["policy"]["tolerance"]) == ("never_falls", None)
    progress = FINDINGS["progress"].explain("zh").to_dict()["progress"]
    assert (progress["status"], progress["elapsed"], progress["share"]) == ("behind", "0.6", "0.572")
    assert progress["open_sdg"]["status"] == "substantial_progress"


def test_it_is_a_versioned_schema() -> None:
    """It is valid by its own metaschema, and the version of the data is part of it."""
    VALIDATOR.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema"] == {"const": "explanation/2"}


def test_it_is_strict_about_keys() -> None:
    """Every object with named fields allows no other, and requires all but sections and ways of rolling up."""

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            if "properties" in node:
                yield node
            for child in node.values():
                yield from walk(child)
        elif isinstance(node, list):
            for child in node:
                yield from walk(child)

    closed = list(walk(SCHEMA))
    assert len(closed) > 8
    aggregations = SCHEMA["$defs"]["judgement"]["properties"]["aggregations"]
    may_lack = [SCHEMA["properties"]["sections"]["properties"], aggregations["properties"]]
    for node in closed:
        assert node["additionalProperties"] is False
        if node["properties"] not in may_lack:
            assert node["required"] == list(node["properties"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verdict",), "PASSED"),
        (("reason",), "Below limit"),
        (("remedy", "distance"), 0.5),
        (("remedy", "more"), -1),
        (("extra",), 1),
        (("policy", "mood"), "good"),
        (("sections", "what"), []),
        (("citations",), [{"key": "HOUSE", "status": "certain"}]),
        (("schema",), "explanation/1"),
    ],
)
def test_what_is_never_written_does_not_fit(path: tuple[str, ...], value: Any) -> None:
    """A wrong code, a float, an unknown key, an empty section or another version is refused."""
    data = copy.deepcopy(FINDINGS["count"].explain("en").to_dict())
    VALIDATOR.validate(data)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(data)


def test_it_offers_what_the_library_does() -> None:
    """Its lists of words are those of the library: verdicts, policy, schedules, statuses, sections."""
    defs = SCHEMA["$defs"]
    assert defs["verdict"]["enum"] == [verdict.value for verdict in pr.Verdict]
    assert list(defs["policy"]["properties"]) == [field.name for field in attrs.fields(pr.Policy)]
    assert list(SCHEMA["properties"]["sections"]["properties"]) == list(_HEADINGS)
    assert SCHEMA["properties"]["due"]["enum"] == [*get_args(Due), None]
    assert SCHEMA["properties"]["citations"]["items"]["properties"]["status"]["enum"] == list(get_args(Status))
    progress = defs["progress"]["properties"]
    assert progress["status"]["enum"] == [*(status.value for status in ScheduleStatus), None]
    assert progress["schedule"]["enum"] == list(get_args(How))
    assert progress["healthy_people"]["enum"] == [*(status.value for status in HealthyPeople), None]


def test_the_kinds_cover_the_reasons() -> None:
    """The findings above reach all verdicts, and most reasons, so that the schema is really tried."""
    assert {finding.verdict for finding in FINDINGS.values()} == set(pr.Verdict)
    reached = {finding.reason for finding in FINDINGS.values()}
    assert len(reached) >= 15
    assert reached <= set(get_args(Reason))
