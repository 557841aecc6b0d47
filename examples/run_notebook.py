"""Run a notebook from top to bottom in a fresh kernel, and hold the texts it prints to those stored in it.

``python examples/run_notebook.py examples/midterm.ipynb`` (needs the extra ``examples``) fails where a cell raises or
prints another text than the stored one, and shows the difference. With ``--write`` it stores the new outputs instead.
"""

import argparse
import copy
import difflib
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode


def texts(cell: NotebookNode) -> str:
    """Return what a cell prints and the plain text of what it returns; pictures, HTML and warnings are left out."""
    told = []
    for output in cell.get("outputs", ()):
        if output.output_type == "stream" and output.name == "stdout":
            told.append(output.text)
        elif output.output_type in ("execute_result", "display_data"):
            told.append(output.data.get("text/plain", "") + "\n")
    return "".join(told)


def differences(stored: NotebookNode, ran: NotebookNode) -> list[str]:
    """Return the lines that differ, below the number of their cell."""
    lines: list[str] = []
    for number, (old, new) in enumerate(zip(stored.cells, ran.cells, strict=True), 1):
        if texts(old) != texts(new):
            lines += difflib.unified_diff(
                texts(old).splitlines(), texts(new).splitlines(), f"cell {number}, stored", "run", lineterm=""
            )
    return lines


def main(path: Path, *, write: bool) -> str | None:
    """Run the notebook; return what is wrong with it, if anything."""
    stored = nbformat.read(path, as_version=4)
    ran = copy.deepcopy(stored)
    NotebookClient(ran, timeout=300, record_timing=False, resources={"metadata": {"path": str(path.parent)}}).execute()
    ran.metadata = stored.metadata  # else each version of Python writes its own
    for cell in ran.cells:
        if cell.cell_type == "code":  # warnings tell of the machine
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    if write:
        nbformat.write(ran, path)
    elif found := differences(stored, ran):
        return "\n".join([f"{path}: prints another text than the stored one (--write stores it)", *found])
    print(f"{path}: {sum(cell.cell_type == 'code' for cell in ran.cells)} cells ran")
    return None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run a notebook; hold its texts to the stored ones.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--write", action="store_true", help="store the new outputs")
    given = parser.parse_args()
    sys.exit(main(given.path, write=given.write))
