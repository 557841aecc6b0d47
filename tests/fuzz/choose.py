"""The corpus that is kept: ``python tests/fuzz/choose.py DOOR FOLDER`` writes ``tests/fuzz/corpus/DOOR.txt``.

Of what is kept already and of the inputs in the folder (``fuzz.py --keep FOLDER``) it takes the shortest ones: an input
stays if it goes from one line of the package to another where no shorter one went. No fuzzer is needed.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from fuzz_doors import CORPUS, DOORS, LONGEST, corpus_of, forget

import prevention_rules
from prevention_rules.errors import PreventionRulesError

PACKAGE = str(Path(prevention_rules.__file__).parent)
MOST = 300
"""How many inputs of a door are kept."""

Way = tuple[str, int, int]


def ways(door: str, data: bytes) -> set[Way]:
    """Return every step from line to line that an input takes in the package."""
    found: set[Way] = set()

    def called(frame: FrameType, event: str, arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        last = 0

        def ran(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal last
            if event == "line":
                found.add((frame.f_code.co_filename, last, frame.f_lineno))
                last = frame.f_lineno
            return ran

        return ran

    forget()
    sys.settrace(called)
    try:
        with suppress(PreventionRulesError):
            DOORS[door][0](data)
    finally:
        sys.settrace(None)
    return found


def main() -> None:
    door, folder = sys.argv[1:]
    given = {path.read_bytes()[:LONGEST] for path in Path(folder).iterdir()} | set(corpus_of(door))
    seen = set().union(*(ways(door, data) for data in DOORS[door][1]()))
    kept: list[bytes] = []
    for data in sorted(given, key=lambda data: (len(data), data)):
        if len(kept) < MOST and not (new := ways(door, data)) <= seen:
            seen |= new
            kept.append(data)
    (CORPUS / f"{door}.txt").write_text("".join(f"{data!r}\n" for data in kept), encoding="ascii")
    print(f"{door}: {len(kept)} of {len(given)} inputs kept, the longest of {max(map(len, kept), default=0)} bytes")


if __name__ == "__main__":
    main()
