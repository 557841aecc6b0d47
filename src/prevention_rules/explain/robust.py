"""Whether another reading of a trend would change the verdict, and which."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.phrases import VERDICTS
from prevention_rules.judgement.findings import Finding, Verdict
from prevention_rules.readings import Reading, Robustness, named
from prevention_rules.text import Words


def robustness_lines(finding: Finding) -> Iterator[Words]:
    """Yield the reading that decided, what the others say, and whether that matters."""
    if finding.reading is None:
        return
    chosen = named(finding.reading)
    yield Words(
        f"按“{chosen.title.zh}”的读法（{chosen.id}）判定：{chosen.rule.zh}。",
        f"Decided by the reading “{chosen.title.en}” ({chosen.id}): {chosen.rule.en}.",
    )
    for key, answer in finding.answers:
        other = named(key)
        if other.id != chosen.id and other.decides and isinstance(answer, bool):
            word = VERDICTS[Verdict.MET if answer else Verdict.NOT_MET]
            yield Words(
                f"按“{other.title.zh}”（{key}），{word.zh}：{other.rule.zh}。",
                f"By “{other.title.en}” ({key}), {word.en}: {other.rule.en}.",
            )
    if finding.robustness is not None:
        yield _robust_words(finding.robustness)
    if others := differing(finding):
        zh = "、".join(f"{one.title.zh}（{one.id}）" for one in others)
        en = ", ".join(f"{one.title.en} ({one.id})" for one in others)
        yield Words(
            f"仅供参考的读法中，结论不同的有：{zh}。",
            f"Of the readings given for information only, these say otherwise: {en}.",
        )


def differing(finding: Finding) -> tuple[Reading, ...]:
    """Return the readings for information only that contradict a decided verdict."""
    if not finding.verdict.is_decided:
        return ()
    met = finding.verdict is Verdict.MET
    return tuple(named(key) for key, answer in finding.answers if not named(key).decides and answer is (not met))


def _robust_words(found: Robustness) -> Words:
    if found.robust is None:
        return Words(
            "换一种读法是否会改变结论，无法检验。", "Whether another reading would change the verdict is untested."
        )
    if found.robust:
        return Words("换一种公认的读法，结论不变。", "No other admissible reading would change the verdict.")
    names = [named(key).title for key in found.dissenters]
    return Words(
        f"换一种读法结论会不同：{'、'.join(name.zh for name in names)}。",
        f"Another reading would change the verdict: {', '.join(name.en for name in names)}.",
    )
