"""Walks the tutorial: makes its files, edits and fills them as it says, and runs its commands.

What the page asks of a reader stands behind a mark, ``<!-- edit 计划.toml -->``, in a form that is read here too.
``python tests/tutorial.py`` writes what the commands say into both pages anew.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

from command_line import run

from prevention_rules.text import Language

DOCS = Path(__file__).parents[1] / "docs"
PAGES: dict[Language, Path] = {"zh": DOCS / "tutorial.md", "en": DOCS / "tutorial.en.md"}
STEP = re.compile(
    r"<!-- (?P<what>workbook|edit|fill|file|row (?P<number>\d+) of) (?P<file>\S+) -->\n(?P<body>(?:.+\n)+)"
    r"|(?P<shown>```text\n)\$ (?P<asked>.*)\n[^`]*"
    r"|```console\n(?P<commands>[^`]*)"
)


def walked(text: str, folder: Path, lang: Language) -> str:
    """Return a page with what its commands say today, every step taken in *folder*."""
    with contextlib.chdir(folder):
        return STEP.sub(lambda step: taken(step, lang), text)


def taken(step: re.Match[str], lang: Language) -> str:
    if step["shown"]:
        said = run(*shlex.split(step["asked"])[1:], "--lang", lang)
        return f"```text\n$ {step['asked']}\n{said.out or said.err}"
    if step["commands"]:
        for command in step["commands"].splitlines():
            ran = run(*shlex.split(command.removeprefix("$ "))[1:], "--lang", lang)
            assert ran.code == 0, ran.err
    else:
        {"workbook": workbook, "edit": edit, "fill": fill, "file": file, "row": row}[step["what"].split()[0]](step)
    return step[0]


def cells(step: re.Match[str]) -> Iterator[list[str]]:
    """Yield the rows of a table, its header first."""
    for line in step["body"].splitlines():
        if not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def workbook(step: re.Match[str]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    (sheet,) = book.worksheets
    for line in cells(step):
        sheet.append([int(cell) if cell.isdigit() else cell for cell in line])
    book.save(step["file"])


def edit(step: re.Match[str]) -> None:
    path = Path(step["file"])
    text = path.read_text(encoding="utf-8")
    for found, instead in list(cells(step))[1:]:
        line = f"{found.strip('`')}\n"
        assert text.count(line) == 1, line
        text = text.replace(line, "".join(f"{written}\n" for written in re.findall("`([^`]*)`", instead)))
    path.write_text(text, encoding="utf-8")


def row(step: re.Match[str]) -> None:
    """Put the block of the page in the place of the commented one."""
    path = Path(step["file"])
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    (at,) = (at for at, block in enumerate(blocks) if f'# number = "{step["number"]}"' in block)
    blocks[at] = block_of(step)
    path.write_text("\n\n".join(blocks), encoding="utf-8")


def file(step: re.Match[str]) -> None:
    Path(step["file"]).write_text(block_of(step), encoding="utf-8")


def block_of(step: re.Match[str]) -> str:
    return step["body"].partition("\n")[2].partition("```")[0]


def fill(step: re.Match[str]) -> None:
    """Fill the figures into the forms, each in the row of its indicator and year."""
    import openpyxl

    book = openpyxl.load_workbook(step["file"])
    for sheet, number, year, value in list(cells(step))[1:]:
        (place,) = (
            line for line in book[sheet].iter_rows() if (str(line[1].value), str(line[6].value)) == (number, year)
        )
        place[10].value = int(value) if value.isdigit() else value
    book.save(step["file"])


if __name__ == "__main__":
    for lang, page in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(walked(page.read_text(encoding="utf-8"), Path(folder), lang), encoding="utf-8")
