"""Notebooks: what of them is Python, and in which cell a line is."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tfguard.cli.main import main
from tfguard.syntax.notebook import NotebookError, cells_of, file_lines, python_of, script_of
from tfguard.syntax.place import Cell

MODEL = """\
import tensorflow as tf

@tf.function
def step(x, number):
    return x * number
"""


def code(source: str, count: int | None = None) -> dict[str, object]:
    lines = source.splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": count, "metadata": {}, "outputs": [], "source": lines}


def text(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells: dict[str, object], language: str = "python") -> bytes:
    metadata = {"kernelspec": {"name": "a", "language": language}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}).encode()


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def run_it(*args: str) -> tuple[int, str]:
        return main(list(args)), capsys.readouterr().out

    return run_it


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("x = 1\n", "x = 1\n"),
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if x:\n    %cd ..\n    !ls", "if x:\n    pass\n    pass"),
        ("!pip install a \\\n  b  # why\nx = 1", "pass\n\nx = 1"),
        ("files = !ls\nx = 1", "files = get_ipython()\nx = 1"),
        ("a, b = %magic 1\n", "a, b = get_ipython()\n"),
        ("?step\nstep?\ntf.ones??\nx = 1", "pass\npass\npass\nx = 1"),
        ("x = (7\n  % 3)", "x = (7\n  % 3)"),
        ("!ls\nx = (7\n% 3)", "pass\nx = (7\n% 3)"),
        ("!ls\nx = 7 \\\n% 3", "pass\nx = 7 \\\n% 3"),
        ('!ls\nx = """\n!no\n"""', 'pass\nx = """\n!no\n"""'),
        ("# why?\n!ls", "# why?\npass"),
        ("!pip install a  # why", "pass"),
        ("%matplotlib inline  # why", "pass"),
        ("if x:\n    %time f()  # why", "if x:\n    pass"),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%capture out\n%cd ..\nx = 1", "\npass\nx = 1"),
        ("%%bash\nls (\n", "\n\n"),
        ("%%writefile a.py\nx = 1", "\n"),
        ("await f()", "await f()"),
        ("", ""),
    ],
)
def test_what_ipython_takes_for_itself_is_left_out(cell: str, python: str) -> None:
    assert python_of(cell) == python
    ast.parse(python)
    assert python.count("\n") == cell.count("\n")


def test_a_cell_that_is_no_python_stays_what_it_is() -> None:
    assert python_of("def f(:\n    pass") == "def f(:\n    pass"


@pytest.mark.parametrize(
    ("counts", "numbers"),
    [((None, None), (1, 2)), ((7, 9), (7, 9)), ((7, None), (1, 2)), ((3, 3), (1, 2))],
)
def test_cells_have_the_numbers_that_jupyter_shows(
    counts: tuple[int | None, int | None], numbers: tuple[int, int]
) -> None:
    script = script_of(notebook(text("# Title"), code("x = 1\ny = 2", counts[0]), code("z = 3", counts[1])))
    cells = cells_of(script)
    assert cells is not None
    lines = script.split("\n")
    first, second = cells.at(lines.index("y = 2") + 1), cells.at(lines.index("z = 3") + 1)
    assert first == Cell(numbers[0], 1) and second == Cell(numbers[1], 4)


def test_a_notebook_of_another_language_has_no_script() -> None:
    assert script_of(notebook(code("x <- 1"), language="R")) == ""


def test_a_module_has_no_cells() -> None:
    assert cells_of("x = 1\n# %% cell 3\n") is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no readable notebook"),
        (b"\xff\xfe\x00", "no readable notebook"),
        (b"[" * 100_000, "no readable notebook"),
        (b"[]", "no format number"),
        (b'{"nbformat": 3, "worksheets": []}', "format 3, too old"),
        (b'{"nbformat": 4}', "no list of cells"),
    ],
)
def test_what_is_no_notebook_is_an_error(data: bytes, message: str) -> None:
    with pytest.raises(NotebookError, match=message) as caught:
        script_of(data)
    assert "\n" not in str(caught.value)


def test_calls_in_cells_are_calls_of_the_project(tmp_path: Path, run: Run) -> None:
    (tmp_path / "model.py").write_text(MODEL, "utf-8")
    loop = code("%%time\nfor i in range(10):\n    step(tf.ones([2]), i)")
    imports = code("!pip list\nimport tensorflow as tf\nfrom model import step")
    (tmp_path / "train.ipynb").write_bytes(notebook(text("# Training"), imports, loop))
    exit_code, out = run("check", ".")
    assert "train.ipynb:cell 2:3:24: W7301 tf-python-scalar-arg" in out
    assert exit_code == 1
    (finding,) = json.loads(run("check", ".", "--format", "json")[1])["findings"]
    assert (finding["cell"], finding["line"], finding["end_line"]) == (2, 3, 3)
    assert (finding["root"]["cell"], finding["root"]["line"]) == (None, 4)
    assert (finding["related"][0]["cell"], finding["related"][0]["line"]) == (2, 2)


def test_a_change_in_another_cell_is_named_by_its_cell(tmp_path: Path, run: Run) -> None:
    traced = code("import tensorflow as tf\nrate = 0.5\n@tf.function\ndef step(x):\n    return x * rate")
    calls = code("step(tf.ones(2))"), code("rate = 0.1\nstep(tf.ones(2))")
    (tmp_path / "train.ipynb").write_bytes(notebook(traced, *calls))
    _, out = run("check", "train.ipynb")
    assert "train.ipynb:cell 1:5:16: W7401" in out
    assert "(cell 3, line 1)" in out


def test_errors_and_comments_are_found_by_cell(tmp_path: Path, run: Run) -> None:
    (tmp_path / "syntax.ipynb").write_bytes(
        notebook(code("import tensorflow as tf\ntf.function", 4), code("\ndef f(:", 6))
    )
    (tmp_path / "old.ipynb").write_bytes(b'{"nbformat": 2}')
    comment = "import tensorflow as tf\nf = tf.function(lambda x: x)  # pylint: disable=tf-print"
    (tmp_path / "unused.ipynb").write_bytes(notebook(code(""), code(comment)))
    _, out = run("check", ".", "--report-unused-suppressions")
    assert "syntax.ipynb:cell 6:2:7: error: syntax error" in out
    assert "old.ipynb: error: is a notebook of format 2" in out
    assert "unused.ipynb:cell 2:2:31: unused suppression of 'tf-print'" in out


def test_traced_functions_of_cells(tmp_path: Path, run: Run) -> None:
    function = "\n@tf.function\ndef f(x):\n    return x"
    (tmp_path / "a.ipynb").write_bytes(notebook(code("import tensorflow as tf"), code(function)))
    assert "a.ipynb:cell 2:3: f: decorated with @tf.function" in run("traced", "a.ipynb")[1]


def lines_in_file(data: bytes) -> list[tuple[str, str]]:
    """Each line of a notebook's script, with the line of its file that it is said to come from."""
    content = data.decode().split("\n")
    script = script_of(data).split("\n")[:-1]
    numbers = file_lines(data.decode())
    assert len(numbers) == len(script)
    return [(line, content[number - 1].strip()) for line, number in zip(script, numbers, strict=True)]


def test_lines_of_the_file() -> None:
    cells = [text("# title\n"), code("a = 1\n\nb = 2\n\n"), code(""), code("%%time\nc = 3")]
    data = json.dumps({"cells": cells, "metadata": {"x": [1, {}]}, "nbformat": 4}, indent=1).encode()
    assert lines_in_file(data) == [
        ("# %% cell 1", "{"),
        ("a = 1", '"a = 1\\n",'),
        ("", '"\\n",'),
        ("b = 2", '"b = 2\\n",'),
        ("# %% cell 2", "{"),
        ("", "{"),
        ("# %% cell 3", "{"),
        ("", '"%%time\\n",'),
        ("c = 3", '"c = 3"'),
    ]


def test_lines_of_a_file_that_is_written_otherwise() -> None:
    """A source in one text, parts that are no lines, keys in another order, no line breaks."""
    parts = {"source": ["a", " = 1\nb = ", "2\r\n", "c = 3"], "cell_type": "code"}
    cells = [{"source": "x = 1\ny = 2", "cell_type": "code"}, parts, {"cell_type": "code"}, 7]
    data = json.dumps({"nbformat": 4, "cells": cells[:2]}, indent=1).encode()
    assert [line for _, line in lines_in_file(data)] == [
        "{",
        *['"source": "x = 1\\ny = 2",'] * 2,
        "{",
        '"a",',
        '" = 1\\nb = ",',
        '"c = 3"',
    ]
    dense = json.dumps({"nbformat": 4, "cells": [cells[0]]})
    assert file_lines(dense) == [1, 1, 1]


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "7", '{"cells": 7}', '{"cells": [', '{"a": 1}', "{}", '{"cells": [7]}']
)
def test_what_is_no_notebook_has_no_lines(content: str) -> None:
    assert file_lines(content) == []
