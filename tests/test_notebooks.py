"""The notebooks in ``examples``; ``examples/run_notebook.py`` runs them and holds their outputs to the stored ones."""

import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "examples").glob("*.ipynb"))


def cells(path: Path, kind: str) -> list[dict[str, object]]:
    stored = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in stored if cell["cell_type"] == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_as_it_ran_from_top_to_bottom(path: Path) -> None:
    code = cells(path, "code")
    assert [cell["execution_count"] for cell in code] == [*range(1, len(code) + 1)]
    assert "stderr" not in json.dumps([cell["outputs"] for cell in code])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_invented_figures_are_called_so_above_and_in_the_output(path: Path) -> None:
    if path.stem == "alignment":  # it holds targets against targets, without a figure
        return
    assert all(word in str(cells(path, "markdown")) for word in ("invented", "虚构"))
    assert "nvented" in str([cell["outputs"] for cell in cells(path, "code")])
