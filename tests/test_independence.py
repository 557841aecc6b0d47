"""An answer depends on the question alone: not on the hash seed, the locale, the time zone, the thread or the history."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

import prevention_rules as pr
from prevention_rules.errors import PreventionRulesError
from prevention_rules.quantities import unit_of

DATA = Path(__file__).parent / "data"
ROWS = [json.loads(line) for line in (DATA / "targets.jsonl").read_text(encoding="utf-8").splitlines()]

SCRIPT = """
import hashlib, prevention_rules as pr
from prevention_rules.linting.lint import lint
told = []
for name in ("xicheng-2022-2025", "beijing-2022-2025", "national-2021-2025"):
    plan = pr.load_plan(name)
    figures = {one.number: {2020: "35", 2023: "31", 2025: pr.Ratio(14, 15)} for one in plan.indicators if one.share}
    assessment = plan.assess(figures, at=2025)
    told += [str(assessment), assessment.show("en").to_html(), str({**assessment.to_dict(), "generated": ""}), plan.needed({}, at=2023).to_csv(), str(lint(plan))]
    told += [str(finding.explain("zh")) + str(finding.explain("en")) for finding in assessment]
print(hashlib.sha256("".join(told).encode()).hexdigest(), len(told))
"""
"""Everything that is told of the bundled plans, as one digest."""

WORLDS = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "one more": {"PYTHONHASHSEED": "42"},
    "no UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a dotless i": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "the first to see a day": {"TZ": "Pacific/Kiritimati"},
    "without docstrings": {"PYTHONOPTIMIZE": "2"},
}


def told(**world: str) -> str:
    """Return what another process tells, in an environment that differs in *world*."""
    env = {**os.environ, "PYTHONHASHSEED": "0", **world}
    return subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_the_world_around_changes_nothing(world: str) -> None:
    """Hash seed, locale, time zone and optimisation leave every printed word as it is."""
    assert told(**WORLDS[world]) == told()


def read(row: dict[str, object]) -> str:
    """Return how a cell is read, with its unit given as an object, or why it is not."""
    try:
        unit = unit_of(str(row["unit"])) if row.get("unit") else None
        better = row.get("better")
        return repr(
            pr.parse_target(str(row["target"]), unit=unit, better=better if better in ("higher", "lower") else None)
        )
    except PreventionRulesError as error:
        return str(error)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_questions_changes_nothing(seed: int) -> None:
    """The cells of the corpus, asked in another order, each after other cells and units, are read as they were."""
    shuffled = [(at, row) for at, row in enumerate(ROWS)]
    Random(seed).shuffle(shuffled)
    first = [read(row) for row in ROWS]
    assert dict(sorted((at, read(row)) for at, row in shuffled)) == dict(enumerate(first))


def test_threads_change_nothing() -> None:
    """Eight threads that read and judge at once, switching all the time, answer as one does."""
    alone = [read(row) for row in ROWS]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda _: [read(row) for row in ROWS], range(8)))
    finally:
        sys.setswitchinterval(usual)
    assert all(answers == alone for answers in together)
