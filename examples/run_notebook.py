"""Run a notebook from top to bottom in a fresh kernel; an error in any cell fails, and is shown.

``python examples/run_notebook.py examples/midterm.ipynb`` (needs the extra ``examples``).
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def main(path: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(Path(path).parent)}}).execute()
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    print(f"{path}: {cells} cells ran")


if __name__ == "__main__":
    main(sys.argv[1])
