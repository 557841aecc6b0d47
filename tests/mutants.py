"""Broken rule files: the good ones, mutated by rule and by number, so that every run makes the same ones."""

import random
import re
from pathlib import Path

import prevention_rules as pr

RULES = Path(pr.__file__).resolve().parents[2] / "rules"
GOOD = {
    name: (RULES / f"{name}.toml").read_text(encoding="utf-8")
    for name in ("xicheng-2022-2025", "national-2021-2025", "beijing-2022-2025")
}
GARBAGE = (
    "<<<<<<< HEAD",
    "，，，",
    "[[",
    "]] =",
    '"',
    "\u0000",
    "nonsense = 1",
    "[[nonsense]]",
    "[indicator.nonsense]",
    "= 3",
    '"""',
    "format = 2",
)
TYPES = ("85", "true", "3.5", "2022-12-30", '["a"]', "{ a = 1 }", '""', "inf", "[[1]]", '"20255"')


def content(lines, pattern=r"\S"):
    """Return the numbers of the lines that say something of that form, remarks left out."""
    return [at for at, line in enumerate(lines) if re.match(pattern, line) and not line.startswith("#")]


def delete_a_line(lines, dice):
    del lines[dice.choice(content(lines))]


def double_a_line(lines, dice):
    at = dice.choice(content(lines))
    lines.insert(at, lines[at])


def drop_a_quote(lines, dice):
    at = dice.choice(content(lines, r'.*"'))
    quotes = [place for place, char in enumerate(lines[at]) if char == '"']
    place = dice.choice(quotes)
    lines[at] = lines[at][:place] + lines[at][place + 1 :]


def swap_a_key(lines, dice):
    one, other = dice.sample(content(lines, r"[a-z_.]+ = "), 2)
    left, right = (lines[at].partition(" = ") for at in (one, other))
    lines[one], lines[other] = right[0] + " = " + left[2], left[0] + " = " + right[2]


def misspell_a_key(lines, dice):
    at = dice.choice(content(lines, r"[a-z_.]+ = "))
    place = dice.randrange(lines[at].index(" = "))
    lines[at] = lines[at][:place] + dice.choice("abxyz_") + lines[at][place + 1 :]


def change_a_type(lines, dice):
    at = dice.choice(content(lines, r"[a-z_.]+ = "))
    lines[at] = lines[at].partition(" = ")[0] + " = " + dice.choice(TYPES)


def cut_the_file(lines, dice):
    at = dice.choice(content(lines))
    lines[at] = lines[at][: dice.randrange(len(lines[at]))]
    del lines[at + 1 :]


def insert_garbage(lines, dice):
    lines.insert(dice.choice(content(lines)), dice.choice(GARBAGE))


def change_a_target(lines, dice):
    at = dice.choice(content(lines, r'target = "'))
    place = dice.randrange(len('target = "'), len(lines[at]) - 1)
    lines[at] = (
        lines[at][:place] + dice.choice(["", "0", "%", "≤", "比", "天", "-", "，", "x"]) + lines[at][place + 1 :]
    )


def lose_an_entry(lines, dice):
    starts = content(lines, r"\[\[")
    at = dice.choice(starts)
    end = next((start for start in starts if start > at), len(lines))
    del lines[at:end]


KINDS = (
    delete_a_line, double_a_line, drop_a_quote, swap_a_key, misspell_a_key,
    change_a_type, cut_the_file, insert_garbage, change_a_target, lose_an_entry,
)  # fmt: skip


def mutant(number):
    """Return the name, the kind and the text of a broken file."""
    dice = random.Random(number)
    kind, name = KINDS[number % len(KINDS)], dice.choice(list(GOOD))
    lines = GOOD[name].split("\n")
    kind(lines, dice)
    return f"{name}.toml", kind.__name__, "\n".join(lines)


MUTANTS = [mutant(number) for number in range(200)]
