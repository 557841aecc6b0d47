"""The door of the command line: which command is meant, and what becomes of everything that can go wrong."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from prevention_rules.cli.commands import COMMANDS, module_of, parser_of
from prevention_rules.cli.console import Console, never_fail_on_a_sign
from prevention_rules.cli.cures import in_shell
from prevention_rules.cli.languages import language
from prevention_rules.cli.parser import PROGRAM, USAGE_ERROR, Parser
from prevention_rules.errors import FileError, FormatError, PreventionRulesError
from prevention_rules.extras import MissingExtraError
from prevention_rules.text import Words, did_you_mean, guessed

INTERNAL_ERROR, INTERRUPTED = 70, 130
"""The exit codes of a fault of the program (EX_SOFTWARE) and of Ctrl-C (128 + SIGINT)."""

_PACKAGE = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; the page on the command line lists the codes.

    >>> main(["schema", "goal", "--lang", "en"])
    2
    """
    given = list(sys.argv[1:] if argv is None else argv)
    console = Console(language(given, os.environ))
    never_fail_on_a_sign()
    try:
        code = _run(given, console)
        sys.stdout.flush()
    except SystemExit as done:  # argparse has said what there was to say
        return int(done.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # who reads on has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MissingExtraError as error:
        return _refused(console.said(error.problem), console)
    except FileError as error:
        print(in_shell(error.explain(console.lang)), file=sys.stderr)
        return USAGE_ERROR
    except PreventionRulesError as error:
        return _refused(in_shell(error.explain(console.lang)), console)
    except Exception as error:
        return _internal(error, console, debug="--debug" in given or bool(os.environ.get("PREVENTION_RULES_DEBUG")))
    return code


def _run(argv: list[str], console: Console) -> int:
    name, rest = _command(argv)
    if name is None:
        return _without_command(rest, console)
    if name not in COMMANDS:
        guess = did_you_mean(name, COMMANDS) or Words(f"可用 {'、'.join(COMMANDS)}", f"there are {', '.join(COMMANDS)}")
        end = guessed(guess)
        raise FormatError(Words(f"没有命令“{name}”{end.zh}", f"there is no command {name!r}{end.en}"))
    parser = parser_of(name, console.lang)
    args, more = parser.parse_known_args(rest)
    # Files may stand on both sides of an option, which argparse takes for too many.
    unknown = [one for one in more if one.startswith("-") or not hasattr(args, "figures")]
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    args.more = more
    code: int = module_of(name).run(args, console)
    return code


def _command(argv: list[str]) -> tuple[str | None, list[str]]:
    """Return the command, the first word that belongs to no option, and the rest."""
    at = 0
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] == "--lang" else 1
    return (argv[at], argv[:at] + argv[at + 1 :]) if at < len(argv) else (None, argv)


def _without_command(argv: list[str], console: Console) -> int:
    """Show the version, or the help; to have called for nothing is a slip."""
    parser = Parser(_COMMAND.in_language(console.lang), _PROGRAM, console.lang, COMMANDS)
    parser.ask("--version", action="store_true", told=Words("显示版本", "show the version"))
    parser.ask_common()
    if parser.parse_args([one for one in argv if one not in ("-h", "--help")]).version:
        console.show(f"{PROGRAM} {version(PROGRAM)}")
        return 0
    console.show(parser.format_help())
    return 0 if {"-h", "--help"}.intersection(argv) else USAGE_ERROR


_COMMAND = Words("命令", "COMMAND")
_PROGRAM = Words(
    "判断规划的目标是否实现，并说明理由。",
    "Decides, exactly and explainably, whether the targets of a public plan are met.",
)


def _refused(text: str, console: Console) -> int:
    print(f"{console.said(Words('错误：', 'error: '))}{text}", file=sys.stderr)
    return USAGE_ERROR


def _internal(error: Exception, console: Console, *, debug: bool) -> int:
    """Own up to a fault of the program, and say what helps to mend it."""
    if debug:
        traceback.print_exception(error)
    said = f"{type(error).__name__}: {error} ({_place(error)})"
    console.remark(
        Words(
            f"程序内部出错，不是您的错：{said}\n请把这一行和所用的命令告诉维护者；加 --debug 可看到全部细节。",
            f"A fault of this program, not of yours: {said}\n"
            "Please report this line and the command to its maintainers; --debug shows all there is to know.",
        )
    )
    return INTERNAL_ERROR


def _place(error: Exception) -> str:
    """Return the last place in the package that the error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    return f"{Path(ours[-1].filename).relative_to(_PACKAGE).as_posix()}:{ours[-1].lineno}"
