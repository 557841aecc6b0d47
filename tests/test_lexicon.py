"""The lexicon itself is linted: a row that would change how other words are read is noticed here."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import score
from lark import Lark

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import parse_target
from prevention_rules.notation.fold import fold
from prevention_rules.notation.lalr import Feed, parser
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.lexicon import GROUPS, NOT_FREE, lexicon
from prevention_rules.notation.structure import _Build
from prevention_rules.targets import Target

DATA = Path(__file__).parent / "data"
MADE_BY_THE_LEXER = {"YEAR", "PER", "QUOTE", "SHARE", "TEXT"}


def test_every_word_has_one_class() -> None:
    """No word stands twice among the words the lexer looks for, nor twice among the units."""
    for bound in (True, False):
        words = [word.text for word in lexicon().rows if (word.kind in NOT_FREE) is bound]
        assert sorted(words) == sorted(set(words))


def test_every_word_is_written_in_the_one_spelling() -> None:
    """Words are folded already, so that the lexer can find them."""
    assert [word.text for word in lexicon().rows if fold(word.text).text.lower() != word.text] == []


def test_every_class_is_a_terminal_with_a_phrase() -> None:
    """The classes of the table are the terminals of the grammar, each in a group that errors can name."""
    grammar = files("prevention_rules.notation").joinpath("grammar.lark").read_text(encoding="utf-8")
    rules = "\n".join(line for line in grammar.splitlines() if not line.startswith("//"))
    assert set(re.findall(r"\b[A-Z]+\b", rules)) == set(lexicon().kinds) - {"ARTICLE", "REMARK"}
    for kind in lexicon().kinds.values():
        assert kind.phrase.zh
        assert kind.phrase.en
    assert set(GROUPS) - {"end"} <= {kind.group for kind in lexicon().kinds.values()}


def test_the_grammar_is_strict_without_regular_expressions() -> None:
    """Lark finds no conflict, and is given no pattern that would need interegular."""
    made = parser(_Build)
    assert isinstance(made, Lark)
    assert made.options.strict
    assert made.options.lexer is Feed


def test_every_compound_word_was_approved_by_name() -> None:
    """A word made of other words of the lexicon hides them, so a person has looked at each."""
    approved = set((DATA / "compositions.txt").read_text(encoding="utf-8").split("\n"))
    found = {
        f"{word.text} = {' + '.join(parts)}"
        for word in lexicon().rows
        if word.kind != "REMARK" and (parts := split(word.text))
    }
    assert found - approved == set()
    assert {line for line in approved - found if line and not line.startswith("#")} == set()


def split(text: str) -> tuple[str, ...] | None:
    """Return the words a word can be made of, or None."""
    words = set(lexicon().free) - {text}

    @cache
    def parts(at: int) -> tuple[str, ...] | None:
        if at == len(text):
            return ()
        for end in range(len(text), at, -1):
            if text[at:end] in words and (rest := parts(end)) is not None:
                return (text[at:end], *rest)
        return None

    return parts(0)


def test_every_character_is_in_a_lexeme() -> None:
    """Lexemes cover a cell from end to end, but for spaces and articles."""
    skipped = {word.text for word in lexicon().rows if word.kind == "ARTICLE"}
    for row in score.load(DATA / "targets.jsonl"):
        folded = fold(row["target"])
        at = 0
        for lexeme in [*lex(folded, row["unit"]), None]:
            start = len(folded.text) if lexeme is None else lexeme.start
            assert set(folded.text[at:start].lower().split()) <= skipped
            at = start if lexeme is None else lexeme.end


def kept(target: Target) -> str:
    """Everything that a target keeps of its text."""
    assert target.origin is not None
    return "".join(target.origin.notes) + str(target)


def test_every_word_counts() -> None:
    """No word is taken and then dropped: an unknown character in any place of a cell refuses it."""
    for row in score.load(DATA / "targets.jsonl"):
        text = row["target"]
        for at in range(len(text) + 1):
            disturbed = text[:at] + "魍" + text[at:]
            try:
                read = parse_target(disturbed, unit=row["unit"], better=row["better"], name=row["indicator"])
            except TargetSyntaxError:
                continue
            assert read.tag in ("reference", "qualitative") or "魍" in kept(read), disturbed
