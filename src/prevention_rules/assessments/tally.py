"""Findings counted by state: the counts add up, and one sentence tells them as a report would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.explain.marks import marks
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import HEADLINE, REACHED, State, lacks_base, state_of
from prevention_rules.text import Words


@frozen
class Tally:
    """How many findings have each state; ``marked`` carry ※, ``baseless`` lack only their base to be measured."""

    counts: Mapping[State, int]
    marked: int = 0
    baseless: int = 0

    __repr__ = in_short

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Tally:
        """Count findings; each is counted once."""
        counts, marked, baseless = dict.fromkeys(State, 0), 0, 0
        for finding in findings:
            state = state_of(finding)
            counts[state] += 1
            marked += bool(marks(finding))
            baseless += state is State.UNDER_WAY and lacks_base(finding)
        return cls(counts, marked, baseless)

    @property
    def total(self) -> int:
        """How many there are; the counts add up to it."""
        return sum(self.counts.values())

    @property
    def assessable(self) -> int:
        """How many could be monitored (可监测)."""
        return sum(n for state, n in self.counts.items() if state.is_assessable)

    @property
    def reached(self) -> tuple[int, int]:
        """How many are reached, of those that could be monitored (达标率): always both numbers."""
        return sum(self.counts[state] for state in REACHED), self.assessable

    @property
    def groups(self) -> dict[str, int]:
        """The counts by the groups of a headline, which add up to the total too."""
        return {name: sum(self.counts[state] for state in states) for name, states in HEADLINE.items()}

    @property
    def in_short(self) -> str:
        """The total, and the groups of a headline that hold anything, for a ``repr``."""
        told = ", ".join(f"{name} {n}" for name, n in self.groups.items() if n)
        return f"{self.total} findings{f' ({told})' if told else ''}"

    def headline(self, year: int | None = None, *, what: Words | None = None) -> Words:
        """Tell the counts in one sentence; *year* is that of the target, *what* is counted (指标, indicators).

        >>> told = Tally({**dict.fromkeys(State, 0), State.REACHED_EARLY: 2, State.BEHIND: 1, State.NO_FIGURE: 1})
        >>> print(told.headline(2025).zh)
        4项指标中，可监测3项：提前实现2025年目标2项，滞后1项；另有缺数据1项。
        >>> print(told.headline(2025).en)
        Of 4 indicators 3 could be assessed: 2 reached their 2025 target early, 1 is behind. 1 has no figure.
        """
        what = what or Words("指标", "indicator" if self.total == 1 else "indicators")
        inside, outside = list(self._assessed(year)), list(self._outside())
        zh = f"{self.total}项{what.zh}中，可监测{self.assessable}项"
        en = f"Of {self.total} {what.en} {self.assessable} could be assessed"
        if inside:
            zh += f"：{'，'.join(one.zh for one in inside)}"
            en += f": {', '.join(one.en for one in inside)}"
        if outside:
            zh += f"；另有{'、'.join(one.zh for one in outside)}"
        en += f". {', '.join(one.en for one in outside)}" if outside else ""
        return Words(f"{zh}。", f"{en}.")

    @property
    def mark_words(self) -> Words | None:
        """Say how many carry ※, beside the headline; None where none does."""
        n = self.marked
        return Words(f"其中{n}项带※", f"{n} of them {'is' if n == 1 else 'are'} marked ※") if n else None

    def _assessed(self, year: int | None) -> Iterator[Words]:
        """Yield the states that could be monitored, as a report groups them."""
        count = self.counts
        due_zh, due_en = (f"{year}年目标", f" {year} target") if year else ("目标", " target")
        for state, zh, singular, plural in (
            (State.MET, "已实现目标", "met its target", "met their targets"),
            (State.REACHED_EARLY, f"提前实现{due_zh}", f"reached its{due_en} early", f"reached their{due_en} early"),
            (State.KEPT_SO_FAR, "截至目前符合要求", "is kept so far", "are kept so far"),
        ):
            if n := count[state]:
                yield Words(f"{zh}{n}项", f"{n} {singular if n == 1 else plural}")
        yield from self._on_schedule()
        yield from self._behind()
        if n := count[State.UNDER_WAY]:
            base = self.baseless == n
            yield Words(
                f"推进中但缺基期、进度无法测算{n}项" if base else f"推进中、进度无法测算{n}项",
                f"{n} {_be(n)} under way{' without a base figure' if base else ', pace unknown'}",
            )
        if n := count[State.UNDECIDED]:
            yield Words(f"尚不能判定{n}项", f"{n} {_be(n)} undecided")

    def _on_schedule(self) -> Iterator[Words]:
        ahead, on = self.counts[State.AHEAD], self.counts[State.ON_SCHEDULE]
        if n := ahead + on:
            zh = "快于或符合序时进度" if ahead and on else "快于序时进度" if ahead else "符合序时进度"
            en = "ahead of or on schedule" if ahead and on else "ahead of schedule" if ahead else "on schedule"
            yield Words(f"{zh}{n}项", f"{n} {_be(n)} {en}")

    def _behind(self) -> Iterator[Words]:
        """Yield what is behind, with what is worse than that; where all are due they stand by themselves."""
        members = {state: self.counts[state] for state in HEADLINE["behind"] if self.counts[state]}
        due = {state: n for state, n in members.items() if state in (State.NOT_MET, State.MET_LATE)}
        if due and len(due) == len(members):
            for state, singular, plural in _MISSED:
                if n := self.counts[state]:
                    yield Words(f"{state.words.zh}{n}项", f"{n} {singular if n == 1 else plural}")
            return
        if n := sum(members.values()):
            inner = [(state.words, k) for state, k in members.items() if state is not State.BEHIND]
            zh, en = f"滞后{n}项", f"{n} {_be(n)} behind"
            if inner:
                zh += f"（其中{'、'.join(f'{words.zh}{k}项' for words, k in inner)}）"
                first, *rest = [f"{k} of them {_IN_HEADLINE.get(words.en, words.en)}" for words, k in inner]
                en += f" ({', '.join([first, *(one.replace(' of them', '') for one in rest)])})"
            yield Words(zh, en)

    def _outside(self) -> Iterator[Words]:
        for state, (zh, singular, plural) in _OUTSIDE.items():
            if n := self.counts[state]:
                zh = "缺数据" if state is State.NO_FIGURE and not self.counts[State.NO_BASE] else zh
                yield Words(f"{zh}{n}项", f"{n} {singular if n == 1 else plural}")


def _be(n: int) -> str:
    return "is" if n == 1 else "are"


_MISSED = (
    (State.NOT_MET, "did not meet its target", "did not meet their targets"),
    (State.MET_LATE, "was reached late", "were reached late"),
)
_IN_HEADLINE = {"worse than the base year": "worse than in the base year"}
_OUTSIDE = {
    State.NO_FIGURE: ("缺当期数据", "has no figure", "have no figure"),
    State.NO_BASE: ("缺基期数据", "has no base figure", "have no base figure"),
    State.NOT_COMPARABLE: ("前后不可比", "is not comparable", "are not comparable"),
    State.UNCLEAR_TARGET: ("目标表述待明确", "needs a declared reading", "need a declared reading"),
    State.BY_PEOPLE: ("由评估组评定", "is for the review group", "are for the review group"),
    State.NOT_YET: ("未到首个考核时点", "has not reached its first date", "have not reached their first date"),
}
