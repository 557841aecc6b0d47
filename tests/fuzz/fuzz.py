"""Coverage-guided fuzzing of the doors: ``python tests/fuzz/fuzz.py DOOR [--seconds 60] [--runs N] [--keep]``.

The doors are targets, figures, rules and files. Every input ends in a result or a documented error, what is accepted
survives the way round, and no input costs more than 200 times the median. The corpus in ``tests/fuzz/corpus`` is
where each run starts; ``--keep`` adds what led to new code. Needs atheris (extra ``fuzz``).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["prevention_rules"]):
    import prevention_rules as pr
    import prevention_rules.explain
    import prevention_rules.notation.reading
    import prevention_rules.notation.values
    from prevention_rules.errors import PreventionRulesError
    from prevention_rules.evidence.csv_files import read_observations
    from prevention_rules.linting.lint import lint
    from prevention_rules.notation import doors
    from prevention_rules.targets import Better

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
LONGEST = 1_000
"""The most bytes an input has."""
TIMES = 200
"""How many times the median an input may cost."""
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
    return [bytes([1]) + row["value_text"].encode() for row in rows]


def seeds_of_rules() -> list[bytes]:
    head = 'format = 1\n[plan]\nid = "p"\ntitle = "计划"\nfirst_year = 2021\nlast_year = 2025\n'
    rows = (DATA / "newcomer.toml").read_text(encoding="utf-8").split("[[")[2:]
    return [(head + "[[" + row).encode() for row in rows]


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


class Watch:
    """Calls a door with each input, keeps its cost, and ends the run with a summary."""

    def __init__(self, door: str, runs: int, seconds: float) -> None:
        self.door, self.call = door, DOORS[door][0]
        self.runs, self.ends = runs, time.monotonic() + seconds
        self.costs: list[float] = []
        self.dear: list[tuple[float, bytes]] = []
        self.accepted = 0

    def one(self, data: bytes) -> None:
        """Try one input; a fault of ours is the end of the run, with the input."""
        cost = self.cost(data[:LONGEST])
        self.costs.append(cost)
        if len(self.dear) < 20 or cost > self.dear[-1][0]:
            self.dear = sorted([*self.dear, (cost, data[:LONGEST])], reverse=True)[:20]
        if len(self.costs) >= self.runs or time.monotonic() > self.ends:
            self.end()

    def cost(self, data: bytes) -> float:
        forget()
        began = time.process_time()
        try:
            self.call(data)
            self.accepted += 1
        except PreventionRulesError as error:
            str(error)
        except BaseException:
            print(f"FOREIGN EXCEPTION at the door {self.door} for {data!r}", file=sys.stderr)
            raise
        return time.process_time() - began

    def end(self) -> None:
        """Say what was seen; the dearest inputs, and each of them over and over up to 1 kB, are timed at their best."""
        signal.setitimer(signal.ITIMER_REAL, 0)  # libFuzzer takes all of this for one input, and has an alarm for those
        median = statistics.median(self.costs)
        dear = [data for _, data in self.dear]
        dear += [data[:1] + (data[1:] * LONGEST)[: LONGEST - 1] for data in dear]
        again = [(min(self.cost(data) for _ in range(3)), data) for data in dear]
        slowest, data = max(again)
        print(
            f"{self.door}: {len(self.costs):,} inputs, {self.accepted:,} accepted, no foreign exception; median "
            f"{median * 1e6:,.0f} µs, slowest {slowest * 1e6:,.0f} µs, {slowest / median:.0f} times as much: {data[:80]!r}",
            flush=True,
        )
        FOLDER.cleanup()
        os._exit(0 if slowest <= TIMES * median else 1)


def corpus_of(door: str) -> list[bytes]:
    """Return the kept inputs: one a line, as Python writes bytes."""
    kept = HERE / "corpus" / f"{door}.txt"
    lines = kept.read_text(encoding="ascii").splitlines() if kept.exists() else []
    return [line.encode("ascii").decode("unicode_escape").encode("latin-1") for line in lines]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("door", choices=DOORS)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--runs", type=int, default=10**9)
    asked.add_argument("--seed", type=int, default=0, help="0 is another one each time")
    asked.add_argument("--keep", metavar="FOLDER", help="leave the inputs that led to new code in this folder")
    said = asked.parse_args()
    folder = Path(said.keep or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for at, data in enumerate([*DOORS[said.door][1](), *corpus_of(said.door)]):
        (folder / f"seed-{at:04}").write_bytes(data[:LONGEST])
    watch = Watch(said.door, said.runs, said.seconds)
    options = [
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-verbosity=0",
        f"-artifact_prefix={FOLDER.name}/",
        f"-seed={said.seed}",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], watch.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
