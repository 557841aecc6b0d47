"""Sentences made from the grammar and the lexicon, read back to the target they were made from."""

import random
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import format_target, parse_target
from prevention_rules.notation.lalr import compiled
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import (
    About,
    Better,
    Bound,
    Change,
    Direction,
    EveryPeriod,
    Op,
    PerUnit,
    Range,
    Respectively,
    Target,
    Trend,
    TrendManner,
)

ROWS = lexicon().rows
OPS: tuple[Op, ...] = (">=", ">", "<=", "<")
WAYS: tuple[Direction, ...] = ("up", "down")
MANNERS: tuple[tuple[str, TrendManner], ...] = (
    ("steadily", "steadily"),
    ("gradually", "steadily"),
    ("markedly", "markedly"),
    ("somewhat", "plain"),
)
EXAMPLES = {
    "NUM": ["85", "7.5", "3", "120", "1.45万亿", "一百二"],
    "UNIT": ["%", "岁", "/10万", "个百分点", "人"],
    "YEAR": ["2020年", "到2025年"],
    "PER": ["每千人口"],
    "QUOTE": ["“原话”"],
    "SHARE": ["职工总数的"],
    "STARTING": ["从"],
    "THAT": ["的"],
    "RATE": ["per 100,000 population"],
    "QTY": ["百分之八十五", "三分之一", "七成"],
    "PARTY": ["城市", "农村", "男性"],
    "LEAST": ["至少", "最多"],
}


def words_of(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from(EXAMPLES.get(kind) or [word.text for word in ROWS if word.kind == kind])


@pytest.mark.slow
def test_sentences_of_the_grammar_are_read_or_refused() -> None:
    """Ten thousand sentences derived from the grammar itself: those that are read, read back to the same."""
    parser = compiled()
    terminals = {terminal.name for terminal in parser.terminals} | set(lexicon().kinds)
    explicit = {kind: words_of(kind) for kind in terminals - {"ARTICLE", "TEXT", "REMARK"}}
    read = 0

    @settings(max_examples=10_000, database=None, suppress_health_check=list(HealthCheck))
    @given(from_lark(parser, start="target", explicit=explicit).filter(lambda text: len(text) < 200))
    def law(text: str) -> None:
        nonlocal read
        try:
            target = parse_target(text, unit=None, better="higher")
        except TargetSyntaxError:
            return
        read += 1
        for lang in ("zh", "en"):
            assert parse_target(format_target(target, lang)) == target

    law()
    assert read > 100


class Speaker:
    """Says targets in words drawn at random from all rows of a meaning, not the canonical one alone."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def word(self, kind: str, meaning: str, chinese: bool) -> str:
        rows = [w.text for w in ROWS if w.kind == kind and w.meaning == meaning and w.text.isascii() is not chinese]
        return self.random.choice(rows)

    def amount(self, unit: str | None = None) -> Amount:
        value = Fraction(self.random.randrange(1, 10_000), self.random.choice((1, 10, 100)))
        return Amount(value, unit_of(unit or self.random.choice(("%", "‰", "个", "分钟", "/10万", "张/千人口"))))

    def bound(self) -> tuple[str, Bound]:
        op, amount = self.random.choice(OPS), self.amount()
        if op in (">=", "<=") and self.random.random() < 0.5:
            return f"{amount}{self.word('POST', op, True)}", Bound(op, amount)
        return f"{self.word('OP', op, True)}{amount}", Bound(op, amount)

    def about(self) -> tuple[str, About]:
        amount = self.amount()
        if self.random.random() < 0.5:
            return f"{self.word('ABOUT', 'about', True)}{amount}", About(amount)
        return f"{amount}{self.word('AROUND', 'about', True)}", About(amount)

    def range(self) -> tuple[str, Range]:
        lo = self.amount()
        hi = Amount(lo.value + self.random.randrange(1, 50), lo.unit)
        return f"{lo}{self.random.choice(('-', '—', '~', '至', '到'))}{hi}", Range(lo, hi)

    def change(self) -> tuple[str, Change]:
        way, year, amount = self.random.choice(WAYS), self.random.randrange(2000, 2030), self.amount("%")
        if way == "down":  # nothing falls by more than 100 %
            amount = Amount(amount.value / 100, amount.unit, amount.step)
        bases = ("比{}年", "较{}年", "在{}年基础上", "以{}年为基数", "与{}年相比")
        base = self.random.choice(bases).format(year)
        return f"{base}{self.word('DIR', way, True)}{amount}", Change(way, "relative", Bound(">=", amount), year)

    def trend(self) -> tuple[str, Trend]:
        way = self.random.choice(WAYS)
        said, manner = self.random.choice(MANNERS)
        return f"{self.word('MANNER', said, True)}{self.word('DIR', way, True)}", Trend(way, manner=manner)

    def kept(self) -> tuple[str, EveryPeriod]:
        text, target = self.bound()
        return f"{self.word('KEEP', 'keep', True)}{text}", EveryPeriod(target)

    def in_each(self) -> tuple[str, PerUnit]:
        text, target = self.bound()
        place = self.word("PLACE", "place", True)
        each = self.random.choice((f"每个{place}", f"所有{place}", f"以{place}为单位"))
        return f"{each}{text}", PerUnit(target, place)

    def listed(self) -> tuple[str, Respectively]:
        pairs = [self.bound() for _ in range(self.random.randrange(2, 5))]
        unit = pairs[0][1].amount.unit
        targets = [Bound(target.op, Amount(target.amount.value, unit)) for _, target in pairs]
        said = "、".join(f"{self.word('OP', target.op, True)}{target.amount}" for target in targets)
        return f"分别{said}", Respectively(targets)

    def sentence(self) -> tuple[str, Target]:
        kinds: tuple[Callable[[], tuple[str, Target]], ...] = (
            self.bound, self.about, self.range, self.change, self.trend, self.kept, self.in_each, self.listed,
        )  # fmt: skip
        text, target = self.random.choice(kinds)()
        if self.random.random() < 0.3:
            text = self.word("MODAL", self.random.choice(("aim", "ensure", "should")), True) + text
        return text, target


def test_ten_thousand_sentences_mean_what_they_were_made_from() -> None:
    """A target said in any words of the lexicon is read as that target."""
    speaker = Speaker(20_231_204)
    wrong = []
    for _ in range(10_000):
        text, target = speaker.sentence()
        try:
            read = parse_target(text)
        except TargetSyntaxError as error:
            wrong.append((text, str(error)))
            continue
        if read != target:
            wrong.append((text, str(read)))
    assert not wrong, "\n".join(f"{text}: {read}" for text, read in wrong[:25])


def test_every_word_of_a_class_can_stand_in_a_sentence() -> None:
    """Each bound, change and place word of the lexicon is read in a sentence of its own."""
    frames = {"OP": "{}85%", "POST": "85%{}", "ABOUT": "{}85%", "AROUND": "85%{}", "DIR": "{}", "TREND": "{}"}
    frames |= {"MANNER": "{}提高", "MODAL": "{}不低于85%", "KEEP": "{}85%以上", "CAP": "{}85%", "FOLD": "{}"}
    frames |= {"PLACE": "每个{}至少1个", "COVER": "{}", "SAID": "{}", "QTY": "至少{}", "PERIODIC": "{}提高5个百分点"}
    for word in ROWS:
        if word.kind in frames and word.meaning not in ("between", "on average", "generally"):
            frame = "99%{}" if word.meaning == "per_span" else frames[word.kind]
            text = frame.format(f" {word.text} " if word.text.isascii() else word.text)
            better: Better | None = None if word.kind == "TREND" else "higher"
            assert parse_target(text, unit=None if word.kind == "PLACE" else "%", better=better)
