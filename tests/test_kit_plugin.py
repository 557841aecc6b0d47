"""The pytest plugin: which files are collected, what tests them, and what a rule author reads when one fails."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from mutants import GOOD

import prevention_rules as pr
from prevention_rules.testing import laws
from prevention_rules.testing.checks import LAW_NAMES

pytest_plugins = ["pytester"]

RULES = """format = 1
[plan]
id = "p"
title = "某区残疾预防行动计划"
first_year = 2021
last_year = 2025
[[indicator]]
number = "1"
name = "早期干预率"
unit = "%"
share = true
better = "higher"
target = "≥97%"
examples = [
  {figures = {2025 = "97%"}, at = 2025, verdict = "MET"},
  {figures = {2025 = "96.99%"}, at = 2025, verdict = "NOT_MET", why = "比97%低0.01个百分点"},
]
"""
ALONE = ("-p", "no:cacheprovider", "-p", "no:xdist")


def written(pytester, text, name="rules/p.toml"):
    place = pytester.path / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def test_the_plugin_is_announced_and_light():
    """pytest finds it by its entry point, and importing it imports nothing of the library."""
    assert {one.value for one in entry_points(group="pytest11", name="prevention_rules")} == {"pytest_prevention_rules"}
    code = "import sys, pytest_prevention_rules; assert 'prevention_rules' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_forty_five_times_examples_and_laws(pytester):
    """Each indicator of the Xicheng file is tested by its examples, the lint and every law."""
    written(pytester, GOOD["xicheng-2022-2025"])
    run = pytester.runpytest_subprocess(*ALONE, "--collect-only", "-q", "rules")
    tests = [line.split("::")[1:] for line in run.outlines if "::" in line]
    named = {number: {name for one, name in tests if one == number} for number, _ in tests}
    for indicator in pr.load_plan("xicheng-2022-2025").indicators:
        assert {"example-1", "example-2", "lint", *(f"law-{law}" for law in LAW_NAMES)} <= named[indicator.number]
    assert len(tests) >= 45 * (2 + len(LAW_NAMES))


@pytest.mark.slow
def test_the_examples_of_xicheng_pass(pytester):
    """pytest on the file runs every example and the lint of every rule, and nothing fails."""
    written(pytester, GOOD["xicheng-2022-2025"])
    pytester.runpytest_subprocess(*ALONE, "rules", "-k", "example or lint").assert_outcomes(
        passed=136 + 67, deselected=434
    )


def test_a_weakened_target_fails_with_words_an_author_understands(pytester):
    """Where ≥97% has become ≥96%, the run fails: the line, both verdicts, the author's reason, and the explanation."""
    weak = GOOD["xicheng-2022-2025"].replace('target = "≥97%"', 'target = "≥96%"', 1)
    line = weak[: weak.index('2025 = "96.99%"')].count("\n") + 1
    written(pytester, weak, "rules/xicheng.toml")
    run = pytester.runpytest_subprocess(*ALONE, "rules/xicheng.toml::5")
    run.assert_outcomes(passed=9, failed=1)
    run.stdout.fnmatch_lines(
        [
            f"xicheng.toml:{line}: 5 孕产妇系统服务率，第2个用例",
            "  目标：≥96%",
            '  用例：{figures = {2025 = "96.99%"}, at = 2025, verdict = "NOT_MET", why = "比97%低0.01个百分点"}',
            "  应为：未达到（NOT_MET）",
            "  判定：达到（MET）",
            "  作者的理由：比97%低0.01个百分点",
            "  目标和用例有一处写错了：请核对印本",
            "结论",
            "  5 孕产妇系统服务率：已实现目标。",
            "  目标“≥96%”。",
        ],
        consecutive=True,
    )
    run.stdout.no_fnmatch_line("*Traceback*")


def test_an_english_plan_fails_in_english(pytester):
    """The author's language is that of the plan's title."""
    written(pytester, RULES.replace("某区残疾预防行动计划", "Prevention plan").replace("≥97%", "≥96%"))
    run = pytester.runpytest_inprocess(*ALONE, "rules", "-k", "example")
    run.assert_outcomes(passed=1, failed=1, deselected=8)
    run.stdout.fnmatch_lines(["p.toml:16: 1 早期干预率, example 2", "  target: ≥96%", "  expected: not met (NOT_MET)"])


def test_every_test_of_a_rule_runs(pytester):
    """Examples, lint and laws of a sound rule pass, one by one, under the number of the rule."""
    written(pytester, RULES)
    run = pytester.runpytest_inprocess(*ALONE, "rules", "-v")
    run.assert_outcomes(passed=3 + len(LAW_NAMES))
    run.stdout.fnmatch_lines(["rules/p.toml::1::example-1 PASSED*", "rules/p.toml::1::law-order PASSED*"])


def test_a_broken_law_and_an_error_of_lint_fail(pytester):
    """A share above 100 % is asked: lint finds it, and the verdict has no limit to flip at."""
    written(pytester, RULES.split("examples")[0].replace("≥97%", ">100%"))
    run = pytester.runpytest_inprocess(*ALONE, "rules", "-k", "lint or flips")
    run.assert_outcomes(failed=2, deselected=len(LAW_NAMES) - 1)
    run.stdout.fnmatch_lines(
        [
            "p.toml:7: *指标可能的数值都达不到目标*",
            "p.toml:7: 1 早期干预率（目标“>100%”）不合规律“结论恰在界限上翻转”：任何数都不能达到",
        ]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULES.replace('better = "higher"', 'better = "hihger"'), "p.toml:12: 指标 1, better: 'hihger' 不是 higher、lower"),
        (RULES.replace('name = "早期干预率"', "name = 早期干预率"), "p.toml:9: 这一行不是正确的 TOML"),
        (RULES.replace("format = 1", "format = 2"), "p.toml:1: format: 文件格式版本是 2，本库能读 1"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_load_is_an_error_with_its_place(pytester, text, said):
    """A slip in the file is not skipped in silence: it is collected, and every fault is told."""
    written(pytester, text)
    run = pytester.runpytest_inprocess(*ALONE, "rules")
    run.assert_outcomes(errors=1)
    run.stdout.fnmatch_lines([said])


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "x"\n',
        "format = 1\n",
        '[tool]\nformat = 1\n[plan]\nid = "p"\n',
        "format = 1\n[other]\n",
        "",
        "\x00",
    ],
)
def test_no_other_file_is_collected(pytester, text):
    """A TOML file without the format key at its head, or without a table of ours, is left alone; so is any other ending."""
    written(pytester, text, "other.toml")
    written(pytester, RULES, "p.txt")
    pytester.runpytest_inprocess(*ALONE).assert_outcomes()


def test_a_run_without_rule_files_does_not_import_the_library(pytester):
    """Where no rule file is met, the plugin costs nothing."""
    pytester.makepyfile("import sys\ndef test_it():\n    assert 'prevention_rules' not in sys.modules")
    pytester.runpytest_subprocess(*ALONE).assert_outcomes(passed=1)


def test_the_plugin_can_be_left_out(pytester):
    """-p no:prevention_rules collects nothing."""
    written(pytester, RULES)
    run = pytester.runpytest_subprocess(*ALONE, "-p", "no:prevention_rules", ".")
    assert run.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_laws_are_named_without_being_loaded():
    """The names that the plugin lists are those of the laws."""
    assert tuple(law.name for law in laws.LAWS) == LAW_NAMES


@pytest.mark.slow
def test_the_downstream_project_passes(pytester):
    """A project of its own, ten lines of tests, tests its rules with the kit."""
    here = Path(__file__).parents[1] / "examples" / "downstream"
    for file in here.iterdir():
        if file.is_file():
            written(pytester, file.read_text(encoding="utf-8"), file.name)
    run = pytester.runpytest_subprocess(*ALONE)
    assert run.ret == pytest.ExitCode.OK
    assert run.parseoutcomes()["passed"] > 20
