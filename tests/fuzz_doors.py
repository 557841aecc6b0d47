"""The doors that strangers' input comes through, as functions of bytes; ``fuzz/fuzz.py`` knocks at them at random.

Every input ends in a result or a documented error, and what is accepted survives the way round.
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import prevention_rules as pr
import prevention_rules.explain
import prevention_rules.notation.reading
import prevention_rules.notation.values
from prevention_rules.evidence.csv_files import read_observations
from prevention_rules.linting.lint import lint
from prevention_rules.notation import doors
from prevention_rules.targets import Better

HERE = Path(__file__).parent
DATA = HERE / "data"
CORPUS = HERE / "fuzz" / "corpus"
LONGEST = 1_000
"""The most bytes an input has."""
CONTEXTS: list[tuple[str | None, Better | None]] = [
    (None, None),
    ("%", "higher"),
    ("%", "lower"),
    ("人", "lower"),
    ("/10万", "lower"),
    ("起", None),
]


def target(data: bytes) -> None:
    """Read a target; what is accepted is written in both languages, goes round as data, is judged and explained."""
    unit, better = CONTEXTS[data[0] % len(CONTEXTS)] if data else (None, None)
    read = pr.parse_target(data[1:].decode("utf-8", "replace"), unit=unit, better=better, baseline=2020, name="覆盖率")
    assert pr.target_from_dict(read.to_dict()) == read
    assert pr.format_target(read, "zh")
    assert pr.format_target(read, "en")
    evidence = pr.Series.of({2020: "35", 2023: "31", 2025: "28"}, unit=unit or "%")
    assert str(pr.evaluate(read, evidence, at=2025, better=better).explain("zh"))


def figure(data: bytes) -> None:
    """Read a published figure, and judge a target by it."""
    unit, better = CONTEXTS[data[0] % len(CONTEXTS)] if data else (None, None)
    text = data[1:].decode("utf-8", "replace")
    pr.parse_value(text, unit=unit)
    evidence = pr.Series.of({2020: "35", 2025: text}, unit=unit or "%")
    found = pr.evaluate(pr.parse_target("50", unit=unit or "%", better=better or "higher"), evidence, at=2025)
    assert str(found.explain("en"))


def rules(data: bytes) -> None:
    """Read a rule file; a plan is linted, assessed on nothing, and asked what it needs."""
    plan = pr.read_plan(data.decode("utf-8", "replace"))
    lint(plan)
    assert str(plan.assess({}, at=plan.deadline.year))
    assert plan.needed({}, at=plan.deadline.year).to_csv() is not None


PLAN = pr.load_plan("xicheng-2022-2025")
FOLDER = tempfile.TemporaryDirectory()
FILE = Path(FOLDER.name) / "figures.csv"


def files(data: bytes) -> None:
    """Read a file of figures, and assess a plan by what it holds."""
    FILE.write_bytes(data)
    assert str(PLAN.assess(read_observations(FILE), at=2025))


def seeds_of_targets() -> list[bytes]:
    rows = [json.loads(line) for line in (DATA / "targets.jsonl").read_text(encoding="utf-8").splitlines()]
    return [bytes([1]) + row["target"].encode() for row in rows]


def seeds_of_figures() -> list[bytes]:
    rows = [json.loads(line) for line in (DATA / "observations.jsonl").read_text(encoding="utf-8").splitlines()]
    # The last was once read anew for each of its statements: ten seconds.
    return [*(bytes([1]) + row["value_text"].encode() for row in rows), bytes([4]) + b"7;" * 499 + b"8"]


def seeds_of_rules() -> list[bytes]:
    head = 'format = 1\n[plan]\nid = "p"\ntitle = "计划"\nfirst_year = 2021\nlast_year = 2025\n'
    rows = (DATA / "newcomer.toml").read_text(encoding="utf-8").split("[[")[2:]
    # For the last, every number up to its own was once listed: it never ended.
    return [
        (head + "[[" + row).encode()
        for row in [*rows, f'indicator]]\nnumber = "{"4" * 43}"\nname = "a"\nunit = "%"\ntarget = "≥1%"']
    ]


def seeds_of_files() -> list[bytes]:
    whole = (DATA / "newcomer.csv").read_text(encoding="utf-8")
    return [whole[:LONGEST].encode(), "指标,年份,数值\n26,2020,35\n26,2025,28\n".encode(),
            "编号,2020年,2025年,分子,分母\n1,,97%,,\n24,,,14,15\n".encode("gb18030"),
            "indicator\tperiod\tvalue\tarea\n11\t2025\t超75%\t德胜街道\n".encode("utf-16")]  # fmt: skip


DOORS: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "targets": (target, seeds_of_targets),
    "figures": (figure, seeds_of_figures),
    "rules": (rules, seeds_of_rules),
    "files": (files, seeds_of_files),
}


def forget() -> None:
    """Drop what reading remembers, so that each input pays for itself."""
    doors._target.cache_clear()
    doors._value.cache_clear()


def corpus_of(door: str) -> list[bytes]:
    """Return the kept inputs: one a line, as Python writes bytes."""
    kept = CORPUS / f"{door}.txt"
    lines = kept.read_text(encoding="ascii").splitlines() if kept.exists() else []
    return [ast.literal_eval(line) for line in lines]
