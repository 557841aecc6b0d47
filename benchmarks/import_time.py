"""How long `import prevention_rules` takes beside `import pint, attrs, lark`, in fresh interpreters.

Prints both medians and their ratio, measured alternately in one run. Twice as long is too long.
"""

import os
import statistics
import subprocess
import sys
import time

RUNS = 21


# Bytecode is compared with bytecode: an environment that forbids writing it would compile ours at every run.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    seconds("import prevention_rules")  # writes the bytecode
    pairs = [(seconds("import pint, attrs, lark"), seconds("import prevention_rules")) for _ in range(RUNS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    start = statistics.median(seconds("pass") for _ in range(RUNS))
    print(f"import pint, attrs, lark   {1000 * (bare - start):7.1f} ms")
    print(f"import prevention_rules    {1000 * (ours - start):7.1f} ms")
    print(f"ratio                      {(ours - start) / (bare - start):7.2f}")


if __name__ == "__main__":
    main()
