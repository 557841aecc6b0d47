"""What a command says and where: results on standard output or in a file, remarks beside them on standard error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from prevention_rules.errors import Fault, FileError
from prevention_rules.text import Language, Words


class OutputError(FileError):
    """A file that cannot be written."""


@frozen
class Console:
    """The two streams, spoken to in one language."""

    lang: Language

    def said(self, words: Words) -> str:
        """Return a phrase in the language that is spoken here."""
        return words.in_language(self.lang)

    def show(self, text: str) -> None:
        """Print a result."""
        print(text, end="" if text.endswith("\n") else "\n")

    def tell(self, words: Words) -> None:
        """Print a sentence of the result."""
        self.show(self.said(words))

    def remark(self, words: Words) -> None:
        """Print something beside the result, so that the result can be passed on by itself."""
        print(self.said(words), file=sys.stderr)

    @property
    def width(self) -> int | None:
        """How wide a table may be: as the terminal; where the output goes elsewhere, as wide as it is."""
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    @property
    def is_unicode(self) -> bool:
        """True where standard output can show every sign."""
        return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")

    def save(self, text: str, path: str, *, force: bool = False) -> None:
        """Write a result to a file as UTF-8, as `make` does; a CSV begins with the mark that spreadsheets know."""
        encoding = "utf-8-sig" if path.lower().endswith(".csv") else "utf-8"
        ended = text if text.endswith("\n") else f"{text}\n"
        self.make(path, lambda file: bool(file.write_text(ended, encoding=encoding, newline="\n")), force=force)

    def make(self, path: str, write: Callable[[Path], bool], *, force: bool = False) -> None:
        """Let *write* make a file, which says whether there was anything to write; see `save`.

        A file that is there is replaced only by *force*. Raises `OutputError` where none can be written.
        """
        try:
            if Path(path).exists() and not force:
                raise FileExistsError
            wrote = write(Path(path))
        except OSError as error:
            raise OutputError([_not_written(path, error)]) from None
        done = Words(f"已写入 {path}", f"written to {path}")
        self.remark(done if wrote else Words("没有什么要写的", "there is nothing to write"))


def never_fail_on_a_sign() -> None:
    """Let a console that lacks a sign show its number: the text is all there, and no output breaks off."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _not_written(path: str, error: OSError) -> Fault:
    match error:
        case FileExistsError():
            problem = Words("已经有这个文件", "there is such a file already")
            cure = Words("换一个名字，或加 --force 覆盖它", "choose another name, or replace it with --force")
        case FileNotFoundError() | NotADirectoryError():
            problem = Words("没有这个文件夹", "there is no such folder")
            cure = Words("先建好文件夹，或核对路径", "make the folder first, or check the path")
        case _:
            problem = Words("这个文件写不了", "the file cannot be written")
            cure = Words("核对路径和权限；如果正用 Excel 打开，先关掉", "check path and permissions; close it in Excel")
    return Fault(path, None, "", "", problem, cure)
