"""Every class of the reference with its fields: name, type, and what stands where none is given."""

import inspect
from collections.abc import Iterator
from typing import Any

import attrs
from sphinx.application import Sphinx


def fields_of(made: type) -> Iterator[str]:
    """Yield a line for each field a caller may give, or read."""
    for field in attrs.fields(made):
        if field.name.startswith("_") and not field.init:
            continue
        kind = inspect.formatannotation(field.type) if isinstance(field.type, type) else str(field.type)
        yield f"- ``{field.alias}``: ``{kind}``{_absent(field)}"


def _absent(field: Any) -> str:
    if not field.init:
        return ", made by the class"
    if field.default is attrs.NOTHING:
        return ", has to be given"
    if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        return ", by default made anew"
    return f", ``{field.default!r}`` by default"


def describe(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Add the fields below the docstring of a class."""
    if what in ("class", "exception") and attrs.has(thing) and attrs.fields(thing):
        lines += ["", "Fields:", "", *fields_of(thing), ""]


def signature(app: Sphinx, what: str, name: str, thing: Any, *_: Any) -> tuple[str, None] | None:
    """Leave the signature of such a class away: its fields say it better."""
    return ("", None) if what in ("class", "exception") and attrs.has(thing) else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("autodoc-process-docstring", describe)
    app.connect("autodoc-process-signature", signature)
    return {"parallel_read_safe": True}
