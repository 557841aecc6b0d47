"""The command line as real processes: on a terminal, in a pipe, on a console that lacks signs."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from command_line import DATA

from prevention_rules.text import display_width

PROGRAM = [sys.executable, "-m", "prevention_rules"]
ASSESS = ("assess", "plan.toml", "figures.csv", "more.csv", "--at", "2023", "--lang", "zh")


def process(*argv: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    known = {**os.environ, "PYTHONIOENCODING": "utf-8", **environ}
    return subprocess.run([*PROGRAM, *argv], cwd=DATA, env=known, capture_output=True, check=False)


def on_a_terminal(*command: str, width: int) -> str:
    """Run a command on a terminal of that width, and return what it shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    known = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    known["PYTHONIOENCODING"] = "utf-8"
    with subprocess.Popen(command, cwd=DATA, env=known, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        assert running.wait() == 0, shown
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed (Linux)
        return b""


@pytest.mark.parametrize("width", [60, 100])
def test_a_table_fits_the_terminal(width: int) -> None:
    """On a terminal no line of the table is wider than it, and no cell loses a word."""
    shown = on_a_terminal(*PROGRAM, *ASSESS, width=width).partition("\n收到")[0]
    whole = process(*ASSESS).stdout.decode()
    assert max(map(display_width, shown.splitlines())) <= width < max(map(display_width, whole.splitlines()))
    assert signs(shown) == signs(whole)


def signs(table: str) -> list[str]:
    """Return every sign of a table that is neither a space nor part of a rule."""
    return sorted(re.sub(r"[\s─]", "", table))


def test_a_pipe_gets_the_whole_width() -> None:
    """In a pipe a row is a line, whatever the terminal."""
    lines = process(*ASSESS, COLUMNS="40").stdout.decode().splitlines()
    begin = next(at for at, line in enumerate(lines) if line.startswith("序号"))
    assert [line.split()[0] for line in lines[begin + 2 : begin + 5]] == ["1", "2", "3"]


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    """Who reads the first lines only, as `head` does, gets no complaint."""
    (tmp_path / "figures.csv").write_text("指标,年份,数值\n3,2023,76%\n", encoding="utf-8")
    argv = ("assess", "xicheng-2022-2025", "figures.csv", "--at", "2023", "--format", "json")
    with subprocess.Popen([*PROGRAM, *argv], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
        assert running.wait() == 0, told
    assert b"Traceback" not in told
    assert b"Broken" not in told


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_a_console_that_lacks_signs(encoding: str) -> None:
    """On a console of another encoding nothing fails; a sign it lacks is shown by its number, JSON stays whole."""
    ran = process(*ASSESS, PYTHONIOENCODING=encoding)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
    known = "《某区" if encoding == "gbk" else r"\u300a\u67d0\u533a"
    assert ran.stdout.decode(encoding).startswith(known)
    data = process(*ASSESS, "--format", "json", PYTHONIOENCODING=encoding).stdout
    assert json.loads(data.decode(encoding))["plan"]["title"].startswith("某区")


def test_the_system_says_the_language() -> None:
    """Without --lang the language is that of the system, from the first word on."""
    assert process(LC_ALL="zh_CN.UTF-8").stdout.decode().startswith("用法：")
    assert process(LC_ALL="en_GB.UTF-8").stdout.decode().startswith("usage:")


def test_a_small_command_loads_little() -> None:
    """A schema, and the help, are printed without Lark, pint, rule files or anything optional."""
    code = (
        "import sys\n"
        "from prevention_rules.cli.main import main\n"
        "assert main(['schema']) == 0 and main(['--help']) == 0\n"
        "rooms = 'lark', 'pint', 'openpyxl', 'tqdm', 'prevention_rules.rulefiles', 'prevention_rules.assessments'\n"
        "assert not [room for room in rooms if room in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.extra("cli")
def test_a_bar_for_who_watches() -> None:
    """With tqdm, on a terminal, work that takes longer than a moment shows a bar, and gives the items as they are."""
    code = (
        "import time\n"
        "from prevention_rules.cli import progress\n"
        "progress._PATIENCE = 0.0\n"
        "print([time.sleep(0.2) or one for one in progress.progress(['a', 'b'], '读数据')])"
    )
    shown = on_a_terminal(sys.executable, "-c", code, width=80)
    assert "读数据:  50%" in shown
    assert shown.endswith("['a', 'b']\n")
