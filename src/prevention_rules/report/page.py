"""The report as one page: HTML that asks for nothing else, for screen, print and screen reader."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_rules.assessments.assess import Assessment
from prevention_rules.extras import needed
from prevention_rules.files import write_bytes
from prevention_rules.report.bullets import WIDTH
from prevention_rules.report.content import Content
from prevention_rules.report.page_words import PAGE
from prevention_rules.text import Language

if TYPE_CHECKING:
    from jinja2 import Environment


def page(assessment: Assessment, *, lang: Language = "zh", notice: str = "", generated: datetime | None = None) -> str:
    """Return the report on an assessment as a whole HTML page; see `write_page`."""
    content = Content.of(assessment, lang, notice, generated)
    with needed("report", "jinja2"):
        templates = _templates()
    said = {key: content.said(words) for key, words in PAGE.items()}
    return templates.get_template("page.html").render(report=content, said=said, width=WIDTH)


def write_page(
    assessment: Assessment,
    path: str | Path,
    *,
    lang: Language = "zh",
    notice: str = "",
    generated: datetime | None = None,
) -> None:
    """Write the report on an assessment as one HTML file, over what may be there.

    The page asks for nothing from anywhere and runs no script. *notice* stands on every page of it (征求意见稿,
    虚构数据), *generated* is when it was made, now unless given. Raises `MissingExtraError` without jinja2,
    `FileError` for a path that cannot be written, `ValueError` for a language that is not offered.
    """
    told = page(assessment, lang=lang, notice=notice, generated=generated)
    write_bytes(path, told.encode("utf-8", "replace"))


@cache
def _templates() -> Environment:
    jinja2: Any = import_module("jinja2")
    environment: Environment = jinja2.Environment(
        loader=jinja2.PackageLoader("prevention_rules.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = _css_string
    environment.filters["tongue"] = jinja2.pass_context(_tongue)
    return environment


_CHINESE = re.compile("[\u3400-\u9fff][\u3400-\u9fff0-9、，。；：（）《》—]*")


def _tongue(context: Any, text: str) -> Any:
    """Return a text, in an English page with what is Chinese in it marked so: it is read aloud and drawn as Chinese."""
    escaped = import_module("markupsafe").escape
    if context["report"].lang == "zh":
        return escaped(text)
    marked = _CHINESE.sub(r'<span lang="zh">\g<0></span>', str(escaped(text)))
    return import_module("markupsafe").Markup(marked)


def _css_string(text: str) -> Any:
    """Return a text as a string of CSS, with every character that could end it as its number.

    >>> str(_css_string('草稿 </style>"'))
    '"草稿\\\\20 \\\\3c \\\\2f style\\\\3e \\\\22 "'
    """
    told = "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in text)
    return import_module("markupsafe").Markup(f'"{told}"')
