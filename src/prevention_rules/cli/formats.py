"""In which form a result comes out: as it is asked for, or as the name of its file says."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from prevention_rules.cli.console import Console
from prevention_rules.cli.parser import Parser
from prevention_rules.errors import FormatError
from prevention_rules.text import Language, Words

_BY_ENDING = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".csv": "csv", ".json": "json",
    ".xlsx": "workbook",
}  # fmt: skip

Forms = Mapping[str, Callable[[int | None], str | dict[str, Any]]]
"""The forms of a result by name, each made for a width, which plain text alone asks for; JSON is given as its data."""

Files = Mapping[str, Callable[[Path], bool]]
"""The forms that are no text, each with what writes the file, if there is anything to write."""


def ask_output(parser: Parser, *forms: str) -> None:
    """Add where a result goes and, where there are several, in which of the *forms*."""
    file = Words("文件", "FILE")
    if len(forms) > 1:
        told = Words(
            "输出格式（默认看 --out 的扩展名，否则为 text）", "the form (default: by the ending of --out, else text)"
        )
        parser.ask("--format", choices=forms, told=told)
    parser.ask(
        "--out", metavar=file, told=Words("写入这个文件，不显示在屏幕上", "write to this file instead of the screen")
    )
    parser.ask("--force", action="store_true", told=Words("文件已有也覆盖", "replace the file if it is there"))


def put_out(args: argparse.Namespace, console: Console, forms: Forms, files: Files | None = None) -> None:
    """Print a result, or write it to the file that was asked for; some forms are *files* alone."""
    files = files or {}
    form = _form(args, [*forms, *files])
    if form in files:
        if args.out is None:
            raise FormatError(Words(f"{form} 要写入文件：加 --out 文件", f"{form} is a file: add --out FILE"))
        console.make(args.out, files[form], force=args.force)
        return
    made = forms[form](None if args.out else console.width)
    # What the console cannot show is written by its number, so that the JSON stays whole.
    spelled = console.is_unicode or args.out is not None
    text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=not spelled, indent=2)
    if args.out:
        console.save(text, args.out, force=args.force)
    else:
        console.show(text)


def _form(args: argparse.Namespace, offered: Sequence[str]) -> str:
    """Return the form that is asked for, or that the name of the file says; the first where nothing does.

    Raises `FormatError` for an ending that names none of them.
    """
    if len(offered) == 1 or (args.format is None and args.out is None):
        return offered[0]
    ending = "" if args.out is None else Path(args.out).suffix.lower()
    name = args.format or _BY_ENDING.get(ending)
    if name in offered:
        return str(name)
    listed = ", ".join(offered)
    raise FormatError(
        Words(
            f"--out {args.out}：看不出要什么格式；请加 --format（{listed}）",
            f"--out {args.out}: the ending names no form; add --format ({listed})",
        )
    )


def as_page(body: str, title: str, lang: Language) -> str:
    """Return a part of a page as a page of its own, which names its encoding."""
    name = {"zh": "zh-CN", "en": "en"}[lang]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="{name}">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'
