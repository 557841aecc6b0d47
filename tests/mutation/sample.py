"""Mutation testing, a room at a time: ``python tests/mutation/sample.py ROOM [--mutants 60] [--near]``.

mutmut makes the mutants; 60 of a room are drawn, always the same, and of the rooms in ``WHOLE`` every one is taken. Each
meets the room's own tests first, and those it survives are followed by every test there is (``--near`` leaves that
out). A mutant is killed by a test that fails, or by taking ten times as long as the tests do. Needs mutmut (extra
``mutation``).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
WHOLE = {"intervals", "logic", "comparison"}
SEED = 16
SECONDS = 20
"""How long a mutant may take at least, of the processor's time."""

ROOMS: dict[str, tuple[list[str], list[str]]] = {
    # a room: its modules, and the tests that stand nearest
    "intervals": (["intervals"], ["property/test_law_sets", "property/test_law_oracle", "property/test_law_sampling", "property/test_law_narrowing",
        "test_verdicts", "test_figures_together", "test_series", "test_office_mistakes", "test_interchange", "property/test_law_languages"]),
    "logic": (["logic"], ["test_logic", "property/test_law_readings", "test_findings"]),
    "comparison": (["judgement/comparison"], ["test_findings", "test_verdicts", "property/test_law_leaves", "property/test_law_stricter",
        "property/test_law_languages", "test_explanations", "test_vectors", "property/test_law_units", "property/test_law_narrowing",
        "property/test_law_remedy"]),
    "floor 1": (["nouns", "quantities", "unit_registry", "unit_words", "period_words", "periods", "rounding", "sampling", "kendall", "citations",
        "sheets"], ["test_quantities", "test_nouns", "test_periods", "test_rounding", "test_sampling", "test_readings", "test_citations",
        "test_unit_versions", "property/test_law_units", "property/test_law_rounding", "property/test_law_sampling", "property/test_law_readings",
        "test_series", "test_text", "test_office_workbooks", "test_office_mistakes", "test_hostile"]),
    "judgement": (["judgement/*"], ["test_findings", "test_verdicts", "property/test_law_leaves", "property/test_law_stricter", "test_readings",
        "property/test_law_oracle", "property/test_law_languages", "test_explanations", "test_vectors", "property/test_law_units",
        "property/test_law_narrowing", "property/test_law_remedy", "property/test_law_trend_remedy", "test_areas", "test_progress",
        "test_figures_together", "test_series", "test_explanation_schema", "test_interchange"]),
    "evidence": (["evidence/*"], ["test_series", "test_figures_together", "property/test_law_figures", "test_bad_observations", "test_office_tables",
        "test_office_mistakes", "test_plausible_figures", "test_what_figures_say", "test_numbers_of_others", "test_areas", "test_nouns",
        "property/test_law_narrowing", "property/test_law_order", "test_wrong_kinds", "test_interchange", "test_hostile"]),
    "progress": (["progress/*"], ["test_progress", "property/test_law_progress", "test_wrong_kinds", "test_explanations", "test_explanation_schema",
        "test_interchange"]),
    "notation": (["notation/*"], ["test_grammar", "test_lexicon", "test_brackets", "test_numbers_as_written", "test_english", "test_error_drawings",
        "test_describe", "test_targets", "test_quantities", "property/test_law_words", "property/test_law_round_trip", "property/test_law_spelling",
        "property/test_law_any_text", "test_corpus", "test_lookalikes", "test_one_character_slips", "test_what_figures_say", "test_xicheng",
        "test_kept_words"]),
    "alignment": (["alignment/*"], ["test_align", "property/test_law_alignment", "test_wrong_kinds"]),
    "plans": (["plans/*"], ["test_rule_files", "test_assessment", "test_xicheng", "test_kit_examples", "test_lint", "test_schemas", "test_cases",
        "test_newcomer", "test_guide", "test_hostile", "test_align", "test_command_line", "test_interchange"]),
    "rulefiles": (["rulefiles/*"], ["test_rule_files", "test_schemas", "test_hostile", "test_guide", "test_xicheng", "test_lint", "test_kit_examples",
        "test_mutations"]),
    "assessments": (["assessments/*"], ["test_assessment", "test_needed", "property/test_law_needed", "test_areas", "test_forms", "test_interchange",
        "test_office_tables", "test_vectors", "test_wrong_kinds", "test_command_line_tables"]),
    "linting": (["linting/*"], ["test_lint", "test_docs_verdicts", "test_xicheng"]),
    "explain": (["explain/*"], ["test_explanations", "test_explanation_schema", "property/test_law_languages", "test_areas", "test_findings",
        "test_progress", "test_interchange"]),
}  # fmt: skip


def made(modules: Sequence[str]) -> dict[str, Path]:
    """Make the mutants of these modules in the folder ``mutants``; return the name of each, and its module."""
    import mutmut.__main__ as mutmut
    from mutmut.configuration import config
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths, walk_mutatable_files

    shutil.rmtree("mutants", ignore_errors=True)
    config().only_mutate[:] = [f"src/prevention_rules/{module}.py" for module in modules]
    with contextlib.redirect_stdout(None):
        copy_src_dir()
        copy_also_copy_files()
        mutmut.create_mutants(1)
    setup_source_paths()
    found = {}
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        found |= dict.fromkeys(data.exit_code_by_key, path)
    return found


class Tests:
    """The tests that are run on mutants, imported once; each run has a process of its own."""

    def __init__(self, named: Sequence[str]) -> None:
        import pytest
        from mutmut.configuration import config

        self.named = [*named, *config().pytest_add_cli_args]
        with silence():
            pytest.main(["-qq", "--collect-only", *self.named])
        self.seconds = SECONDS
        began = time.monotonic()
        if [died for _, died in self.run([""])] != [False]:
            raise SystemExit("the tests fail without any mutant")
        self.seconds = max(SECONDS, int(10 * (time.monotonic() - began)))

    def run(self, names: Sequence[str], at_once: int = 2) -> Iterator[tuple[str, bool]]:
        """Run the tests with each mutant; yield its name, and whether it was killed."""
        waiting, running = list(names), dict[int, str]()
        while waiting or running:
            while waiting and len(running) < at_once:
                name = waiting.pop(0)
                running[self.start(name)] = name
            which, status = os.wait()
            yield running.pop(which), status != 0

    def start(self, name: str) -> int:
        """Start the tests with this mutant in a child, and return its number."""
        if child := os.fork():
            return child
        import pytest
        from mutmut.mutation.trampoline import set_mutant_under_test

        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        set_mutant_under_test(name)
        with silence():
            os._exit(int(pytest.main(["-q", "-x", *self.named])))


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Send what is printed nowhere."""
    sys.stdout.flush()
    kept = [(descriptor, os.dup(descriptor)) for descriptor in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor, _ in kept:
        os.dup2(nowhere, descriptor)
    yield
    for descriptor, copy in kept:
        os.dup2(copy, descriptor)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("room", choices=ROOMS)
    asked.add_argument("--mutants", type=int, default=60, help="how many are drawn (60)")
    asked.add_argument("--near", action="store_true", help="run the room's own tests only")
    asked.add_argument("--only", nargs="*", metavar="MUTANT", help="try these")
    said = asked.parse_args()
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    modules, near = ROOMS[said.room]
    all_of_them = made(modules)
    drawn = said.only or sorted(all_of_them)
    if said.room not in WHOLE and not said.only:
        drawn = random.Random(SEED).sample(drawn, min(said.mutants, len(drawn)))
    print(f"{said.room}: {len(drawn)} of {len(all_of_them)} mutants", flush=True)

    os.chdir("mutants")
    alive = drawn
    for tests in [[f"tests/{name}.py" for name in near], ["tests", "src", "docs"]][: 1 if said.near else 2]:
        run, alive = Tests(tests).run(alive), []
        for name, died in run:
            print("killed  " if died else "SURVIVES", name, flush=True)
            alive += [] if died else [name]
    os.chdir(ROOT)
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for name in sorted(alive):
        print(f"\n{name}\n{get_diff_for_mutant(name, path=all_of_them[name])}")
    killed = len(drawn) - len(alive)
    print(f"\n{said.room}: {killed} of {len(drawn)} killed, {killed / len(drawn):.1%}")


if __name__ == "__main__":
    main()
