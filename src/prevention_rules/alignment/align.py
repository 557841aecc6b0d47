"""Two plans side by side: which indicator of one asks more than its counterpart in the other.

Indicators are paired by what their plans declare, never by guessing from a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from attrs import frozen

from prevention_rules.alignment.completed import checked_as, completed, deadline_of
from prevention_rules.alignment.strictness import RELATIONS, Comparison, Relation, compare_targets
from prevention_rules.arguments import must_be
from prevention_rules.as_code import clipped, in_short
from prevention_rules.errors import FormatError
from prevention_rules.plans.entries import Indicator, Verified
from prevention_rules.plans.plan import Plan
from prevention_rules.sheets import Sheet, markdown
from prevention_rules.shows import Shows
from prevention_rules.text import Language, Words, columns, did_you_mean, guessed

UNCHECKED = "※"
"""The mark of a row that was not checked against a printed copy."""


@frozen
class Pairing:
    """Two indicators declared to measure the same, and how the first stands to the second.

    ``verified_a`` and ``verified_b`` say how far the two rows were checked (True, False, or
    ``"press"``: known from the press alone); ``deadlines`` are the years the targets fall due.
    """

    a: Indicator
    b: Indicator
    comparison: Comparison
    verified_a: Verified = True
    verified_b: Verified = True
    deadlines: tuple[int, int] = (0, 0)

    __repr__ = in_short

    @property
    def relation(self) -> Relation:
        """How the first indicator's target stands to the second's."""
        return self.comparison.relation

    @property
    def unverified(self) -> bool:
        """True when either row was not checked against a printed copy."""
        return not (self.verified_a is True and self.verified_b is True)

    @property
    def notes(self) -> tuple[Words, ...]:
        """What is remarked on the rows that declare the link: how far the two measure the same."""
        linking = [row for row in (self.a, self.b) if row.same_as and row.note]
        return tuple(Words(row.note, row.note_en or row.note) for row in linking)

    def why(self, lang: Language = "zh") -> str:
        """Say what the relation rests on: a value on which the two differ, or why they are not compared."""
        found = self.comparison
        if found.reason is not None:
            return found.reason.in_language(lang)
        said = [words.in_language(lang) for words in self._shown_by(lang)]
        return Words("；", "; ").in_language(lang).join(said)

    def _shown_by(self, lang: Language) -> Iterator[Words]:
        found, (year_a, year_b) = self.comparison, self.deadlines
        if found.relation == "different_deadline":
            values = RELATIONS[found.values]
            yield Words(f"{year_a} 与 {year_b}，数值{values.zh}", f"{year_a} and {year_b}, value {values.en}")
        if found.only_a is not None:
            value = found.only_a.in_language(lang)
            yield Words(f"{value}只满足 a", f"{value} satisfies a alone")
        if found.only_b is not None:
            value = found.only_b.in_language(lang)
            yield Words(f"{value}只满足 b", f"{value} satisfies b alone")


@frozen
class Alignment(Shows):
    """Plan ``a`` against plan ``b``: the pairs in the order of a, and what neither plan pairs.

    ``dead_links`` are declared identifiers that name an indicator the other plan does not have.
    """

    a: Plan
    b: Plan
    pairings: tuple[Pairing, ...]
    only_a: tuple[Indicator, ...] = ()
    only_b: tuple[Indicator, ...] = ()
    dead_links: tuple[str, ...] = ()

    def __getitem__(self, number: str | int) -> Pairing:
        """Return the first pairing of that indicator of plan a; raises `KeyError`."""
        for pairing in self.pairings:
            if pairing.a.number == str(number):
                return pairing
        raise KeyError(number)

    def __iter__(self) -> Iterator[Pairing]:
        return iter(self.pairings)

    def __len__(self) -> int:
        return len(self.pairings)

    def counts(self) -> dict[Relation, int]:
        """Return how many pairs stand in each relation; the counts add up to the number of pairs."""
        return {relation: sum(pair.relation == relation for pair in self.pairings) for relation in RELATIONS}

    def rows(self, lang: Language = "zh") -> list[dict[str, str]]:
        """Return a row per pair, then one per unmatched indicator of a and of b, for any table or dataframe."""
        alone = Words("没有声明对应", "none declared").in_language(lang)
        found = [_row(pair, lang) for pair in self.pairings]
        found += [_lone(row, "a", checked_as(self.a, row), alone, lang) for row in self.only_a]
        return found + [_lone(row, "b", checked_as(self.b, row), alone, lang) for row in self.only_b]

    def to_text(self, lang: Language = "zh", *, width: int | None = None) -> str:
        """Return the alignment as a table for a terminal, fitted into *width* cells, with what stands below it."""
        table = self.sheet(lang)
        return "\n".join([*columns([table.headings, *table.rows], width), *self.foot(lang)])

    def sheet(self, lang: Language = "zh") -> Sheet:
        """Return the alignment as a table: the pairs, then what neither plan pairs."""
        headings = [heading.in_language(lang) for heading in _HEADINGS.values()]
        return Sheet(headings, [[*row.values()] for row in self.rows(lang)])

    def to_markdown(self, lang: Language = "zh") -> str:
        """Return the alignment as a Markdown table with the counts and notes below; everything escaped."""
        return "\n\n".join([self.sheet(lang).to_markdown(), *map(markdown, self.foot(lang))]) + "\n"

    def to_html(self, lang: Language = "zh") -> str:
        """Return the alignment as an HTML table with the counts and notes below; everything escaped."""
        return self.sheet(lang).to_html() + "".join(f"<p>{escape(line)}</p>" for line in self.foot(lang))

    def foot(self, lang: Language = "zh") -> list[str]:
        """Return the lines below the table: the plans, the counts, the mark, and what is told of a pair."""
        counted = [f"{RELATIONS[name].in_language(lang)} {n}" for name, n in self.counts().items() if n]
        listed = Words("，", ", ").in_language(lang).join(counted) or "—"
        titles = (self.a.title_en or self.a.title, self.b.title_en or self.b.title)
        foot = [
            Words(f"a：{self.a.title}；b：{self.b.title}", f"a: {titles[0]}; b: {titles[1]}"),
            Words(f"共 {len(self)} 对：{listed}", f"{len(self)} pairs: {listed}"),
            Words(f"{UNCHECKED} 未与印本核对", f"{UNCHECKED} not checked against a printed copy"),
        ]
        for pair in self.pairings:
            place = f"{pair.a.number}–{pair.b.number}"
            foot += [Words(f"{place}：{note.zh}", f"{place}: {note.en}") for note in pair.notes]
        foot += [Words(f"失效的对应：{link}", f"dead link: {link}") for link in self.dead_links]
        return [words.in_language(lang) for words in foot]

    def __str__(self) -> str:
        return self.to_text("zh")

    def __repr__(self) -> str:
        told = ", ".join(f"{relation} {n}" for relation, n in self.counts().items() if n)
        return f"<Alignment {clipped(self.a.id)} against {clipped(self.b.id)}: {told or 'no pairs'}>"


_HEADINGS = {
    "number_a": Words("a", "a"),
    "number_b": Words("b", "b"),
    "name": Words("指标", "indicator"),
    "target_a": Words("a 的目标", "target of a"),
    "target_b": Words("b 的目标", "target of b"),
    "relation": Words("a 比 b", "a against b"),
    "why": Words("依据", "shown by"),
}


def align(a: Plan, b: Plan, *, aliases: Mapping[str, str] | None = None) -> Alignment:
    """Hold plan *a* against plan *b*: each pair of indicators equal, stricter, looser, crossing, or not comparable.

    Two indicators are a pair when one names the other by its identifier in ``same_as``
    (``plan:number``), when both name the same third, or when *aliases* declares it (name in a → name
    in b). Changes without a stated base take that of their plan. Raises `FormatError` for an alias
    that names no indicator. Matching and strictness are our own (house) rules.

    >>> from prevention_rules.rulefiles.loading import load_plan
    >>> found = align(load_plan("xicheng-2022-2025"), load_plan("national-2021-2025"))
    >>> found["5"].relation, found["5"].why("en")
    ('stricter', '91% satisfies b alone')
    """
    for name, plan in (("a", a), ("b", b)):
        must_be(plan, Plan, name, "计划：load_plan(…)", "a plan: load_plan(…)")
    declared = {(_named(a, one), _named(b, other)) for one, other in (aliases or {}).items()}
    pairs = list(_declared_pairs(a, b, declared))
    paired_a, paired_b = {one.number for one, _ in pairs}, {other.number for _, other in pairs}
    return Alignment(
        a,
        b,
        tuple(_pairing(a, one, b, other) for one, other in pairs),
        tuple(row for row in a.indicators if row.number not in paired_a),
        tuple(row for row in b.indicators if row.number not in paired_b),
        (*_dead_links(a, b), *_dead_links(b, a)),
    )


def _declared_pairs(a: Plan, b: Plan, declared: set[tuple[str, str]]) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield the pairs that share an identifier or are declared, in the order of a and then of b."""
    places: dict[str, set[int]] = defaultdict(set)
    for at, other in enumerate(b.indicators):
        for key in _identifiers(b, other):
            places[key].add(at)
    numbered = {other.number: at for at, other in enumerate(b.indicators)}
    further: dict[str, set[int]] = defaultdict(set)
    for number, counterpart in declared:
        further[number].add(numbered[counterpart])
    for one in a.indicators:
        found = further[one.number].union(*(places.get(key, set()) for key in _identifiers(a, one)))
        yield from ((one, b.indicators[at]) for at in sorted(found))


def _identifiers(plan: Plan, row: Indicator) -> set[str]:
    return {f"{plan.id}:{row.number}", *row.same_as}


def _named(plan: Plan, name: str) -> str:
    found = [row.number for row in plan.indicators if row.name == name]
    if len(found) == 1:
        return found[0]
    end = guessed(None if found else did_you_mean(name, [row.name for row in plan.indicators]))
    raise FormatError(Words(f"{plan.id} 中名为“{name}”的指标有 {len(found)} 个{end.zh}",
                            f"{plan.id} has {len(found)} indicators named {name!r}{end.en}"))  # fmt: skip


def _dead_links(plan: Plan, other: Plan) -> Iterable[str]:
    known = {f"{other.id}:{row.number}" for row in other.indicators}
    links = [link for row in plan.indicators for link in row.same_as if link.partition(":")[0] == other.id]
    return [link for link in links if link not in known]


def _pairing(a: Plan, one: Indicator, b: Plan, other: Indicator) -> Pairing:
    left, right = completed(a, one), completed(b, other)
    checked = checked_as(a, one), checked_as(b, other)
    if left is None or right is None:
        found = _apart(Words("有一方没有目标", "one has no target"))
    else:
        found = compare_targets(left, right, share=one.share and other.share)
    # Two reports of one number are equal as texts; their signs may still differ.
    if "press" in checked and found.values in ("equal", "not_comparable"):
        found = _apart(_PRESS)
    return Pairing(one, other, found, *checked, (deadline_of(a, left), deadline_of(b, right)))


def _apart(why: Words) -> Comparison:
    return Comparison("not_comparable", "not_comparable", reason=why)


_PRESS = Words("据报道录入，比较符号不详", "known from the press; the operator is not known")


def _row(pair: Pairing, lang: Language) -> dict[str, str]:
    return {
        "number_a": pair.a.number,
        "number_b": pair.b.number,
        "name": _name(pair.a, lang),
        "target_a": _target(pair.a, pair.verified_a),
        "target_b": _target(pair.b, pair.verified_b),
        "relation": RELATIONS[pair.relation].in_language(lang),
        "why": pair.why(lang),
    }


def _lone(row: Indicator, side: str, checked: Verified, alone: str, lang: Language) -> dict[str, str]:
    empty = dict.fromkeys(_HEADINGS, "")
    filled = {f"number_{side}": row.number, f"target_{side}": _target(row, checked)}
    return {**empty, **filled, "name": _name(row, lang), "relation": "—", "why": alone}


def _name(row: Indicator, lang: Language) -> str:
    return row.name if lang == "zh" else row.name_en or row.name


def _target(row: Indicator, checked: Verified) -> str:
    return f"{row.target_text or '—'}{'' if checked is True else ' ' + UNCHECKED}"
