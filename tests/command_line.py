"""Runs commands in this process, and draws them: what stands on both streams, and the exit code.

``python tests/command_line.py`` writes every drawing of ``tests/data/command-line``, and ``docs/command-line.md``, anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from prevention_rules.cli.commands import COMMANDS, parser_of
from prevention_rules.cli.main import main

DATA = Path(__file__).parent / "data" / "command-line"
PAGE = DATA.parents[2] / "docs" / "command-line.md"
DRAWINGS = sorted(DATA.glob("*.txt"))


@frozen
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


def run(*argv: str) -> Ran:
    """Run a command on streams that are no terminal."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        code = main(argv)
    out, err = (read(stream) for stream in streams)
    return Ran(code, out, err)


def read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def drawn(command: str, folder: Path) -> str:
    """Return a command, run in *folder*, with all that it says."""
    with contextlib.chdir(folder):
        ran = run(*shlex.split(command)[1:])
    remarks = f"\n--- stderr\n{ran.err}" if ran.err else ""
    return f"$ {command}\n{ran.out}{remarks}\n--- exit {ran.code}\n"


def command_of(drawing: Path) -> str:
    return drawing.read_text(encoding="utf-8").partition("\n")[0].removeprefix("$ ")


def page(text: str) -> str:
    """Return the page on the command line with its tables and what its commands say as they are now."""
    commands = [f"| `{name}` | {told.zh} | {told.en} |" for name, told in COMMANDS.items()]
    text = with_table(with_table(text, "commands", commands), "options", list(options()))
    return re.sub(r"(?<=```text\n)\$ (.*)\n[^`]*", lambda found: shown(found[1]), text)


def with_table(text: str, mark: str, rows: list[str]) -> str:
    """Return a page with these rows in the table that is marked."""
    begin = text.index("|---", text.index(f"<!-- {mark} -->"))
    begin = text.index("\n", begin) + 1
    end = text.index("\n\n", begin) + 1
    return text[:begin] + "".join(f"{row}\n" for row in rows) + text[end:]


def shown(command: str) -> str:
    """Return a command with its result alone, in Chinese, run on the sample files."""
    with contextlib.chdir(DATA):
        return f"$ {command}\n{run(*shlex.split(command)[1:], '--lang', 'zh').out}"


def options() -> Iterator[str]:
    """Yield a row for every argument, with who takes it; nobody is named where everybody does."""
    takers: dict[tuple[str, str, str], list[str]] = {}
    for name in COMMANDS:
        for one in parser_of(name, "en").asked:
            takers.setdefault((one.placed.replace("|", r"\|"), one.told.zh, one.told.en), []).append(name)
    for (option, zh, en), names in takers.items():
        yield f"| `{option}` | {'' if names == list(COMMANDS) else ' '.join(names)} | {zh} | {en} |"


if __name__ == "__main__":
    os.environ.pop("PREVENTION_RULES_DEBUG", None)
    for drawing in DRAWINGS:
        drawing.write_text(drawn(command_of(drawing), DATA), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
