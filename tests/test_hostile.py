"""Every door beside everything that a stranger may hand in: a result, or an error of the library's own, soon.

The values are kinds of malice and of accident: too long, too deep, too many digits, halves of characters, other
things than are meant. SECURITY.md lists the limits; each stands here with its message.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.assessments.changes import changes
from prevention_rules.errors import PreventionRulesError
from prevention_rules.exact_numbers import exact
from prevention_rules.explain import explain
from prevention_rules.frames import read_frame
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.rulefiles.loading import LARGEST
from prevention_rules.sampling import wilson
from prevention_rules.targets import DEEPEST

PLAN = pr.load_plan("xicheng-2022-2025")
TARGET = pr.parse_target("≥85%")
HEAD = 'format = 1\n[plan]\nid = "p"\ntitle = "p"\nfirst_year = 2021\nlast_year = 2025\n[[indicator]]\nnumber = "1"\n'


def nested(depth: int) -> Any:
    """Return a target within a target, *depth* deep."""
    data: Any = TARGET.to_dict()
    for _ in range(depth):
        data = {"t": "and", "of": [data, TARGET.to_dict()]}
    return data


class Unshowable:
    """An object that fails when it is shown."""

    def __repr__(self) -> str:
        raise ValueError("no")


HOSTILE: dict[str, Any] = {
    "none": None, "true": True, "an int": 5, "a huge int": 10**5000, "a float": 2020.7, "nan": float("nan"), "inf": float("inf"),
    "a long decimal": Decimal("1." + "0" * 100_000), "a huge decimal": Decimal("1e999999"), "a signalling nan": Decimal("sNaN"),
    "a fine fraction": Fraction(1, 10**5000), "complex": 1j, "bytes": b"85%", "a list": ["85%"], "a dict": {"t": "bound"},
    "a deep dict": nested(10_000), "an object": object(), "unshowable": Unshowable(), "a class": int, "a set": {1}, "nothing": "",
    "a nul": "a\0b", "an escape": "\x1b[31m85%", "a turn": "\u202e%58", "half a character": "\ud800", "a mark": "2023年²",
    "many digits": "9" * 1_000_000, "a long word": "到" * 100_000, "brackets": "「" * 5_000, "both brackets": "（" * 300 + "85%" + "）" * 300,
    "slashes": "/" * 10_000, "a unit of nothing": "/0", "a formula": "=1+1", "a path": "../../../etc/passwd", "a long name": "a" * 300,
    "a folder": "/", "dots": "a" + ".a" * 20_000 + "=1", "tables": "a=" + "[" * 100_000, "hex": "format=0x" + "f" * 5_000,
    "a number of a field": HEAD + "target = 0x" + "f" * 5_000, "a long target": HEAD + f'name = "n"\ntarget = "{"≥" * 9_000}"\n',
    "a deep target": HEAD + f'name = "n"\ntarget = "{"「" * 900}"\n', "a unit in a file": HEAD + 'name = "n"\ntarget = "5"\nunit = "/0"\n',
}  # fmt: skip
"""What may be handed in, by a name that says what is wrong with it."""

DOORS: dict[str, Callable[[Any], object]] = {
    "parse_target": lambda x: pr.parse_target(x),
    "parse_target, unit": lambda x: pr.parse_target("≥85", unit=x),
    "parse_target, name": lambda x: pr.parse_target("≥85%", name=x),
    "parse_target, aliases": lambda x: pr.parse_target("≥85%", aliases=x),
    "parse_target, an alias": lambda x: pr.parse_target("≥85%", aliases=[x]),
    "parse_target, better": lambda x: pr.parse_target("85%", better=x),
    "parse_target, baseline": lambda x: pr.parse_target("下降20%", baseline=x),
    "parse_target, term_map": lambda x: pr.parse_target("超过85%", term_map=x),
    "parse_target, a term": lambda x: pr.parse_target("超过85%", term_map={"超过": x}),
    "parse_value": lambda x: pr.parse_value(x),
    "parse_value, unit": lambda x: pr.parse_value("85", unit=x),
    "describe": lambda x: pr.describe(x).explain("zh"),
    "describe, aliases": lambda x: pr.describe("≥85%", aliases=x),
    "format_target": lambda x: pr.format_target(x),
    "target_from_dict": lambda x: pr.target_from_dict(x),
    "target_from_dict, base": lambda x: pr.target_from_dict({"t": "change", "dir": "down", "kind": "relative", "op": ">=", "v": "20", "base": x}),
    "target_from_dict, v": lambda x: str(pr.target_from_dict({"t": "bound", "op": ">=", "v": x})),
    "target_from_dict, u": lambda x: str(pr.target_from_dict({"t": "bound", "op": ">=", "v": "1", "u": x})),
    "target_from_dict, of": lambda x: pr.target_from_dict({"t": "and", "of": x}),
    "AtLeast": lambda x: str(pr.AtLeast(x)),
    "unit_of": lambda x: unit_of(x),
    "Amount.of": lambda x: str(Amount.of(x)),
    "exact": lambda x: exact(x),
    "Period.of": lambda x: str(Period.of(x)),
    "wilson": lambda x: wilson(x, 1000),
    "Ratio": lambda x: str(pr.Ratio(x, 1000)),
    "Ratio, below": lambda x: str(pr.Ratio(1, x)),
    "Observation": lambda x: pr.Observation("1", 2025, x),
    "Observation, indicator": lambda x: pr.Observation(x, 2025, 1),
    "Observation, period": lambda x: pr.Observation("1", x, 1),
    "Observation, status": lambda x: pr.Observation("1", 2025, 1, status=x),
    "Series.of": lambda x: pr.Series.of(x),
    "Series.of, a value": lambda x: pr.Series.of({2025: x}, unit="%"),
    "Series.of, a period": lambda x: pr.Series.of([pr.Observation("1", x, 1)]),
    "evaluate": lambda x: pr.evaluate(x, pr.Series.of({2025: "86%"}, unit="%"), at=2025),
    "evaluate, at": lambda x: pr.evaluate(TARGET, pr.Series.of({2025: "86%"}, unit="%"), at=x),
    "evaluate, baseline": lambda x: pr.evaluate(TARGET, pr.Series.of({2025: "86%"}, unit="%"), at=2025, baseline=x),
    "evaluate, a value": lambda x: pr.evaluate(TARGET, pr.Series.of({2025: x}, unit="%"), at=2025).explain("zh"),
    "explain": lambda x: explain(x),
    "remedy": lambda x: pr.remedy(x),
    "smallest_count": lambda x: pr.smallest_count(TARGET, of=x),
    "load_plan": lambda x: pr.load_plan(x),
    "read_plan": lambda x: pr.read_plan(x),
    "read_observations": lambda x: pr.read_observations(x),
    "read_frame": lambda x: read_frame(x),
    "assess": lambda x: PLAN.assess(x, at=2025),
    "assess, a value": lambda x: str(PLAN.assess({"1": {2025: x}}, at=2025)),
    "assess, at": lambda x: PLAN.assess({}, at=x),
    "needed": lambda x: PLAN.needed(x, at=2025),
    "align": lambda x: pr.align(x, PLAN),
    "lint": lambda x: pr.lint(x),
    "at_least_as_strict": lambda x: pr.at_least_as_strict(x, TARGET),
    "changes": lambda x: changes(x, x),
    "schema": lambda x: pr.schema(x),
    "Policy, tolerance": lambda x: pr.Policy(tolerance=x),
}  # fmt: skip
"""The ways in, each as a call with one thing handed in."""


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("given", HOSTILE)
def test_a_door_answers_or_refuses(door: str, given: str) -> None:
    """Whatever is handed in, the answer is a result or a documented error that can be printed, within two seconds."""
    began = time.process_time()
    try:
        DOORS[door](HOSTILE[given])
    except PreventionRulesError as error:
        said = str(error)
        assert len(said) < 5_000, "a message is short enough to be read"
        assert said.encode("utf-8")
        assert not any((ord(char) < 32 and char != "\n") or char == "\u202e" for char in said), (
            "and obeyed by no screen"
        )
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("call", "en"),
    [
        (lambda: pr.parse_target("≥" * 2_001), "the text is longer than 2,000 characters"),
        (lambda: pr.parse_target("（" * 21 + "）" * 21), "brackets are nested deeper than 20"),
        (lambda: pr.parse_target("≥85%", name="率" * 2_001), "name and aliases are longer than 2,000 characters"),
        (lambda: pr.parse_value("7；" * 21 + "7"), "a figure states more than 20 things"),
        (lambda: unit_of("个" * 101), "the unit is longer than 100 characters"),
        (lambda: pr.target_from_dict(nested(DEEPEST + 1)), "targets are nested deeper than 20"),
        (lambda: pr.read_plan("#" * (LARGEST + 1)), "the file is longer than 10,000,000 characters"),
        (lambda: pr.read_plan("a" + ".a" * 100 + " = 1"), "nested too deeply"),
    ],
)  # fmt: skip
def test_each_limit_is_said(call: Callable[[], object], en: str) -> None:
    """What is one above a limit is refused in a sentence that names the limit."""
    with pytest.raises(PreventionRulesError) as caught:
        call()
    assert en in caught.value.explain("en")


def test_what_is_within_the_limits_is_read() -> None:
    """At the limits themselves nothing is refused for its size."""
    assert pr.parse_target("≥85%" + " " * 1_996)
    assert pr.target_from_dict(nested(DEEPEST))
    assert unit_of("个" * 100)
    assert len(pr.parse_value("；".join(["7"] * 20))) == 20


def test_a_bundled_id_is_the_bundled_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of that name in the working folder is not taken for it, and an id leads to no other folder."""
    (tmp_path / "xicheng-2022-2025").write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "secret.toml").write_text("format = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert pr.load_plan("xicheng-2022-2025") == PLAN
    with pytest.raises(pr.RuleFileError) as caught:
        pr.load_plan("../../" + str(tmp_path / "secret"))
    assert "there is no such rule file" in caught.value.explain("en")


@pytest.mark.parametrize("name", ["=1+1", "-2", "@a", "＝1+1", "＋1", "'=1", "'a"])
def test_a_form_brings_back_what_it_took(name: str, tmp_path: Path) -> None:
    """A number that a spreadsheet would run goes out marked as text and comes back as itself."""
    plan = pr.read_plan(HEAD.replace('"1"', f'"{name}"') + 'name = "率"\ntarget = "≥85%"\nunit = "%"\n')
    form = tmp_path / "form.csv"
    form.write_text(plan.needed({}, at=2025).to_csv(), encoding="utf-8")
    assert not any(
        cell.lstrip('"').startswith(tuple("=+-@＝＋－＠")) for cell in form.read_text(encoding="utf-8").split(",")
    )
    lines = form.read_text(encoding="utf-8").splitlines()
    at = lines[0].split(",").index("数值")
    filled = [lines[0], *(",".join([*line.split(",")[:at], "86%", *line.split(",")[at + 1 :]]) for line in lines[1:])]
    form.write_text("\n".join(filled), encoding="utf-8")
    assert plan.assess(pr.read_observations(form), at=2025)[name].verdict is pr.Verdict.MET
