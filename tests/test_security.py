"""What SECURITY.md promises about the package itself: it runs nothing that it reads, and reaches for nothing outside."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import prevention_rules

ROOT = Path(prevention_rules.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.name != "prepare.py")
"""All but the developer's command, which reads back a pickle that Lark made for it a line before."""

RUNS = {"eval", "exec", "compile", "__import__"}
"""Builtins that turn a text into a program."""

REACHES = {
    "asyncio", "code", "codeop", "ctypes", "ftplib", "http", "marshal", "multiprocessing", "pickle", "pty", "runpy", "shelve",
    "smtplib", "socket", "socketserver", "ssl", "subprocess", "urllib", "webbrowser", "xmlrpc",
}  # fmt: skip
"""Standard modules that run code, start processes or open connections."""


def used(path: Path) -> set[str]:
    """Name the functions a module calls, the modules it imports, and the attributes it asks for."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
        elif isinstance(node, ast.Attribute):
            found.add(f".{node.attr}")
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_that_is_read_is_run(module: Path) -> None:
    """No module turns text into a program, starts a process or opens a connection."""
    assert not used(module) & (RUNS | REACHES | {".system", ".popen", ".import_module"})


def test_the_test_sees_what_it_looks_for(tmp_path: Path) -> None:
    """A module that does one of these things is found out, so that the test above can fail."""
    module = tmp_path / "module.py"
    module.write_text("import subprocess, os\nfrom urllib.request import urlopen\neval('1')\nos.system('true')\n")
    assert used(module) >= {"subprocess", "urllib", "eval", ".system"}
