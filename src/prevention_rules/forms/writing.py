"""A request as a workbook to fill in: for whom, to whom it goes back, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path

from prevention_rules.arguments import must_be, texts
from prevention_rules.assessments.assess import Assessment
from prevention_rules.assessments.requests import Asked, requests
from prevention_rules.errors import FormatError
from prevention_rules.extras import needed
from prevention_rules.forms.book import Book
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Language, Words, did_you_mean


def write_forms(
    assessment: Assessment,
    path: str | Path,
    *,
    lang: Language = "zh",
    departments: Iterable[str] | None = None,
    office: str = "",
    contact: str = "",
    due: date | None = None,
) -> tuple[str, ...]:
    """Write what an assessment still needs as a workbook (.xlsx) to fill in: a sheet for each department.

    Returns the departments in the order of their sheets, ``""`` last for what nobody is named for; where
    nothing is needed, none, and no file is written. *departments* are those to ask, all by default; *office*
    is where the forms go back to, *contact* whom to call, *due* by when: each is left blank where it is not
    said. The filled workbook is read by `read_workbook`. Raises `FormatError` for a department that is asked
    for nothing, with a guess, `MissingExtraError` without openpyxl.

    >>> import prevention_rules as pr
    >>> told = pr.load_plan("xicheng-2022-2025").assess({}, at=2023)
    >>> write_forms(told, "forms.xlsx", departments=["区体育局"], office="区残工委办公室")
    ('区体育局',)
    >>> Path("forms.xlsx").unlink()
    """
    must_be(assessment, Assessment, "assessment", "评估：plan.assess(…)", "an assessment: plan.assess(…)")
    must_be(due, (date, type(None)), "due", "日期：date(…)", "a date(…)")
    with needed("excel", "openpyxl"):
        import_module("openpyxl")
    asked = _chosen(assessment, departments)
    if asked:
        Book(assessment, lang, office, contact, due).of(asked).save(path)
    return tuple(one.department for one in asked)


def _chosen(assessment: Assessment, departments: Iterable[str] | None) -> list[Asked]:
    """Return what the departments named are asked for; raises `FormatError` for one that is asked for nothing."""
    asked = {one.department: one for one in requests(assessment)}
    if departments is None:
        return list(asked.values())
    names = [_canonical(assessment.plan, name) for name in texts(departments, "departments")]
    for name in names:
        if name not in asked:
            listed = [one for one in asked if one]
            guess = did_you_mean(name, listed) or Words(f"有：{'、'.join(listed)}", f"asked are {', '.join(listed)}")
            problem = Words(f"没有要向“{name}”催报的数；{guess.zh}", f"nothing is asked of {name!r}; {guess.en}")
            raise FormatError(problem)
    return [one for name, one in asked.items() if name in names]


def _canonical(plan: Plan, name: str) -> str:
    try:
        return plan.department(name).name
    except KeyError:
        return name
