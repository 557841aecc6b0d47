"""Another kind of thing at a door is the library's own error, which names the parameter and the cure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.alignment.strictness import compare_targets
from prevention_rules.assessments.changes import changes
from prevention_rules.errors import FormatError
from prevention_rules.explain import explain
from prevention_rules.quantities import unit_of
from prevention_rules.statements import statement_to_dict

PLAN = pr.load_plan("xicheng-2022-2025")
TARGET, SERIES = pr.parse_target("≥85%"), pr.Series.of({2025: "86%"}, unit="%")
A: Any = 5
"""No parameter of these calls takes a bare number."""

CALLS: list[tuple[str, Callable[[], Any]]] = [
    ("text", lambda: pr.parse_value(A)),
    ("unit", lambda: pr.parse_target("≥85%", unit=A)),
    ("name", lambda: pr.parse_target("≥85%", name=A)),
    ("aliases", lambda: pr.parse_target("≥85%", aliases=A)),
    ("aliases", lambda: pr.parse_target("≥85%", aliases="率")),
    ("term_map", lambda: pr.parse_target("超过85%", term_map={"超过": ">>"})),  # type: ignore[dict-item]
    ("term_map", lambda: pr.parse_target("超过85%", term_map=A)),
    ("target", lambda: pr.evaluate("≥85%", SERIES, at=2025)),  # type: ignore[arg-type]
    ("series", lambda: pr.evaluate(TARGET, {2025: "86%"}, at=2025)),  # type: ignore[dict-item]
    ("series", lambda: pr.evaluate(TARGET, [85], at=2025)),  # type: ignore[arg-type]
    ("policy", lambda: pr.evaluate(TARGET, SERIES, at=2025, policy=A)),
    ("better", lambda: pr.evaluate(TARGET, SERIES, at=2025, better="up")),  # type: ignore[arg-type]
    ("areas", lambda: pr.evaluate(TARGET, SERIES, at=2025, areas="东街")),
    ("subject", lambda: pr.evaluate(TARGET, SERIES, at=2025, subject=A)),
    ("values", lambda: pr.Series.of([85])),  # type: ignore[list-item]
    ("values", lambda: pr.Series.of("85%")),  # type: ignore[arg-type]
    ("values", lambda: pr.Series.of(A)),
    ("unit", lambda: pr.Series.of({2025: 1}, unit=A)),
    ("share", lambda: pr.Series.of({2025: 1}, share=A)),
    ("observations", lambda: PLAN.assess({"26": 28}, at=2025)),
    ("observations", lambda: PLAN.assess({"26": "80%"}, at=2025)),
    ("observations", lambda: PLAN.assess({"26": [28]}, at=2025)),
    ("observations", lambda: PLAN.assess(A, at=2025)),
    ("observations", lambda: PLAN.needed("x", at=2025)),  # type: ignore[arg-type]
    ("policy", lambda: PLAN.assess({}, at=2025, policy=A)),
    ("target", lambda: pr.format_target("≥85%")),  # type: ignore[arg-type]
    ("unit", lambda: pr.Observation("1", 2025, 5, unit=A)),
    ("area", lambda: pr.Observation("1", 2025, 5, area=A)),
    ("text", lambda: unit_of(A)),
    ("of", lambda: pr.smallest_count("≥85%", of="x")),  # type: ignore[arg-type]
    ("finding", lambda: pr.remedy(A)),
    ("finding", lambda: explain(A)),
    ("text", lambda: pr.read_plan(b"x")),  # type: ignore[arg-type]
    ("name", lambda: pr.schema("observation")),  # type: ignore[arg-type]
    ("statement", lambda: statement_to_dict(A)),
    ("a", lambda: pr.align(A, PLAN)),
    ("plan", lambda: pr.lint(A)),
    ("b", lambda: compare_targets(TARGET, "≥85%")),  # type: ignore[arg-type]
    ("a", lambda: pr.at_least_as_strict(A, TARGET)),
    ("earlier", lambda: changes(A, A)),
    ("percent_numbers", lambda: pr.Series.of({2025: 1}, percent_numbers="ratio")),  # type: ignore[arg-type]
    ("missing_marks", lambda: pr.Series.of({2025: 1}, missing_marks="—")),
]  # fmt: skip


@pytest.mark.parametrize(("parameter", "call"), CALLS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(CALLS)])
def test_the_error_names_the_parameter(parameter: str, call: Callable[[], Any]) -> None:
    """In both languages the message begins with the parameter and says what is meant."""
    with pytest.raises(FormatError) as caught:
        call()
    zh, en = (caught.value.explain(lang) for lang in ("zh", "en"))
    if parameter != "text":
        assert zh.startswith(parameter)
        assert en.startswith(parameter)


def test_evaluate_says_how_text_is_read() -> None:
    """The commonest slip is told with the line to write."""
    with pytest.raises(FormatError) as caught:
        pr.evaluate("≥85%", SERIES, at=2025)  # type: ignore[arg-type]
    assert "parse_target('≥85%', unit='%')" in caught.value.explain("en")


@pytest.mark.parametrize("lang", ["fr", "EN"])
def test_only_two_languages(lang: Any) -> None:
    """A third language stays a plain ValueError."""
    with pytest.raises(ValueError, match="is not offered"):
        pr.format_target(TARGET, lang)
