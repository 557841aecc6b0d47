"""Files as bytes: whatever keeps one from being read or written is the same documented error at every door."""

from __future__ import annotations

from pathlib import Path

from prevention_rules.errors import Fault, FileError
from prevention_rules.text import Words, shortened, shown

LARGEST = 200 * 1024 * 1024
"""Larger files are refused: no office sends one, and reading it would take the machine."""

XLSX, OLD_XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a workbook begins: one of today, and an old one or one with a password."""


def bytes_of(path: str | Path, refused: type[FileError]) -> bytes:
    """Return what a file holds; raises *refused* for one that is missing, unreadable, a folder, or too large."""
    if not isinstance(path, str | Path):
        raise refused([no_path(path)])
    try:
        size = Path(path).stat().st_size
        if size > LARGEST:
            raise refused([_too_large(path, size)])
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a null byte, or one that cannot be encoded
        if isinstance(error, FileError):
            raise
        raise refused([_fault(path, error)]) from None


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write a file, over what may be there; raises `FileError` for a folder, or for a path that cannot be written."""
    if not isinstance(path, str | Path):
        raise FileError([no_path(path)])
    try:
        Path(path).write_bytes(data)
    except (OSError, ValueError) as error:
        raise FileError([_unwritten(path, error)]) from None


def no_path(given: object) -> Fault:
    """Say that something is not the path of a file."""
    problem = Words(f"path 应是文件的路径，不能是 {shown(given)}", f"path is the path of a file, not {shown(given)}")
    cure = Words('给出路径，如 "figures.csv"', 'give a path, such as "figures.csv"')
    return Fault("path", None, "", "", problem, cure)


def _fault(path: str | Path, error: OSError | ValueError) -> Fault:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            problem, cure = Words("没有这个文件", "there is no such file"), Words("核对路径", "check the path")
        case IsADirectoryError():
            problem = Words("这是文件夹，不是文件", "this is a folder, not a file")
            cure = Words("给出其中一个文件的路径", "give the path of a file in it")
        case PermissionError():
            problem = Words("没有权限读这个文件", "this file may not be read")
            cure = Words("改它的权限，或换一份副本", "change its permissions, or use a copy")
        case _:
            problem = Words("这个文件读不出", "this file cannot be read")
            cure = Words("核对路径", "check the path")
    return Fault(named(path), None, "", "", problem, cure)


def named(path: str | Path) -> str:
    """Return a path as messages name it: of an endless one the beginning."""
    return shortened(str(path), 300)


def _unwritten(path: str | Path, error: OSError | ValueError) -> Fault:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            problem = Words("没有这个文件夹", "there is no such folder")
            cure = Words("先建文件夹，或核对路径", "make the folder first, or check the path")
        case IsADirectoryError():
            problem = Words("这是文件夹，不是文件", "this is a folder, not a file")
            cure = Words("在路径末尾加上文件名", "put the name of a file behind it")
        case PermissionError():
            problem = Words(
                "没有权限写这个文件，或它正被打开", "this file may not be written, or another program has it"
            )
            cure = Words("关掉打开它的程序，或换一个路径", "close that program, or choose another path")
        case _:
            problem = Words("这个文件写不了", "this file cannot be written")
            cure = Words("核对路径和磁盘空间", "check the path and the space on the disk")
    return Fault(named(path), None, "", "", problem, cure)


def _too_large(path: str | Path, size: int) -> Fault:
    most = LARGEST // 1024 // 1024
    problem = Words(
        f"文件有 {size // 1024 // 1024} MB，最多读 {most} MB",
        f"the file has {size // 1024 // 1024} MB, at most {most} MB are read",
    )
    return Fault(named(path), None, "", "", problem, Words("把它分成几个文件", "split it into several files"))
