"""How long a start takes beside `import pint, attrs, lark`: the import alone, and the first answer to a question.

Prints the medians of fresh interpreters, measured in turn in one run, and their ratios with the goals. Processor
time is counted, without what an empty interpreter takes, so that other work on the machine does not decide.
"""

import os
import statistics
import subprocess
import sys

RUNS = 31
BARE = "import pint, attrs, lark"
IMPORT = "import prevention_rules"
ANSWER = (
    "import prevention_rules as pr; "
    "target = pr.parse_target('≥2.82', unit='平方米'); "
    "finding = pr.evaluate(target, pr.Series.of({2025: '3.1'}, unit='平方米'), at=2025); "
    "assert finding.verdict is pr.Verdict.MET"
)
GOALS = {IMPORT: ("import prevention_rules", 0.8), ANSWER: ("import, one parse with a unit, one evaluate", 1.25)}

# Bytecode is compared with bytecode: an environment that forbids writing it would compile ours at every run.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def milliseconds(statements: str) -> float:
    script = f"{statements}\nimport time; print(1000 * time.process_time())"
    run = subprocess.run([sys.executable, "-c", script], check=True, env=ENVIRONMENT, capture_output=True)
    return float(run.stdout)


def main() -> None:
    rows = ["pass", BARE, IMPORT, ANSWER]
    for row in rows:
        milliseconds(row)  # writes the bytecode
    rounds = [[milliseconds(row) for row in rows] for _ in range(RUNS)]
    empty, bare, *ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{BARE:<46}{bare - empty:7.1f} ms")
    for (name, goal), time in zip(GOALS.values(), ours, strict=True):
        ratio = (time - empty) / (bare - empty)
        verdict = "met" if ratio <= goal else "MISSED"
        print(f"{name:<46}{time - empty:7.1f} ms   ratio {ratio:.2f}   goal at most {goal:.2f}: {verdict}")


if __name__ == "__main__":
    main()
