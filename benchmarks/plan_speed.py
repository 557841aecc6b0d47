"""Whole plans: how time grows with the number of rules, and how it stands beside the first version, in one run.

    python benchmarks/plan_speed.py FOLDER

FOLDER is a checkout of the tag ``first-house``. CPU time, medians of fresh processes taken in turn. Each line names
its goal; the exit status says whether all are reached.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import attrs

import prevention_rules as pr

HERE = Path(__file__).resolve().parents[1]
SMALL, LARGE, AT_MOST = 450, 4500, 13.0
STREETS, RULES, AT_LEAST = 15, 45, 3.0
FORMS = (
    {"unit": "%", "share": True, "better": "higher", "target": "≥85%"},
    {"unit": "起", "better": "lower", "target": "比2020年下降20%以上"},
    {"unit": "%", "share": True, "better": "lower", "target": "≤10%"},
)


def large_plan(n: int, name: str = "p", other: str = "q") -> Any:
    """Return a plan of *n* rules, each declared to measure the same as the row of that number in *other*."""
    rows = (
        pr.Indicator(number=str(at), name=f"第{at}项指标", same_as=(f"{other}:{at}",), **FORMS[at % len(FORMS)])
        for at in range(1, n + 1)
    )
    outline = {"first_year": 2021, "last_year": 2025, "baseline_year": 2020}
    return pr.Plan(id=name, title=name, indicators=tuple(rows), **outline)


def jobs(n: int) -> dict[str, Callable[[], Any]]:
    """Return what is timed on a plan of *n* rules; every second rule has figures."""
    plan, other = large_plan(n), large_plan(n, "q", "p")
    figures = {str(at): {2020: 40, 2025: 30} for at in range(1, n + 1, 2)}
    assessed = plan.assess(figures, at=2025)
    return {
        "assess": lambda: plan.assess(figures, at=2025),
        "lint": lambda: pr.lint(plan),
        "align": lambda: pr.align(plan, other),
        "to_text(brief=True)": lambda: assessed.to_text("zh", brief=True),
        "needed": lambda: plan.needed(figures, at=2025),
    }


def once(job: Callable[[], Any]) -> float:
    """Return the CPU seconds of one call."""
    start = process_time()
    job()
    return process_time() - start


def streets() -> float:
    """Return the CPU seconds of assessing 45 rules on the counts of 15 streets."""
    plan = attrs.evolve(large_plan(RULES), areas=tuple(pr.Area(name=f"街道{at}") for at in range(STREETS)))
    told = [
        pr.Observation(row.number, 2025, pr.Ratio(86 + at % 9, 100) if row.share else 3 + at, area=f"街道{at}")
        for row in plan.indicators
        for at in range(STREETS)
    ]
    plan.assess(told[:STREETS], at=2025)  # what is read and loaded once is no part of it
    return statistics.median(once(lambda: plan.assess(told, at=2025)) for _ in range(5))


def growth() -> dict[str, float]:
    """Return the time on 4,500 rules over the time on 450."""
    small, large = jobs(SMALL), jobs(LARGE)
    for job in (*small.values(), *large.values()):
        job()  # what is read once, such as the text of a target, is no part of it
    gc.collect()
    gc.freeze()  # nor is what the collector would look through again and again: both plans, large and small
    return {name: statistics.median(once(large[name]) / _steady(small[name]) for _ in range(5)) for name in small}


def _steady(job: Callable[[], Any]) -> float:
    """Return the median of three calls, as one short call is at the mercy of whatever else happens."""
    return statistics.median(once(job) for _ in range(3))


def elsewhere(folder: Path, what: str) -> Any:
    """Run one measurement in a fresh process on the source in *folder*."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run([sys.executable, __file__, "--measure", what], env=environment, check=True, stdout=-1)
    return json.loads(done.stdout)


def main(arguments: list[str]) -> int:
    """Print every ratio beside its goal; 0 where all are reached."""
    if arguments[:1] == ["--measure"]:
        print(json.dumps({"streets": streets, "growth": growth}[arguments[1]]()))
        return 0
    if len(arguments) != 1:
        print(__doc__)
        return 2
    first = Path(arguments[0])
    pairs = [(elsewhere(first, "streets"), elsewhere(HERE, "streets")) for _ in range(5)]
    faster = statistics.median(before / after for before, after in pairs)
    reached = [faster >= AT_LEAST]
    print(f"{RULES} rules × {STREETS} streets: {faster:5.1f} times as fast as the first version (goal {AT_LEAST:g})")
    for name, ratio in elsewhere(HERE, "growth").items():
        reached.append(ratio <= AT_MOST)
        print(f"{name}, {LARGE} rules over {SMALL}: {ratio:5.1f} times the time (goal at most {AT_MOST:g})")
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
