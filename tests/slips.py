"""One-character slips: what a cell becomes when one character is lost or typed twice.

Run ``python tests/slips.py`` to print the survivors for ``tests/data/slips.tsv``; a person then
reviews what is new.
"""

from __future__ import annotations

import re
from pathlib import Path

import score

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import parse_target

DATA = Path(__file__).parent / "data"
KINDS = {
    "digit": "a digit of a number or a year is lost or doubled: ≥85 becomes ≥8, a cell that a person writes",
    "point": "the decimal point or a scale (万, 亿) is lost: 7.5 becomes 75",
    "bound": "the bound loses a character and stays a bound: ≥ written as >=, 不低于, 以上",
    "unit": "the unit loses a character and stays a unit: 10万 becomes 万, 人次 becomes 人",
    "word": "another word loses or gains a character and stays one: 提高到5 becomes 提高5",
    "base": "the base or the rate is lost with a character: 每年, 同比",
    "list": "a member of a list or a separator is lost",
}


def variants(text):
    """Yield each text that is one character shorter, or has one character twice."""
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]
        yield text[: at + 1] + text[at:]


def read(text, row):
    try:
        return parse_target(text, unit=row["unit"], better=row["better"], name=row["indicator"])
    except TargetSyntaxError:
        return None


def decidable(target):
    return target is not None and not any(f"'t': '{kind}'" in str(target.to_dict()) for kind in score.UNDECIDED)


def kind_of(cell, slip, read_as, meant):
    """Name what was lost, as a first proposal for the reviewer."""
    at = next((i for i, (a, b) in enumerate(zip(cell, slip, strict=False)) if a != b), min(len(cell), len(slip)))
    lost = cell[at] if at < len(cell) and len(slip) < len(cell) else slip[min(at, len(slip) - 1)]
    if lost in "0123456789" or lost in "〇零一二两三四五六七八九十":
        return "digit"
    if lost in ".。万亿点":
        return "point"
    if lost in "≥≤><=＞" or lost in "不低高少多超过以上下内大小于":
        return "bound"
    if lost in "、和，及" or meant.tag == "list":
        return "list"
    if lost in "每年均同比较上基":
        return "base"
    if re.search(r"[/人次/%‰岁个所张小时分钟天平方米立吨]", lost):
        return "unit"
    return "word"


def survivors():
    """Return (cell, slip, reading, kind) of every slip that is another decidable target."""
    found = {}
    for row in score.load(DATA / "targets.jsonl"):
        meant = read(row["target"], row)
        if not decidable(meant):
            continue
        for slip in variants(row["target"]):
            got = read(slip, row)
            if got != meant and decidable(got):
                kind = kind_of(row["target"], slip, got, meant)
                found[row["target"], slip, str(got)] = kind
    return found


if __name__ == "__main__":
    for (cell, slip, reading), kind in sorted(survivors().items(), key=lambda item: (item[1], item[0])):
        print(cell, slip, reading, kind, sep="\t")
