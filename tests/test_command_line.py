"""The command line: what each command says, on which stream, in which language, and with which exit code."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from command_line import DATA, DRAWINGS, command_of, drawn, page, run
from command_line import PAGE as WHERE
from jsonschema import Draft202012Validator

import prevention_rules as pr
from prevention_rules.cli import check, progress
from prevention_rules.cli.commands import COMMANDS, parser_of
from prevention_rules.cli.languages import language

ROOT = Path(__file__).parents[1]
PAGE = WHERE.read_text(encoding="utf-8")
ASSESS = ("assess", "plan.toml", "figures.csv", "--at", "2023")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Run each test in a folder that holds the sample files."""
    for path in DATA.iterdir():
        shutil.copy(path, tmp_path)
    with contextlib.chdir(tmp_path):
        yield tmp_path


# --- what commands say -----------------------------------------------------------------------------


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_what_a_command_says(drawing: Path, folder: Path) -> None:
    """The whole of both streams and the exit code are as drawn; `python tests/command_line.py` draws anew."""
    assert drawn(command_of(drawing), folder) == drawing.read_text(encoding="utf-8")


def test_both_languages_are_drawn() -> None:
    """What is drawn in one language is drawn in the other, help and forms of output aside."""
    zh, en = ({one.stem.split(".")[0] for one in DRAWINGS if one.stem.endswith(lang)} for lang in (".zh", ".en"))
    alone = {name for name in zh ^ en if not name.endswith(("-help", "-markdown", "-html", "-form"))}
    assert alone == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_one_language(command: str) -> None:
    """English help holds no Chinese word, Chinese help no English sentence; both name every option."""
    zh, en = (run(command, "--help", "--lang", lang).out for lang in ("zh", "en"))
    assert not re.search(r"[\u4e00-\u9fff]", en)
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", zh)
    options = re.compile(r"(?<=^  )--[a-z-]+", re.MULTILINE)
    assert options.findall(zh) == options.findall(en) != []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("assess", "plan.toml"), "缺少：数据, --at"),
        (("check", "plan.toml", "extra"), "不认识：extra"),
        (("check", "plan.toml", "--at", "2023"), "不认识：--at 2023"),
        (("assess", "plan.toml", "figures.csv", "--at"), "--at 后面要写一个值"),
        (("check", "plan.toml", "--words=yes"), "--words 后面不写值，却写了 'yes'"),
        ((*ASSESS, "--format", "pdf"), "--format 不能是 'pdf'；可用 "),
        (("schema", "goal"), "名称 不能是 'goal'；可用 "),
    ],
)
def test_what_argparse_says_is_said_in_chinese(argv: tuple[str, ...], said: str) -> None:
    """Each kind of slip in a command is told in Chinese, with the usage above, and ends with 2."""
    ran = run(*argv, "--lang", "zh")
    assert ran.code == 2
    assert ran.err.startswith(f"用法：prevention-rules {argv[0]}")
    assert f"\n错误：{said}" in ran.err


# --- languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "environ", "spoken"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "C", "LC_MESSAGES": "zh_CN.GBK"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        (["check", "--lang=en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang", "zh", "check"], {}, "zh"),
        (["check", "--lang"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["check", "--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_which_language_is_spoken(argv: list[str], environ: dict[str, str], spoken: str) -> None:
    """The language is that of --lang, else that of the system; what is no language leaves it at that."""
    assert language(argv, environ) == spoken


def test_the_language_stands_before_or_behind_the_command() -> None:
    """An option that every command takes may come first."""
    assert run("--lang", "zh", "check", "plan.toml") == run("check", "plan.toml", "--lang", "zh")


# --- exit codes -----------------------------------------------------------------------------------

EXIT_CODES = [
    (0, ("check", "plan.toml")),
    (0, ASSESS),
    (0, ("needed", "plan.toml", "--at", "2023")),
    (0, ("--help",)),
    (0, ("--version",)),
    (1, ("check", "broken.toml")),
    (1, ("check", "doubtful.toml")),
    (2, ()),
    (2, ("check", "none.toml")),
    (2, ("check", ".")),
    (2, ("check", "nu\0ll.toml")),
    (2, ("assess", "broken.toml", "figures.csv", "--at", "2023")),
    (2, ("assess", "plan.toml", "faulty.csv", "--at", "2023")),
    (2, (*ASSESS, "--out", "plan.md", "--out", "no/such/folder/out.md")),
]


@pytest.mark.parametrize(("code", "argv"), EXIT_CODES)
def test_exit_codes(code: int, argv: tuple[str, ...]) -> None:
    """A command ends with 0 when it did what it is for, 1 when a check found something, 2 when it could not."""
    assert run(*argv).code == code


def test_ctrl_c_and_a_fault_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and says nothing; an internal error with 70, one plain request and no traceback."""

    def interrupted(plan: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "lint", interrupted)
    assert run("check", "plan.toml").code == 130
    monkeypatch.setattr(check, "lint", lambda plan: 1 / 0)
    broken = run("check", "plan.toml", "--lang", "zh")
    assert broken.code == 70
    assert re.fullmatch(
        r"程序内部出错，不是您的错：ZeroDivisionError: division by zero \(cli/check\.py:\d+\)\n"
        r"请把这一行和所用的命令告诉维护者；加 --debug 可看到全部细节。\n",
        broken.err,
    )
    assert "Traceback" in run("check", "plan.toml", "--debug").err
    monkeypatch.setenv("PREVENTION_RULES_DEBUG", "1")
    assert "Traceback" in run("check", "plan.toml").err


def test_the_page_lists_the_exit_codes() -> None:
    """The codes of the page are those above, each once."""
    listed = [int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)]
    assert listed == sorted({*(code for code, _ in EXIT_CODES), 70, 130})


# --- the page -------------------------------------------------------------------------------------


def test_the_page_is_what_the_commands_are() -> None:
    """The tables of commands and options are those of the parsers, and every command shown says what is shown."""
    assert page(PAGE) == PAGE
    assert PAGE.count("```text\n$ prevention-rules ") == 6


TAUGHT = sorted(
    {
        command
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
        for command in re.findall(r"^(?:\$ )?(prevention-rules .*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
)


@pytest.mark.parametrize("command", TAUGHT)
def test_what_pages_teach_can_be_typed(command: str) -> None:
    """Every command that README and pages show is one that its parser takes, with every option."""
    name, *rest = shlex.split(command, comments=True)[1:]
    _, more = parser_of(name, "zh").parse_known_args(rest)
    assert not [one for one in more if one.startswith("-")]


# --- figures --------------------------------------------------------------------------------------


def test_files_may_stand_anywhere() -> None:
    """Files before and behind an option are all read, and the number of an indicator is the last word."""
    apart = run("assess", "plan.toml", "figures.csv", "--at", "2023", "more.csv")
    assert apart == run("assess", "plan.toml", "figures.csv", "more.csv", "--at", "2023")
    last = run("explain", "plan.toml", "figures.csv", "more.csv", "--at", "2023", "3")
    assert last == run("explain", "plan.toml", "--at", "2023", "figures.csv", "more.csv", "3")
    assert "62.5%" in last.out


def test_a_pattern_of_files() -> None:
    """A pattern that the shell left as it is, as on Windows, stands for its files."""
    assert run("assess", "plan.toml", "fig*.csv", "--at", "2023") == run(*ASSESS)
    assert "none*.csv: 没有这个文件" in run("assess", "plan.toml", "none*.csv", "--at", "2023", "--lang", "zh").err


def test_every_fault_of_every_file() -> None:
    """Faults of several files are told at once, with cures that can be typed; those cures mend them."""
    faulty = ("assess", "plan.toml", "faulty.csv", "marks.csv", "--at", "2023", "--lang", "en")
    first = run(*faulty)
    assert "faulty.csv:1" in first.err
    assert 'cure: if it holds the numbers of the plan, --column "序号=编号"' in first.err
    assert "marks.csv:3" in first.err
    second = run(*faulty, "--ignore", "序号", "--missing-mark", "—")
    assert "add --percent-numbers ('percent'" in second.err
    told = run(
        "assess", "plan.toml", "marks.csv", "--at", "2023", "--missing-mark", "—", "--percent-numbers", "fraction"
    )
    assert told.code == 0
    assert "76.5%" in told.out


def test_encodings_columns_and_the_whole(folder: Path) -> None:
    """The encoding, the meaning of a column and the name of the whole are declared as the library takes them."""
    (folder / "gbk.csv").write_bytes("编号,年份,填报数,地区\n1,2023,76%,某区\n".encode("gb18030"))
    declared = ("--encoding", "gb18030", "--column", "填报数=数值", "--whole", "某区")
    assert "76%" in run("assess", "plan.toml", "gbk.csv", "--at", "2023", *declared).out
    assert "--column" in run("assess", "plan.toml", "gbk.csv", "--at", "2023", "--column", "填报数").err
    assert (
        "read as 'utf-9'"
        in run("assess", "plan.toml", "gbk.csv", "--at", "2023", "--encoding", "utf-9", "--lang", "en").err
    )


def test_choices_and_dates() -> None:
    """A policy is declared by name, and the figures may be older than the assessment; slips are guessed."""
    assert "修约值比较" in run(*ASSESS, "--policy", "comparison=rounded", "--lang", "zh").out
    assert "did you mean comparison?" in run(*ASSESS, "--policy", "comparision=rounded", "--lang", "en").err
    older = run("assess", "plan.toml", "figures.csv", "--at", "2024", "--through", "2023", "--lang", "zh").out
    assert "评估时点：2024年底" in older
    assert "数据截至：2023年" in older
    assert "did you mean 区应急局?" in run(*ASSESS, "--department", "应急局", "--lang", "en").err
    assert "there are 甲街道, 乙街道" in run(*ASSESS, "--area", "x", "--lang", "en").err


def test_an_area_is_explained_where_it_reported() -> None:
    """The explanation of one street is that of its own figures; one that no street reported on is named."""
    area = ("--area", "乙街道", "--lang", "zh")
    assert "330/450" in run("explain", "plan.toml", "figures.csv", "--at", "2023", "1", *area).out
    assert (
        "没有按地区报数的指标“3”；可用 1" in run("explain", "plan.toml", "figures.csv", "--at", "2023", "3", *area).err
    )


def test_an_explanation_lists_what_was_not_used_where_that_is_asked() -> None:
    """`explain` tells of the figures it did not use as `assess` does, and only when it is asked to."""
    asked = ("explain", "plan.toml", "figures.csv", "--at", "2023", "1", "--lang", "zh")
    assert run(*asked).err == ""
    assert run(*asked, "--unused").err == run(*ASSESS, "--unused", "--lang", "zh").err != ""
    assert run(*asked, "--unused").out == run(*asked).out


@pytest.mark.extra("excel")
def test_a_workbook_is_known_by_what_it_is(folder: Path) -> None:
    """A workbook is read as one, whatever it is called; a sheet may be chosen."""
    openpyxl = import_module("openpyxl")
    book = openpyxl.Workbook()
    for row in (["指标", "年份", "数值"], ["1", 2023, "76%"]):
        book.active.append(row)
    book.save(folder / "figures.dat")
    assert "76%" in run("assess", "plan.toml", "figures.dat", "--at", "2023", "--sheet", "Sheet").out
    assert "Sheet" in run("assess", "plan.toml", "figures.dat", "--at", "2023", "--sheet", "表1").err


def test_a_workbook_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is not installed is said in one language, with what installs it."""
    (folder / "figures.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = run("assess", "plan.toml", "figures.xlsx", "--at", "2023", "--lang", "zh")
    assert (ran.code, ran.err) == (2, "错误：没有安装 openpyxl：pip install 'prevention-rules[excel]'\n")


# --- output ---------------------------------------------------------------------------------------


def test_a_file_is_never_replaced_unasked(folder: Path) -> None:
    """A file that is there stays as it is, until it is said to be replaced."""
    first = run(*ASSESS, "--out", "table.md", "--lang", "en")
    assert (first.code, first.out) == (0, "")
    assert first.err.startswith("written to table.md\n")
    (folder / "table.md").write_text("mine", encoding="utf-8")
    second = run(*ASSESS, "--out", "table.md", "--lang", "en")
    assert second.code == 2
    assert (
        second.err
        == "1 fault:\ntable.md: there is such a file already\n    cure: choose another name, or replace it with --force\n"
    )
    assert (folder / "table.md").read_text(encoding="utf-8") == "mine"
    assert run(*ASSESS, "--out", "table.md", "--force").code == 0
    assert (folder / "table.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.txt", "Disability Prevention Plan"),
        ("out.md", "# Disability"),
        pytest.param("out.html", '<!DOCTYPE html>\n<html lang="en"', marks=pytest.mark.extra("report")),
        ("out.CSV", "\ufeffNo.,Indicator"),
        ("out.json", '{\n  "schema": "assessment/2"'),
    ],
)
def test_the_ending_of_a_file_says_its_form(name: str, begins: str, folder: Path) -> None:
    """A file holds what its ending promises, in UTF-8; a CSV has the mark by which a spreadsheet knows it."""
    assert run(*ASSESS, "--out", name, "--lang", "en").code == 0
    assert (folder / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.extra("excel")
def test_an_assessment_as_a_workbook(folder: Path) -> None:
    """A file .xlsx is the workbook of the assessment, its first sheet the overview."""
    import openpyxl

    assert run(*ASSESS, "--out", "out.xlsx", "--lang", "zh").code == 0
    assert openpyxl.load_workbook(folder / "out.xlsx").sheetnames[0] == "概况"


def test_an_ending_that_says_nothing() -> None:
    """Where the ending names no form that is offered, the form is asked for; said, it is taken."""
    assert (
        "add --format (text, markdown, html, csv, json, workbook)"
        in run(*ASSESS, "--out", "out.pdf", "--lang", "en").err
    )
    assert run(*ASSESS, "--out", "out.pdf", "--format", "markdown").code == 0


@pytest.mark.parametrize(
    ("argv", "schema"),
    [(ASSESS, "assessment"), (("explain", "plan.toml", "figures.csv", "--at", "2023", "1"), "explanation")],
)
def test_json_keeps_its_schema(argv: tuple[str, ...], schema: Any) -> None:
    """The data of a command is that of the library, also where only one area or department is asked for."""
    for more in ((), ("--area", "甲街道")):
        told = json.loads(run(*argv, *more, "--format", "json").out)
        Draft202012Validator(pr.schema(schema)).validate(told)


def test_the_schema_of_a_rule_file() -> None:
    """What is printed is the schema itself; without a name that of a rule file."""
    assert json.loads(run("schema").out) == pr.schema("rule-file")
    assert json.loads(run("schema", "target").out) == pr.schema("target")


def test_a_form_comes_back(folder: Path) -> None:
    """A form that was written is filled in and read by the next command."""
    assert run("needed", "plan.toml", "--at", "2023", "--out", "form.csv", "--lang", "zh").code == 0
    lines = (folder / "form.csv").read_text(encoding="utf-8-sig").splitlines()
    filled = [line.replace("2023,,,", "2023,,77%,", 1) if line.startswith("1,") else line for line in lines]
    (folder / "form.csv").write_text("\n".join(filled), encoding="utf-8")
    assert "77%" in run("assess", "plan.toml", "form.csv", "--at", "2023").out


def test_who_is_asked(folder: Path) -> None:
    """A department that has nothing to report is no holder; the list of one that has is its own."""
    asked = run("needed", "plan.toml", "--at", "2023", "--department", "区应急局", "--lang", "zh").out
    assert "生产安全事故" in asked
    assert "产前筛查率" not in asked
    assert (
        "没有要报数的单位“区教委”"
        in run("needed", "plan.toml", "--at", "2023", "--department", "区教委", "--lang", "zh").err
    )


# --- progress -------------------------------------------------------------------------------------


class Terminal:
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_no_bar_where_nobody_watches() -> None:
    """Without a terminal the items are as they were."""
    items = ["a", "b"]
    assert progress.progress(items, "reading") is items


def test_no_bar_without_tqdm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the items are as they were, on a terminal too."""
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys, "stderr", Terminal())
    items = ["a", "b"]
    assert progress.progress(items, "reading") is items


def test_the_entry_point() -> None:
    """The command that is installed is `main`, and the program speaks of itself by that name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((name, place),) = project["scripts"].items()
    module, _, function = place.partition(":")
    assert getattr(import_module(module), function) is import_module("prevention_rules.cli.main").main
    assert run("--version").out == f"{name} {pr.__version__}\n"
