"""How fast the cells of the corpus are read, beside the first version of this library in one run.

``python benchmarks/notation_speed.py FOLDER``, where FOLDER is a checkout of the tag ``first-house``, as made by
``git worktree add --detach FOLDER first-house``. Each version reads in fresh interpreters of its own, in turn, so that
other work on the machine meets both alike; processor time is counted, and medians are printed. Uncached, what was
remembered of earlier texts is thrown away before every round; repeated, the same texts are read once more. The first
version remembers nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
CELLS = HERE / "tests" / "data" / "targets.jsonl"
TURNS = 7
ROUNDS = 15
GOALS = {"uncached": 1.4, "repeated": 10.0}
LENGTHS = (100, 500, 1_000, 2_000)
MEMBER = "不低于10%、"

Times = dict[str, float]


def seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def long_text(length: int) -> str:
    """Return a list of bounds that is as long as asked, give or take a member."""
    members = length // len(MEMBER)
    return (MEMBER * members).removesuffix("、")


def measured(folder: Path) -> Times:
    """Measure the version in a folder: microseconds a cell, and for long texts a character."""
    from prevention_rules import TargetSyntaxError, parse_target
    from prevention_rules.notation import doors

    assert Path(doors.__file__).is_relative_to(folder), f"{doors.__file__} is not in {folder}"
    rows = [json.loads(line) for line in CELLS.read_text(encoding="utf-8").splitlines()]

    def read_all() -> None:
        for row in rows:
            try:
                parse_target(row["target"], unit=row["unit"], better=row["better"], name=row["indicator"])
            except TargetSyntaxError:
                continue

    def forget() -> None:
        if remembered := getattr(doors, "_target", None):
            remembered.cache_clear()

    def median(work: Callable[[], None], pieces: int, before: Callable[[], None]) -> float:
        times = []
        for _ in range(ROUNDS):
            before()
            times.append(seconds(work))
        return 1e6 * statistics.median(times) / pieces

    read_all()
    times = {"uncached": median(read_all, len(rows), forget)}
    times["repeated"] = median(read_all, len(rows), lambda: None)
    for text in map(long_text, LENGTHS):
        times[f"{len(text)} characters"] = median(lambda text=text: parse_target(text), len(text), forget)
    return times


def in_fresh_interpreter(folder: Path) -> Times:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    run = subprocess.run(
        [sys.executable, __file__, "--measure", str(folder)], check=True, env=environment, capture_output=True
    )
    return json.loads(run.stdout)


def median_of(runs: list[Times]) -> Times:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def report(first: Times, now: Times) -> None:
    print(f"{len(CELLS.read_text(encoding='utf-8').splitlines())} cells; medians of {TURNS} processes each, in turn")
    print(f"{'':<18}{'first':>9}{'now':>9}")
    for name, goal in GOALS.items():
        ratio = first[name] / now[name]
        verdict = "met" if ratio >= goal else "MISSED"
        print(f"{name:<18}{first[name]:>9.1f}{now[name]:>9.1f} µs a cell   {ratio:5.2f} times as fast", end="")
        print(f"   goal at least {goal:g}: {verdict}")
    for name in [name for name in now if name not in GOALS]:
        print(f"{name:<18}{first[name]:>9.2f}{now[name]:>9.2f} µs a character")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path, help="a checkout of the tag first-house")
    asked.add_argument("--measure", action="store_true", help="measure the version in the folder alone, as JSON")
    given = asked.parse_args()
    folder = given.folder.resolve()
    if given.measure:
        print(json.dumps(measured(folder)))
        return
    turns = [(in_fresh_interpreter(folder), in_fresh_interpreter(HERE)) for _ in range(TURNS)]
    report(median_of([first for first, _ in turns]), median_of([now for _, now in turns]))


if __name__ == "__main__":
    main()
