"""Coverage-guided fuzzing of the doors: ``python tests/fuzz/fuzz.py DOOR [--seconds 60] [--runs N] [--times 200]``.

The doors are targets, figures, rules and files. Every input ends in a result or a documented error, and what is
accepted survives the way round. What the dearest input cost beside the median is told; with ``--times`` the run fails
where it is more, which only says something on a machine with nothing else to do. The corpus in ``tests/fuzz/corpus`` is
where each run starts; ``--keep`` adds what led to new code. Needs atheris (extra ``fuzz``).
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
with atheris.instrument_imports(include=["prevention_rules"]):
    from fuzz_doors import DOORS, FOLDER, LONGEST, corpus_of, forget

    from prevention_rules.errors import PreventionRulesError


class Watch:
    """Calls a door with each input, keeps its cost, and ends the run with a summary."""

    def __init__(self, door: str, runs: int, seconds: float, times: float) -> None:
        self.door, self.call = door, DOORS[door][0]
        self.runs, self.ends, self.times = runs, time.monotonic() + seconds, times
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
        median, accepted = statistics.median(self.costs), self.accepted
        dear = [data for _, data in self.dear]
        dear += [data[:1] + (data[1:] * LONGEST)[: LONGEST - 1] for data in dear]
        again = [(min(self.cost(data) for _ in range(3)), data) for data in dear]
        slowest, data = max(again)
        print(
            f"{self.door}: {len(self.costs):,} inputs, {accepted:,} accepted, no foreign exception; median "
            f"{median * 1e6:,.0f} µs, slowest {slowest * 1e6:,.0f} µs, {slowest / median:.0f} times as much: {data[:80]!r}",
            flush=True,
        )
        FOLDER.cleanup()
        os._exit(0 if slowest <= self.times * median else 1)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("door", choices=DOORS)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--runs", type=int, default=10**9)
    asked.add_argument("--times", type=float, default=math.inf, help="how many times the median an input may cost")
    asked.add_argument("--seed", type=int, default=0, help="0 is another one each time")
    asked.add_argument("--keep", metavar="FOLDER", help="leave the inputs that led to new code in this folder")
    said = asked.parse_args()
    folder = Path(said.keep or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for at, data in enumerate([*DOORS[said.door][1](), *corpus_of(said.door)]):
        (folder / f"seed-{at:04}").write_bytes(data[:LONGEST])
    watch = Watch(said.door, said.runs, said.seconds, said.times)
    options = [
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-verbosity=0",
        f"-artifact_prefix={tempfile.mkdtemp()}/",
        f"-seed={said.seed}",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], watch.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
