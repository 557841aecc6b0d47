"""What is optional is provably optional: importing the package loads none of it, even where it is installed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import prevention_rules

ROOT = Path(prevention_rules.__file__).parent

OPTIONAL = [
    "pandas", "polars", "numpy", "narwhals", "pyarrow", "duckdb", "matplotlib", "altair", "openpyxl", "tqdm", "hypothesis", "pytest", "_pytest",
]  # fmt: skip
DOORS = {"report", "frames", "workbooks", "forms", "charts", "testing"}
NOTE = "import sys\nsys.asked.add(__name__)\nraise ModuleNotFoundError(__name__)\n"
RUNTIME = "import attrs, cattrs, dateutil, lark"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where every optional library is found, and notes who asks for it before it refuses."""
    folder = tmp_path_factory.mktemp("installed")
    for library in OPTIONAL:
        (folder / library).mkdir()
        (folder / library / "__init__.py").write_text(NOTE)
    return folder


def loaded(code: str, folder: Path) -> set[str]:
    """Run *code* in a fresh interpreter that finds *folder* first, and return the optional libraries it asked for."""
    script = f"import sys; sys.path.insert(0, sys.argv[1]); sys.asked = set()\n{code}\nprint(*sys.asked)"
    run = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_import_loads_nothing_optional(installed: Path) -> None:
    """Importing the package loads no dataframe, plotting or test library, beyond what a dependency itself looks for."""
    looked_for = loaded(RUNTIME, installed)
    assert loaded("import prevention_rules", installed) <= looked_for
    assert looked_for == set()


def test_a_verdict_loads_nothing_optional(installed: Path) -> None:
    """Reading a plan, judging it and explaining a finding load nothing optional either."""
    code = (
        "import prevention_rules as pr\n"
        "finding = pr.load_plan('xicheng-2022-2025').assess({'1': {2025: '超75%'}}, at=2025)['1']\n"
        "finding.explain('zh')._repr_html_(); finding.explain('en').to_dict()"
    )
    assert loaded(code, installed) <= loaded(RUNTIME, installed)


@pytest.mark.parametrize("module", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_names_only_its_dependencies(module: Path) -> None:
    """Outside the optional doors no module imports anything but the standard library and the five dependencies."""
    room = module.relative_to(ROOT).parts[0].removesuffix(".py")
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    found = {name.split(".")[0] for node in tree for name in named(node)}
    allowed = {"prevention_rules", "attr", "attrs", "cattrs", "dateutil", "lark", "pint", *sys.stdlib_module_names}
    assert room in DOORS or found <= allowed


def named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_the_test_sees_what_is_loaded(installed: Path) -> None:
    """A library that is asked for shows, so that the tests above can fail."""
    asking = "for name in ('pandas', 'hypothesis'):\n try: __import__(name)\n except ImportError: pass"
    assert loaded(asking, installed) == {"pandas", "hypothesis"}


def test_an_answer_needs_no_pint() -> None:
    """Importing the package, reading a target with a unit and judging it never import pint."""
    code = (
        "import sys, prevention_rules as pr\n"
        "target = pr.parse_target('≥2.82', unit='平方米')\n"
        "pr.evaluate(target, pr.Series.of({2025: '3.1'}, unit='平方米'), at=2025).explain('zh')\n"
        "assert 'pint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
