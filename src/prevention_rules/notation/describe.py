"""How a text was read, word by word: for whoever writes rules and wants to check forty cells at one glance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from attrs import frozen

from prevention_rules.arguments import texts
from prevention_rules.as_code import in_short
from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation.doors import parse_target
from prevention_rules.notation.lexeme import Lexeme, Name, UnitSign, Word, Year
from prevention_rules.notation.lexicon import lexicon
from prevention_rules.notation.reading import lexemes_of
from prevention_rules.notation.writer import format_target
from prevention_rules.quantities import Unit
from prevention_rules.targets import Better, Op, Target
from prevention_rules.text import Language, Words, columns, visible


@frozen
class WordRead:
    """One word of a text: where it stands in it, and the part it played (both languages)."""

    text: str
    span: tuple[int, int]
    part: Words

    __repr__ = in_short


@frozen
class Description:
    """How a target was read: ``target``, or the ``error`` that refused it; every word; what was set aside.

    ``aside`` are the words that ask nothing of the number (intent, the indicator's name, remarks in brackets), ``aims``
    what is only strived for beside the target.
    """

    text: str
    target: Target | None
    error: TargetSyntaxError | None
    words: tuple[WordRead, ...]

    __repr__ = in_short

    @property
    def aside(self) -> tuple[str, ...]:
        """The words that were kept beside the target."""
        origin = self.target.origin if self.target is not None else None
        return () if origin is None else (*origin.modality, *origin.notes)

    @property
    def aims(self) -> tuple[Target, ...]:
        """What the text only strives for."""
        origin = self.target.origin if self.target is not None else None
        return () if origin is None else origin.aims

    def explain(self, lang: Language = "zh") -> str:
        """Tell how the text was read, in *lang*: the reading or the error, then every word with its part."""
        lines = [visible(self.text)]
        if self.error is not None:
            lines.append(self.error.explain(lang))
        lines += [visible(head.in_language(lang) + said) for head, said in self._reading(lang)]
        rows = [[visible(word.text), word.part.in_language(lang)] for word in self.words]
        return "\n".join([*lines, *(f"  {line}" for line in (columns(rows) if rows else ()))])

    def _reading(self, lang: Language) -> Iterator[tuple[Words, str]]:
        if self.target is not None:
            yield Words("读作：", "read as: "), format_target(self.target, lang)
        if self.aside:
            yield Words("照录：", "kept beside: "), Words("、", ", ").in_language(lang).join(self.aside)
        for aim in self.aims:
            yield Words("力争：", "aim: "), format_target(aim, lang)


def describe(
    text: str,
    *,
    unit: str | Unit | None = None,
    better: Better | None = None,
    baseline: int | None = None,
    name: str | None = None,
    aliases: Iterable[str] = (),
    share: bool = False,
    term_map: Mapping[str, Op] | None = None,
) -> Description:
    """Return how a target is read; the arguments are those of `parse_target`.

    A text that cannot be read is described too, with its error; raises only what the arguments themselves deserve
    (`UnitError`, `FormatError`).

    >>> print(describe("力争到2025年达到90%以上", unit="%", better="higher").explain("en"))
    力争到2025年达到90%以上
    read as: by 2025 at least 90%
    kept beside: 力争
      力争      a word of intent (strive, ensure): aim
      到2025年  a year: 2025
      达到      a verb (such as reach, achieve): reach
      90        a number
      %         a unit: %
      以上      a limit after the number (or more, or less): >=
    """
    aliases = texts(aliases, "aliases")
    target, error = None, None
    try:
        target = parse_target(
            text,
            unit=unit,
            better=better,
            baseline=baseline,
            name=name,
            aliases=aliases,
            share=share,
            term_map=term_map,
        )
    except TargetSyntaxError as refused:
        error = refused
    folded, lexemes = lexemes_of(text, unit, (name or "", *aliases))
    words = [
        WordRead(text[slice(*span)], span, _part(one)) for one in lexemes if (span := folded.span(one.start, one.end))
    ]
    return Description(text, target, error, tuple(sorted(words, key=attrgetter("span"))))


def _part(lexeme: Lexeme) -> Words:
    """Name the part a word plays: its class, and its meaning where it has one."""
    if isinstance(lexeme, Name):
        return _NAMES["unknown" if lexeme.type == "TEXT" else lexeme.whose]
    kind = lexicon().kinds[lexeme.type].phrase
    match lexeme:
        case Word(meaning=meaning) if meaning:
            return Words(f"{kind.zh}：{meaning}", f"{kind.en}: {meaning}")
        case Year(year=year):
            return Words(f"{kind.zh}：{year}", f"{kind.en}: {year}")
        case UnitSign(unit=unit) if unit is not None:
            return Words(f"{kind.zh}：{unit}", f"{kind.en}: {unit}")
    return kind


_NAMES = {
    "own": Words("指标名称", "the indicator's own name"),
    "ending": Words("指标名称的后半", "the end of the indicator's name"),
    "part": Words("指标名称中的词", "words of the indicator's name"),
    "other": Words("别的指标的名称", "the name of another indicator"),
    "unknown": Words("不认识的字", "unknown words"),
}
