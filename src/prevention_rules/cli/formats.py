"""In which form a result comes out: as it is asked for, or as the name of its file says."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from prevention_rules.cli.console import Console
from prevention_rules.cli.parser import Parser
from prevention_rules.errors import FormatError
from prevention_rules.text import Language, Words

_BY_ENDING = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".csv": "csv", ".json": "json",
}  # fmt: skip

Forms = Mapping[str, Callable[[int | None], str | dict[str, Any]]]
"""The forms of a result by name, each made for a width, which plain text alone asks for; JSON is given as its data."""


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


def put_out(args: argparse.Namespace, console: Console, forms: Forms) -> None:
    """Print a result, or write it to the file that was asked for."""
    made = forms[_form(args, forms)](None if args.out else console.width)
    # What the console cannot show is written by its number, so that the JSON stays whole.
    spelled = console.is_unicode or args.out is not None
    text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=not spelled, indent=2)
    if args.out:
        console.save(text, args.out, force=args.force)
    else:
        console.show(text)


def _form(args: argparse.Namespace, forms: Forms) -> str:
    if len(forms) == 1:
        return next(iter(forms))
    return args.format or ("text" if args.out is None else _by_ending(args.out, forms))


def _by_ending(out: str, forms: Forms) -> str:
    """Return the form that the name of a file says; raises `FormatError` where it says none that is offered."""
    ending = Path(out).suffix.lower()
    name = _BY_ENDING.get(ending, ending)
    if name in forms:
        return name
    offered = ", ".join(forms)
    raise FormatError(
        Words(
            f"--out {out}：看不出要什么格式；请加 --format（{offered}）",
            f"--out {out}: the ending names no form; add --format ({offered})",
        )
    )


def as_page(body: str, title: str, lang: Language) -> str:
    """Return a part of a page as a page of its own, which names its encoding."""
    name = {"zh": "zh-CN", "en": "en"}[lang]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="{name}">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'
