"""Mutation testing, a room at a time: ``python tests/mutation/sample.py ROOM [--mutants 60] [--near]``.

mutmut makes the mutants; 60 of a room are drawn, always the same, and of the rooms in ``WHOLE`` every one is taken. Each
meets the room's own tests first, and those it survives are followed by every test there is (``--near`` leaves that
out). A mutant is killed by a test that fails, or by taking ten times as long as the tests do. Needs mutmut (extra
``mutation``).
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import random
import resource
import shutil
import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from itertools import zip_longest
from multiprocessing.sharedctypes import RawValue
from pathlib import Path

import mutmut.__main__ as mutmut
import pytest
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths, walk_mutatable_files

ROOT = Path(__file__).parents[2]
WHOLE = {"intervals", "logic", "comparison"}
SEED = 16
SECONDS = 20
"""How long a mutant may take at least, of the processor's time."""

ROOMS: dict[str, tuple[list[str], list[str]]] = {
    # a room: its modules, and the tests that stand nearest
    "intervals": (["intervals"], ["test_drawings", "property/test_law_sets", "property/test_law_oracle", "property/test_law_sampling", "property/test_law_narrowing",
        "test_verdicts", "test_figures_together", "test_series", "test_office_mistakes", "test_interchange", "property/test_law_languages"]),
    "logic": (["logic"], ["test_logic", "property/test_law_readings", "test_findings"]),
    "comparison": (["judgement/comparison"], ["test_findings", "test_verdicts", "test_what_figures_say", "test_cases", "property/test_law_leaves", "property/test_law_stricter",
        "property/test_law_languages", "test_explanations", "test_vectors", "test_series", "test_figures_together", "test_areas", "test_assessment",
        "test_interchange", "property/test_law_units", "property/test_law_narrowing", "property/test_law_remedy"]),
    "floor 1": (["nouns", "exact_numbers", "quantities", "unit_registry", "unit_words", "period_words", "periods", "rounding", "sampling", "kendall", "citations",
        "sheets"], ["test_quantities", "test_nouns", "test_periods", "test_rounding", "test_sampling", "test_readings", "test_citations",
        "test_unit_versions", "property/test_law_units", "property/test_law_rounding", "property/test_law_sampling", "property/test_law_readings",
        "test_series", "test_text", "test_office_workbooks", "test_office_mistakes", "test_hostile", "test_drawings"]),
    "judgement": (["judgement/*"], ["test_findings", "test_verdicts", "test_what_figures_say", "test_cases", "test_periods", "property/test_law_leaves", "property/test_law_stricter", "test_readings",
        "property/test_law_oracle", "property/test_law_languages", "test_explanations", "test_vectors", "property/test_law_units",
        "property/test_law_narrowing", "property/test_law_remedy", "property/test_law_trend_remedy", "property/test_law_limits", "test_areas", "test_progress",
        "test_figures_together", "test_series", "test_explanation_schema", "test_interchange", "test_assessment", "test_drawings"]),
    "evidence": (["evidence/*"], ["test_series", "test_cases", "test_periods", "test_findings", "test_newcomer", "test_figures_together", "property/test_law_figures", "test_bad_observations", "test_office_tables",
        "test_office_mistakes", "test_plausible_figures", "test_what_figures_say", "test_numbers_of_others", "test_areas", "test_nouns",
        "property/test_law_narrowing", "property/test_law_order", "test_drawings", "test_interchange", "test_hostile"]),
    "progress": (["progress/*"], ["test_progress", "test_drawings", "test_cases", "property/test_law_progress", "test_explanations", "test_explanation_schema",
        "test_interchange"]),
    "notation": (["notation/*"], ["test_grammar", "test_lexicon", "test_brackets", "test_numbers_as_written", "test_english", "test_error_drawings",
        "test_describe", "test_targets", "test_quantities", "property/test_law_words", "property/test_law_round_trip", "property/test_law_spelling",
        "property/test_law_any_text", "test_corpus", "test_lookalikes", "test_one_character_slips", "test_what_figures_say", "test_xicheng",
        "test_kept_words", "test_drawings"]),
    "alignment": (["alignment/*"], ["test_align", "test_drawings", "property/test_law_alignment"]),
    "plans": (["plans/*"], ["test_rule_files", "test_what_figures_say", "test_assessment", "test_xicheng", "test_kit_examples", "test_lint", "test_schemas", "test_cases",
        "test_newcomer", "test_guide", "test_hostile", "test_align", "test_command_line", "test_interchange", "test_drawings"]),
    "rulefiles": (["rulefiles/*"], ["test_rule_files", "test_drawings", "test_schemas", "test_hostile", "test_guide", "test_xicheng", "test_lint", "test_kit_examples",
        "test_mutations"]),
    "assessments": (["assessments/*"], ["test_assessment", "test_needed", "property/test_law_needed", "test_areas", "test_forms", "test_interchange",
        "test_office_tables", "test_vectors", "test_drawings", "test_command_line_tables"]),
    "linting": (["linting/*"], ["test_lint", "test_drawings", "test_command_line", "test_docs_verdicts", "test_xicheng"]),
    "explain": (["explain/*"], ["test_explanations", "test_sentences", "test_sentences_agree", "test_explanation_schema", "property/test_law_languages", "test_areas", "test_findings",
        "test_progress", "test_interchange", "test_drawings"]),
}  # fmt: skip


def made(modules: Sequence[str]) -> dict[str, Path]:
    """Make the mutants of these modules in the folder ``mutants``; return the name of each, and its module."""
    shutil.rmtree("mutants", ignore_errors=True)
    config().only_mutate[:] = [f"src/prevention_rules/{module}.py" for module in modules]
    with contextlib.redirect_stdout(None):
        copy_src_dir()
        copy_also_copy_files()
        mutmut.create_mutants(1)
    setup_source_paths()
    found: dict[str, Path] = {}
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        found |= dict.fromkeys(data.exit_code_by_key, path)
    return found


class Mutants:
    """A pytest plugin: tests are collected once, and for each mutant a child of this process runs them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.alive: list[str] = []
        self.seconds = SECONDS
        self.order: list[int] = []
        self.killer = RawValue("i")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests without a mutant, which sets the time, and with each, two at a time."""
        waiting, running = ["", *self.names], dict[int, str]()
        self.order = list(range(len(session.items)))
        gc.freeze()
        while waiting or running:
            while waiting and len(running) < 2 and "" not in running.values():
                name = waiting.pop(0)
                running[self.start(session, name)] = name
            which, status, used = os.wait4(-1, 0)
            self.tell(running.pop(which), status == 0, used.ru_utime + used.ru_stime)
            # What killed one mutant is the first to try on the next.
            self.order.sort(key=self.killer.value.__ne__)
        return True

    def tell(self, name: str, survives: bool, seconds: float) -> None:
        if not name and not survives:
            raise SystemExit(1)
        if not name:
            self.seconds = SECONDS + int(10 * seconds)
            print(f"{seconds:.0f} s without a mutant", file=sys.__stdout__, flush=True)
        else:
            print("SURVIVES" if survives else "killed  ", name, file=sys.__stdout__, flush=True)
            self.alive += [name] if survives else []

    def start(self, session: pytest.Session, name: str) -> int:
        """Start the tests with this mutant in a child, and return its number."""
        if child := os.fork():
            return child
        status = 1
        with contextlib.suppress(BaseException):
            if name:  # without a mutant it takes what it takes
                resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
            set_mutant_under_test(name)
            for at, then in zip_longest(self.order, self.order[1:]):
                item, following = session.items[at], None if then is None else session.items[then]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    self.killer.value = at
                    break
            else:
                status = 0
        os._exit(status)


def survivors(names: Sequence[str], tests: Sequence[str]) -> list[str]:
    """Run tests on mutants; return those that no test killed."""
    mutants = Mutants(names)
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):  # noqa: PTH123
        failed = pytest.main([*tests, "--capture=no", *config().pytest_add_cli_args], plugins=[mutants])
    if failed:
        raise SystemExit("the tests cannot be run, or fail without any mutant")
    return mutants.alive


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("room", choices=ROOMS)
    asked.add_argument("--mutants", type=int, default=60, help="how many are drawn (60)")
    asked.add_argument("--near", action="store_true", help="run the room's own tests only")
    asked.add_argument("--only", nargs="*", metavar="PATTERN", help="try these, such as '*x_compare__*'")
    said = asked.parse_args()
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    modules, near = ROOMS[said.room]
    all_of_them = made(modules)
    drawn = [name for name in sorted(all_of_them) if not said.only or any(fnmatch(name, one) for one in said.only)]
    if said.room not in WHOLE and not said.only:
        drawn = sorted(random.Random(SEED).sample(drawn, min(said.mutants, len(drawn))))
    print(f"{said.room}: {len(drawn)} of {len(all_of_them)} mutants", flush=True)

    os.chdir("mutants")
    alive = survivors(drawn, [f"tests/{name}.py" for name in near])
    if alive and not said.near:
        alive = survivors(alive, ["tests", "src", "docs"])
    os.chdir(ROOT)
    for name in sorted(alive):
        print(f"\n{name}\n{get_diff_for_mutant(name, path=all_of_them[name])}")
    killed = len(drawn) - len(alive)
    print(f"\n{said.room}: {killed} of {len(drawn)} killed, {killed / len(drawn):.1%}")


if __name__ == "__main__":
    main()
