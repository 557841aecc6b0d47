"""Score the library against cases that once came out wrong: ``python tests/cases.py FILE.jsonl [--verbose]``.

A case states a target and figures (or a small plan) and every answer that would be right: a verdict, or "refused" for
the library's own errors; other exceptions are crashes. Unless refused, it may ask more: "doubted", a note beside MET or
NOT_MET; "never_reason"; "due"; "expect" of progress (status null: nothing) unless "silent_ok"; "never_status"; numbers
"told" and "never_told" of what has to change; "needed" of a plan ("ask", "never", "supply": it decides); "order":
"any", one answer in every order; "roundtrip", a target that went through plain data. --verbose prints case texts.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from operator import attrgetter
from pathlib import Path
from typing import Any

import prevention_rules as pr

DATA = Path(__file__).parent / "data" / "cases"
Case = dict[str, Any]
NUMBERS = {"goal": "goal", "expected_now": "schedule.expected", "needed_per_year": "schedule.required_per_year"}


def value_of(written: Any) -> Any:
    """Read a figure of a series: text, a number, a list of them, or {"ratio": [numerator, denominator]}."""
    if isinstance(written, list):
        return [value_of(one) for one in written]
    return pr.Ratio(*written["ratio"]) if isinstance(written, dict) else written


def observations_of(rows: list[Case], number: str) -> Iterator[pr.Observation]:
    """Read rows as a file of figures is read: one with a value and with counts states both."""
    for row in rows:
        rest = {"indicator": number} | {k: row[k] for k in set(row) - {"value", "numerator", "denominator", "missing"}}
        if row.get("value") is not None:
            yield pr.Observation(value=row["value"], **rest)
        if row.get("denominator") is not None:
            counts = pr.Ratio(row["numerator"], row["denominator"], row.get("missing", 0))
            yield pr.Observation(value=counts, **{key: one for key, one in rest.items() if key != "unit"})


def read_plan(case: Case) -> tuple[pr.Plan, list[pr.Observation], Case]:
    """Return the small plan with its one rule, the figures, and how to assess it."""
    outline, rule = dict(case["plan"]), {"number": "1", **case["rule"]}
    outline["areas"] = tuple(pr.Area(name=name) for name in outline.get("areas", ()))
    dated = ({**one, "date": date.fromisoformat(one["date"])} for one in rule.get("amendment", ()))
    rule |= {"amendment": tuple(pr.Amendment(**one) for one in dated), "series_break": (*rule.get("series_break", ()),)}
    plan = pr.Plan(id="case", title="case", indicators=(pr.Indicator(**rule),), **outline)
    given = list(observations_of(case["observations"], rule["number"]))
    return plan, given, {"at": case["at"], "policy": pr.Policy(**case.get("policy", {}))}


def judge(case: Case) -> pr.Finding:
    """Judge the one rule of a small plan, or a target on a series or on one for each area ("by_area")."""
    if "plan" in case:
        plan, given, how = read_plan(case)
        return next(iter(plan.assess(given, **how)))
    share = case.get("share", False)
    context: Case = {key: case.get(key) for key in ("unit", "better", "baseline", "name")}
    target = pr.parse_target(case["target"], share=share, **context)
    if case.get("roundtrip"):
        target = pr.target_from_dict(json.loads(json.dumps(target.to_dict())))
    evidence, name = dict[str, pr.Series](), context["name"] or ""
    for area, told in case.get("by_area", {"": case}).items():
        figures = {period: value_of(one) for period, one in told["series"].items()}
        evidence[area] = pr.Series.of(figures, unit=told.get("unit", context["unit"]), share=share, name=name)
    how = {key: case[key] for key in ("at", "baseline", "better", "since", "deadline", "areas") if key in case}
    return pr.evaluate(target, evidence.get("", evidence), policy=pr.Policy(**case.get("policy", {})), **how)


def orders(case: Case) -> Iterator[Case]:
    """Yield the case; where no order may matter, also with its figures turned round and shuffled."""
    for turn in range(6 if case.get("order") == "any" else 1):
        other = dict(case)
        for key in {"series", "by_area", "observations"} & set(case):
            keyed = isinstance(case[key], dict)
            rows = list(case[key].items() if keyed else case[key])
            rows = random.Random(turn).sample(rows, len(rows)) if turn > 1 else rows[:: 1 - 2 * turn]
            other[key] = {p: v[::-1] if turn % 2 and isinstance(v, list) else v for p, v in rows} if keyed else rows
        yield other


def has_doubt(finding: pr.Finding) -> bool:
    """Say whether the finding, or a part of it, tells its reader to look twice."""
    told = finding.notes or any(fact.doubt for fact in finding.used)
    return bool(told) or any(map(has_doubt, (*finding.parts, *finding.over)))


def progress_faults(pace: Any, expect: dict[str, Any], never: list[str]) -> Iterator[str]:
    """Yield what is wrong with the progress told; numbers are compared but for their sign and the last places."""
    status = pace and pace.status and pace.status.value
    if ("status" in expect and status != expect["status"]) or status in never:
        yield f"status {status}"
    for key, path in NUMBERS.items():
        asked, number = abs(Fraction(expect.get(key, 0))), pace and attrgetter(path)(pace)
        if key in expect and (number is None or abs(abs(number) - asked) > max(asked, Fraction(1)) / 10**6):
            yield f"{key} {number}"


def needed_faults(case: Case) -> Iterator[str]:
    """Yield what the list of what is needed leaves out, what it must not ask, and that what it asks decides nothing."""
    asked, (plan, given, how) = case["needed"], read_plan(case)
    needed = tuple(plan.needed(given, **how))
    rows = [{"kind": row.kind, "period": str(row.period), "area": row.area} for row in needed]
    for key, wanted in (("ask", True), ("never", False)):
        found = {str(one): any(one.items() <= row.items() for row in rows) for one in asked.get(key, ())}
        yield from (f"needed: {key} {one}" for one in found if found[one] != wanted)
    if needed and "supply" in asked:
        kept = [one for one in given if one.period not in {row.period for row in needed}]
        kept += [pr.Observation(row.number, row.period, asked["supply"].get(str(row.period))) for row in needed]
        if not next(iter(plan.assess(kept, **how))).verdict.is_decided:
            yield f"needed: {rows}, and supplying it decides nothing"


def faults_of(case: Case, finding: pr.Finding) -> Iterator[str]:
    """Yield everything in which a finding is not what the case asks."""
    told, never = case.get("told", []), case.get("never_told", [])
    change = finding.explain("zh").to_dict()["sections"].get("change", []) if told or never else []
    says = [re.search(rf"(?<![\d.]){re.escape(n)}", "".join(change).replace(" ", "")) for n in (*told, *never)]
    checks = {
        "not allowed": finding.verdict.name not in case["allow"],
        "no doubt is told": case.get("doubted") and finding.verdict.is_decided and not has_doubt(finding),
        "this reason must not be given": finding.reason == case.get("never_reason"),
        f"due {finding.due}": "due" in case and finding.due != case["due"],
        f"what has to change is {change}": not all(says[: len(told)]) or any(says[len(told) :]),
    }
    yield from (said for said, wrong in checks.items() if wrong)
    if finding.progress is not None or not case.get("silent_ok"):
        yield from progress_faults(finding.progress, case.get("expect", {}), case.get("never_status", []))
    yield from needed_faults(case) if "needed" in case else ()


def score(case: Case) -> tuple[str, str]:
    """Return "right", "wrong" or "crash", and what came out."""
    try:
        finding = judge(case)
        faults = "; ".join(faults_of(case, finding))
    except pr.PreventionRulesError as error:
        return ("right" if "refused" in case["allow"] else "wrong"), "refused: " + " ".join(str(error).split())
    except Exception as error:  # whatever else escapes is the very thing to be found
        return "crash", f"{type(error).__name__}: {error}"
    said = f"{finding.verdict.name} {finding.reason}: {finding.target}"
    return ("wrong", f"{said} ({faults})") if faults else ("right", said)


def load(name: str) -> list[Case]:
    """Return the cases of a file of ``tests/data/cases``."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def outcome_of(case: Case) -> tuple[str, str]:
    """Return the outcome of a case in every order of its figures, and what came out."""
    scored = [score(one) for one in orders(case)]
    outcome, said = next((one for one in scored if one[0] != "right"), scored[0])
    if outcome == "right" and len(answers := {said.split()[0] for _, said in scored}) > 1:
        return "wrong", f"another order, another answer: {sorted(answers)}"
    return outcome, said


def main(arguments: list[str]) -> int:
    """Score a file, print a table by kind, and say by the exit status whether all is right."""
    verbose, names = "--verbose" in arguments, [one for one in arguments if one != "--verbose"]
    if len(names) != 1:
        print(__doc__)
        return 2
    cases = [json.loads(line) for line in Path(names[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    table: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    controls: Counter[str] = Counter()
    for case in cases:
        outcome, said = outcome_of(case)
        table[case["kind"]][outcome] += 1
        controls[outcome] += bool(case.get("control"))
        if verbose and outcome != "right":
            asked = case.get("target") or case["rule"]["target"]
            figures = json.dumps(case.get("series", case.get("by_area", case.get("observations"))), ensure_ascii=False)
            print(f"{outcome}  {case['id']}  {asked}  {figures}\n    came out {said}\n    allowed {case['allow']}")
    print(f"{'right':>5} {'wrong':>5} {'crash':>5}  kind")
    for kind, row in table.items():
        print(f"{row['right']:5} {row['wrong']:5} {row['crash']:5}  {kind}")
    right, crash = (sum(row[one] for row in table.values()) for one in ("right", "crash"))
    print(f"cases: {right} of {len(cases)} right, {crash} crashes, controls {controls['right']} of {controls.total()}")
    return 0 if cases and right == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
