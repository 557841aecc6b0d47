"""Two hundred broken rule files: each loads as what it says, or fails with a located message."""

import tomllib
from decimal import Decimal

import attrs
import pytest
from mutants import GOOD, KINDS, MUTANTS

import prevention_rules as pr

FIELDS = {"milestone": "milestones", "domain": "domains", "area": "areas", "department": "departments",
          "task": "tasks", "indicator": "indicators", "commitment": "commitments"}  # fmt: skip
NAMES = {"target": "target_text", "amendment": "amendments"}
IDS = [f"{at:03}-{kind}" for at, (_, kind, _) in enumerate(MUTANTS)]


def same(value, written):
    """Tell whether a loaded value is what the file says, field by field, and nothing else."""
    if isinstance(value, dict):  # figures by period
        return {str(key): one for key, one in value.items()} == written
    if isinstance(written, dict):
        told = {NAMES.get(key, key): inner for key, inner in written.items()}
        fields = [
            field for field in attrs.fields(type(value)) if field.name not in FIELDS.values() or field.name == "tasks"
        ]
        return all(
            same(getattr(value, field.name), told[field.name]) if field.name in told
            else getattr(value, field.name) == field.default or type(value) is pr.Plan
            for field in fields
        )  # fmt: skip
    if isinstance(written, list):
        return len(value) == len(written) and all(map(same, value, written))
    return type(value) is type(written) and value == written


def meaning(plan, rule):
    """Read a target again from the words of the file alone."""
    return pr.parse_target(
        rule["target"], unit=rule.get("unit"), better=rule.get("better"), baseline=rule.get("baseline"),
        name=rule["name"], share=rule.get("share", False),
    )  # fmt: skip


def check_loaded(plan, text):
    data = tomllib.loads(text, parse_float=Decimal)
    for key, field in FIELDS.items():
        entries, written = getattr(plan, field), data.get(key, [])
        assert len(entries) == len(written)
        assert all(map(same, entries, written))
    assert all(
        getattr(plan, key) == (tuple(value) if isinstance(value, list) else value)
        for key, value in data["plan"].items()
    )
    for entries, key in ((plan.indicators, "indicator"), (plan.commitments, "commitment")):
        for rule, written in zip(entries, data.get(key, []), strict=True):
            assert rule.target == (meaning(plan, written) if "target" in written else None)


def check_refused(error, file, text):
    lines = text.split("\n")
    assert len(error.faults) >= 1
    for fault in error.faults:
        assert fault.file == file
        assert all(words.zh and words.en for words in (fault.problem, fault.cure))
        if fault.line is None:
            assert (fault.field, "[plan]" in text) == ("plan", False)
            continue
        assert 1 <= fault.line <= len(lines)
        line = lines[fault.line - 1]
        assert (
            not fault.field
            or fault.field.split(".")[0] in line
            or line.lstrip().startswith("[")
            or fault.field == "format"
        )


@pytest.mark.parametrize(("file", "kind", "text"), MUTANTS, ids=IDS)
def test_a_broken_file_loads_as_it_says_or_is_refused_with_its_place(file, kind, text):
    """No traceback but `RuleFileError`, every fault with file, line, problem and cure; no silent misreading."""
    try:
        plan = pr.read_plan(text, file)
    except pr.RuleFileError as error:
        check_refused(error, file, text)
    else:
        check_loaded(plan, text)


def test_the_good_files_pass_the_same_comparison():
    """What is compared for a mutant holds for the files themselves."""
    for file, text in GOOD.items():
        check_loaded(pr.read_plan(text, file), text)


def test_the_comparison_sees_a_misreading():
    """A plan that differs from its file in one target, one flag or one lost row is found out."""
    text = GOOD["beijing-2022-2025"]
    for wrong in (
        text.replace("97%", "98%"),
        text.replace("share = false", "share = true", 1).replace("平方米", "%"),
        text[: text.rindex("[[indicator]]")],
    ):
        plan = pr.read_plan(wrong.replace("2.82 %", "2.82%"), "wrong")
        with pytest.raises(AssertionError):
            check_loaded(plan, text)


def test_most_mutants_are_refused_and_some_are_other_plans():
    """Of each kind some are refused; those that load are files that a person could have meant."""
    refused = {kind.__name__: 0 for kind in KINDS}
    for file, kind, text in MUTANTS:
        try:
            pr.read_plan(text, file)
        except pr.RuleFileError:
            refused[kind] += 1
    assert min(refused.values()) > 0
    assert 100 < sum(refused.values()) < 200


def test_a_file_cut_between_two_rows_is_noticed():
    """The plan says how many rows its table has, so that a file cut short at a row is refused."""
    text = GOOD["xicheng-2022-2025"]
    cut = text[: text.index('[[indicator]]\nnumber = "45"')]
    with pytest.raises(pr.RuleFileError) as caught:
        pr.read_plan(cut, "cut.toml")
    assert caught.value.explain("en").startswith(
        "1 fault:\ncut.toml:37: plan, rows: 45 indicators are declared, there are 44"
    )
