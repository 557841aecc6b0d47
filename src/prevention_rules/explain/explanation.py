"""The explanation object: the same sections as text, Markdown, HTML and plain data."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from typing import Any

from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import clipped
from prevention_rules.explain.plain import plain_finding
from prevention_rules.explain.sections import Section, brief, sections
from prevention_rules.judgement.findings import Finding
from prevention_rules.text import Language, Level, Words

SCHEMA = "explanation/2"


@frozen
class Explanation:
    """A finding told in one language; its ``sections`` hold the lines of both.

    ``str`` gives plain text, ``to_markdown`` and ``to_html`` the same for pages and notebooks
    (everything escaped), ``to_dict`` plain data with the codes other tools switch on; its JSON
    Schema is shipped as ``schemas/explanation.json``. At the level ``brief`` there are three lines: the
    state, the target, and the remark with its numbers.
    """

    finding: Finding
    lang: Language
    level: Level = "full"

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What is told, under stable keys; made when it is asked for."""
        return sections(self.finding) if self.level == "full" else (brief(self.finding),)

    def __str__(self) -> str:
        lang = self.lang
        if self.level == "brief":
            return "\n".join(line.in_language(lang) for section in self.sections for line in section.lines)
        blocks = []
        for section in self.sections:
            lines = [f"  {line.in_language(lang)}" for line in section.lines]
            blocks.append("\n".join([section.heading.in_language(lang), *lines]))
        return "\n".join(blocks)

    def __repr__(self) -> str:
        return f"<Explanation ({self.lang}, {self.level}): {clipped(self.sections[0].lines[0].in_language(self.lang))}>"

    def to_markdown(self) -> str:
        """Return the explanation as Markdown, each line a list item."""
        blocks = []
        for section in self.sections:
            items = [f"- {_markdown(line.in_language(self.lang))}" for line in section.lines]
            blocks.append("\n".join([f"**{section.heading.in_language(self.lang)}**", "", *items]))
        return "\n\n".join(blocks) + "\n"

    def to_html(self) -> str:
        """Return the explanation as an HTML definition list, everything escaped."""
        blocks = []
        for section in self.sections:
            items = "".join(f"<li>{escape(line.in_language(self.lang))}</li>" for line in section.lines)
            blocks.append(f"<dt>{escape(section.heading.in_language(self.lang))}</dt><dd><ul>{items}</ul></dd>")
        return f'<dl lang="{self.lang}" class="prevention-rules-explanation">{"".join(blocks)}</dl>'

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: stable codes, and the lines of this language under stable keys."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            **plain_finding(self.finding),
            "sections": {s.key: [line.in_language(self.lang) for line in s.lines] for s in self.sections},
        }


def explain(finding: Finding, lang: Language = "zh", *, level: Level = "full") -> Explanation:
    """Tell *finding* in *lang*, at a *level*; raises `ValueError` for a language or level that is not offered."""
    must_be(finding, Finding, "finding", "判定：evaluate(…)", "a finding: evaluate(…)")
    Words("", "").in_language(lang)
    if level not in ("brief", "full"):
        raise ValueError(f"level {level!r} is not offered; use 'brief' or 'full'")
    return Explanation(finding, lang, level)


_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#+!|~&$"})
_MARKER = re.compile(r"^([0-9]{0,9})([-=.)])")


def _markdown(line: str) -> str:
    """Escape what Markdown would read as a mark; at the head of a line also what begins a list or a rule."""
    return _MARKER.sub(r"\1\\\2", line.translate(_SPECIAL))
