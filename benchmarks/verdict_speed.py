"""How fast verdicts and explanations are made, beside another checkout, and how a trend grows with its years.

Run ``python benchmarks/verdict_speed.py PATH``, PATH being the other checkout, made for instance by
``git worktree add ../first first-house``. Prints medians of processor time, each taken in turn in fresh
interpreters of one run, with their ratio and the goal for it. Without PATH only this checkout is measured.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent.parent
RUNS = 5
BEFORE = """
import time, prevention_rules as pr
rate = pr.Series.of({2025: "84.3%"}, unit="%", share=True)
floor = pr.parse_target("≥85%", unit="%", share=True, better="higher")
cases = pr.Series.of({2020: "35", 2025: "28"}, unit="起")
fall = pr.parse_target("比2020年下降20%以上", unit="起", better="lower")
steady, declared = pr.parse_target("稳步提升", better="higher"), pr.Policy(rising="never_falls")
def years(n): return pr.Series.of({2000 + year: 60 + year for year in range(n)}, unit="个")
def trend(n, known): return pr.evaluate(steady, known, at=1999 + n, baseline=2000, policy=declared)
"""
TIMED = """
def once(): return {work}
once()
start = time.process_time()
for _ in range({times}): once()
print(1e6 * (time.process_time() - start) / {times})
"""
ROWS = {
    "evaluate bound": ("pr.evaluate(floor, rate, at=2025)", "", 300, 6),
    "evaluate change": ("pr.evaluate(fall, cases, at=2025)", "", 150, 4),
    "trend of 6 years": ("trend(6, known)", "known = years(6)", 10, 15),
    "trend of 21 years": ("trend(21, known)", "known = years(21)", 1, 50),
    "explain bound": ("str(found.explain('zh'))", "found = pr.evaluate(floor, rate, at=2025)", 300, 1.5),
    "explain change": ("str(found.explain('zh'))", "found = pr.evaluate(fall, cases, at=2025)", 300, 1.5),
}
"""What is done, on what, how often, and how many times as fast as the first house it has to be."""


def microseconds(checkout: Path, row: str) -> float:
    work, given, times, _ = ROWS[row]
    script = f"{BEFORE}\n{given}\n{TIMED.format(work=work, times=times)}"
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    run = subprocess.run([sys.executable, "-c", script], check=True, env=environment, capture_output=True)
    return float(run.stdout)


def compare(other: Path | None) -> None:
    for row, (_, _, _, goal) in ROWS.items():
        pairs = [[microseconds(one, row) for one in (HERE, other) if one is not None] for _ in range(RUNS)]
        now, *then = (statistics.median(column) for column in zip(*pairs, strict=True))
        beside = ""
        if then:
            verdict = "met" if then[0] / now >= goal else "MISSED"
            beside = f"{then[0]:12.0f} µs before   {then[0] / now:7.1f} times as fast, goal {goal}: {verdict}"
        print(f"{row:<20}{now:9.0f} µs{beside}")


def growth() -> None:
    for n in (15, 30, 60):
        row = f"trend of {n} years"
        ROWS[row] = (f"trend({n}, known)", f"known = years({n})", 5, 0)
        print(f"{row:<20}{statistics.median(microseconds(HERE, row) for _ in range(RUNS)):9.0f} µs")


if __name__ == "__main__":
    compare(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None)
    growth()
