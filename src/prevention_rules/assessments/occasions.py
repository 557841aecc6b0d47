"""Why a figure is asked for: what there is of it, and why that does not do."""

from __future__ import annotations

from attrs import frozen

from prevention_rules.assessments.sample_sizes import SampleSize
from prevention_rules.evidence.observations import Observation
from prevention_rules.evidence.series import Series
from prevention_rules.explain.phrases import REASONS, in_period
from prevention_rules.judgement.verdicts import Reason
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.text import Words


@frozen
class Occasion:
    """What made the request: its kind and reason code, the figures there are, and the rule they are of."""

    kind: str
    period: Period
    reason: Reason
    series: Series
    rule: Rule
    sample: SampleSize | None = None

    @property
    def why(self) -> Words:
        """The figure there is, and what it leaves open; or that there is none."""
        had, cause = self._on_hand, self._cause
        if had is None:
            return cause
        return Words(f"现有{had.zh}；{cause.zh}", f"on hand: {had.en}; {cause.en}")

    @property
    def _on_hand(self) -> Words | None:
        """The figures of the period, or of a part of its year, as they were reported."""
        facts = [fact for fact in self.series.facts if fact.period.year == self.period.year]
        told = [_told(one) for one in dict.fromkeys(fact.observation for fact in facts)]
        if not told:
            return None
        return Words("、".join(one.zh for one in told), ", ".join(one.en for one in told))

    @property
    def _cause(self) -> Words:
        when, target = in_period(self.period), self.rule.target_text or ""
        match self.kind:
            case "value" if self.reason == "needs_split":
                return Words(
                    f"目标逐个地区考核，缺{when.zh}数据，请补报", f"asked of each area, and no figure for {when.en}"
                )
            case "value":
                return Words(f"缺{when.zh}数据，请补报", f"no figure for {when.en}")
            case "baseline":
                return Words(
                    f"缺{when.zh}基期数据，变化无法计算，请补报",
                    f"no figure for the base, {when.en}, so no change can be computed",
                )
            case "exact":
                return Words(
                    f"对“{target}”尚不能判定，请报确切数或分子、分母",
                    f"undecided against “{target}”: give the exact figure or the counts",
                )
            case "sample":
                return self._too_small
            case "counts" if self.reason == "words_only":
                return Words(
                    "只有文字表述，未附人数，请报应达到和已达到的人数",
                    "told in words only: give the numbers entitled and reached",
                )
            case "counts" if self.reason == "above_whole":
                return Words(
                    "超过100%，分子可能含本地以外人员，请核对口径，报分子、分母",
                    "above 100 %, the numerator may hold people from elsewhere: check, and give the counts",
                )
            case "counts":
                return Words(
                    "只有比率，比率不能平均，请报分子、分母",
                    "rates are not pooled: give numerator and denominator",
                )
            case "comparable_base":
                return Words(
                    f"口径已变，与{when.zh}的数不可比，请按现口径重算",
                    f"counted in another way since: give the figure for {when.en} on the new footing",
                )
            case "definition":
                return Words("基期数注明了口径，当期数没有，请按同一口径报", "give it by the definition of the base")
            case "split":
                return Words("目标分列几项，请分别报", "the target has several members: give a figure for each")
            case _:
                gloss = REASONS[self.reason]
                return Words(f"{gloss.zh}，请计划制定单位说明", f"{gloss.en}: for the makers of the plan to say")

    @property
    def _too_small(self) -> Words:
        if self.sample is None:
            return Words("样本不足以判定", "the sample does not decide")
        zh = f"抽样调查{self.sample.interval.zh}，区间跨目标“{self.rule.target_text}”，尚不能判定"
        en = f"a survey, {self.sample.interval.en}, which spans the target, “{self.rule.target_text}”"
        if self.sample.enough is None:
            return Words(f"{zh}；请改用登记数", f"{en}; use a register")
        return Words(
            f"{zh}；{self.sample.holding.zh}，或改用登记数", f"{en}; {self.sample.holding.en}, or use a register"
        )


def _told(one: Observation) -> Words:
    """Write a figure as it was reported, with its period and how firm it is."""
    firm = {"final": Words("，核定数", ", final"), "preliminary": Words("，初步数", ", preliminary")}
    status = firm.get(one.status or "", Words("", ""))
    return Words(
        f"“{one.said}”（{in_period(one.period).zh}{status.zh}）",
        f"“{one.said}” ({in_period(one.period).en}{status.en})",
    )
