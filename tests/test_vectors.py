"""The worked answers of the semantics, asked through the public door.

The file is plain data: what was asked in neutral words, the answer, why, and on whose authority.
"""

import pytest
from vectors import vectors

import prevention_rules as pr

SIGNS = (">=", ">", "<=", "<")


def written(word, limit):
    """Write a limit as a plan does: ≥ and 超过 before the number, 以上 and 以内 after it."""
    return f"{limit}{word}" if word in ("以上", "以下", "以内") else f"{word}{limit}"


def verdict(target, value, **context):
    policy = context.pop("policy", None)
    return pr.evaluate(target, pr.Series.of({2025: value}, **context), at=2025, policy=policy).verdict.name


@pytest.mark.parametrize("case", vectors("threshold"))
def test_thresholds(case):
    """A limit word with its number, held against a value, exactly or by rounded values where declared."""
    (word, limit, value), asked = case["args"], dict(case["kwargs"])
    target = pr.parse_target(written(word, limit), term_map=asked.pop("term_map", None))
    policy = pr.Policy(
        comparison=asked.pop("compare", "exact"),
        rounding=asked.pop("rounding", "half_even"),
        target_step=asked.pop("step", None),
    )
    assert not asked
    assert verdict(target, value, policy=policy) == case["expected"]


@pytest.mark.parametrize("case", vectors("ratio"))
def test_counts_out_of_a_whole(case):
    """A count out of a whole against a limit in %, in whole numbers throughout."""
    word, limit, count, whole = case["args"]
    assert verdict(pr.parse_target(f"{word}{limit}%"), pr.Ratio(count, whole), unit="%") == case["expected"]


@pytest.mark.parametrize("case", vectors("change"))
def test_changes(case):
    """A relative change, or one in percentage points, from a base to a value."""
    kind, direction, word, size, base, value = case["args"]
    assert word == ">="
    unit = "%" if kind == "relative" else "百分点"
    change = pr.Decline if direction == "down" else pr.Increase
    series = pr.Series.of({2020: base, 2025: value}, unit="%")
    finding = pr.evaluate(change(f"{size}{unit}", since=2020), series, at=2025)
    assert finding.verdict.name == case["expected"]


@pytest.mark.parametrize("case", vectors("uncert"))
def test_samples(case):
    """A sample meets a limit only with its whole confidence interval."""
    word, limit, count, size, method, *confidence = case["args"]
    policy = pr.Policy(
        interval="wilson" if method == "wilson" else "clopper_pearson", confidence=confidence[0] if confidence else 0.95
    )
    told = pr.Observation("x", 2025, pr.Ratio(count, size), kind="sample")
    series = pr.Series.of([told], unit="%", share=True)
    finding = pr.evaluate(pr.parse_target(f"{word}{limit}%"), series, at=2025, policy=policy)
    assert finding.verdict.name == case["expected"]


@pytest.mark.parametrize("case", vectors("bounds"))
def test_missing_members(case):
    """Members that did not report lie between the worst case and the best."""
    word, limit, count, whole, missing = case["args"]
    value = pr.Ratio(count, whole, missing=missing)
    assert verdict(pr.parse_target(f"{word}{limit}%"), value, unit="%", share=True) == case["expected"]


@pytest.mark.parametrize("case", vectors("kmin"))
def test_smallest_counts(case):
    """The smallest whole count that satisfies a share."""
    word, limit, whole = case["args"]
    assert pr.smallest_count(f"{word}{limit}%", of=whole) == case["expected"]


@pytest.mark.parametrize("case", vectors("streets"))
def test_streets(case):
    """So many streets met, so many not, the rest unreported: decided already, or not yet."""
    word, limit, whole, met, failed = case["args"]
    value = pr.Ratio(met, met + failed, missing=whole - met - failed)
    assert verdict(pr.parse_target(f"{word}{limit}%"), value, unit="%", share=True) == case["expected"]


def test_every_vector_is_asked_somewhere():
    """All 123 answers are tests: these here, and those on logic, progress, rounding and readings beside them."""
    here = ["threshold", "ratio", "change", "uncert", "bounds", "kmin", "streets"]
    beside = ["kand", "hp", "sched", "osdg", "up", "st"]
    assert len(vectors(*here, *beside)) == 123
