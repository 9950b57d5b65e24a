"""Slices and shadow files, without TensorFlow."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfguard.confirm.slices.keeping import Kept, keep
from tfguard.confirm.slices.materials import Gatherer
from tfguard.confirm.slices.names import bound_names, names_read
from tfguard.confirm.slices.program import choose
from tfguard.confirm.slices.shadow import Edit, render
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project

PROGRAM = textwrap.dedent('''
    """Doc."""
    from __future__ import annotations
    import argparse
    import tensorflow as tf

    parser = argparse.ArgumentParser()
    args = parser.parse_args()
    UNITS = 3
    layers = []
    layers.append(UNITS)
    (images, labels), _ = tf.keras.datasets.mnist.load_data()

    def helper(x):
        return x * UNITS

    @tf.function
    def step(x):
        return helper(x) + len(layers)

    def unused():
        return labels

    step.calls = 0
    for epoch in range(10):
        step(images)
    if __name__ == "__main__":
        main()
''')


def _kept(wanted: set[str]) -> str:
    tree = ast.parse(PROGRAM)
    chosen = keep(tree, wanted)
    return render(PROGRAM, tree, chosen, []).text


def test_keeps_what_the_subject_reaches_and_nothing_that_runs() -> None:
    text = _kept({"step"})
    assert "def helper" in text
    assert "UNITS = 3" in text
    assert "layers.append(UNITS)" in text
    assert "step.calls = 0" in text
    for gone in ("argparse", "load_data", "unused", "epoch", "__main__"):
        assert gone not in text


def test_a_costly_value_is_stood_in_for() -> None:
    text = _kept({"unused"})
    assert "load_data" not in text
    assert "labels = _tfguard_stub('labels')" in text


def test_lines_stay_where_they_are() -> None:
    tree = ast.parse(PROGRAM)
    shadow = render(PROGRAM, tree, keep(tree, {"step"}), [])
    before = PROGRAM.split("\n").index("def helper(x):") + 1
    assert shadow.text.split("\n")[before - 1] == "def helper(x):"
    assert shadow.user_line(before) == before


def test_a_line_that_is_put_in_moves_what_follows() -> None:
    source = "def f(x):\n    for y in x:\n        pass\n"
    tree = ast.parse(source)
    edit = Edit(2, 0, "probe()", whole_line=True)
    shadow = render(source, tree, Kept(frozenset((0,)), frozenset()), [edit])
    assert shadow.text.split("\n")[1:3] == ["    probe()", "    for y in x:"]
    assert [shadow.user_line(line) for line in (1, 2, 3, 4)] == [1, 2, 2, 3]


def test_probes_at_one_place_are_nested() -> None:
    source = "f(x)\n"
    tree = ast.parse(source)
    edits = [
        Edit(1, 0, "in(", False, (0, 1)),
        Edit(1, 1, ")", True, (0, 1)),
        Edit(1, 0, "out(", False, (0, 4)),
        Edit(1, 4, ")", True, (0, 4)),
    ]
    shadow = render(source, tree, Kept(frozenset((0,)), frozenset()), edits)
    assert shadow.text == "out(in(f)(x))\n"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b", {"a"}),
        ("import a.b as c", {"c"}),
        ("from a import b as c, d", {"c", "d"}),
        ("x, (y, *z) = 1, (2, 3)", {"x", "y", "z"}),
        ("try:\n    import a\nexcept ImportError:\n    a = None", {"a"}),
        ("if x:\n    def f(): inner = 1", {"f"}),
        ("x.y = 1", set()),
    ],
)
def test_bound_names(source: str, names: set[str]) -> None:
    assert bound_names(ast.parse(source).body[0]) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x, y=scale): x + z; z = 1; return k", {"scale", "k"}),
        ("def f():\n    global total\n    total = total + 1", {"total"}),
        ("def f(x):\n    def g(y): return x + y + w\n    return g", {"w"}),
        ("@wrap\ndef f(x: Kind) -> Made: return [x for x in xs if x]", {"wrap", "Kind", "Made", "xs"}),
        ("class A(B):\n    def m(self): return self.n + n", {"B", "n"}),
        ("y = lambda x: x + k", {"k"}),
    ],
)
def test_names_read_are_the_modules(source: str, names: set[str]) -> None:
    assert names_read(ast.parse(source).body[0]) == names


@given(st.lists(st.integers(1, 12), max_size=6))
def test_line_map_covers_every_line(lines: list[int]) -> None:
    source = "\n".join(f"x{number} = {number}" for number in range(1, 13))
    tree = ast.parse(source)
    kept = Kept(frozenset(range(12)), frozenset())
    shadow = render(source, tree, kept, [Edit(line, 0, "pass", whole_line=True) for line in lines])
    assert len(shadow.lines) == len(shadow.text.split("\n")) == 12 + len(lines)
    for number, line in enumerate(shadow.text.split("\n"), 1):
        if line != "pass":
            assert line == f"x{shadow.user_line(number)} = {shadow.user_line(number)}"


SCRIPT = textwrap.dedent("""
    import tensorflow as tf

    def helper(x):
        return step(x)

    @tf.function
    def step(x):
        return x

    def unrelated():
        return 1

    model.fit(data)
    unrelated()
    first = step(1)
    unrelated()
    helper(2)
    model.evaluate(data)
    last = step(3)
    while True:
        step(4)

    if __name__ == "__main__":
        args = parse()
        unrelated()
        for i in range(args.n):
            helper(i)
""")


def _program(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    module = Project().load(str(path))
    calls = []
    for line in lines:
        number = SCRIPT.split("\n").index(line) + 1
        column = len(line) - len(re.sub(r"^\s*(\w+ = )?", "", line)) + 1
        calls.append(Place(str(path), number, column, number, len(line) + 1))
    chosen = choose(module, calls, (), ())
    kept = keep(chosen.module.tree, chosen.wanted, (), chosen.pinned)
    return render(module.text, chosen.module.tree, kept, chosen.edits).text


def test_what_leads_to_the_calls_is_run_and_what_may_change_them_between(tmp_path: Path) -> None:
    text = _program(tmp_path, "first = step(1)", "last = step(3)")
    ast.parse(text)
    assert "_tfguard_begin()\nfirst = step(1)" in text
    assert "helper(2)" in text  # it may change what is called
    for gone in ("fit", "evaluate", "unrelated", "step(4)", "parse"):
        assert gone not in text


def test_under_the_main_guard_only_what_is_needed_is_run(tmp_path: Path) -> None:
    text = _program(tmp_path, "        helper(i)")
    ast.parse(text)
    assert 'if True or __name__ == "__main__":' in text
    assert "args = parse()" in text
    assert "helper(i)" in text
    for gone in ("first", "step(4)", "unrelated", "fit"):
        assert gone not in text


def _sliced(source: str, wanted: set[str]) -> str:
    tree = ast.parse(source)
    text = render(source, tree, keep(tree, wanted), []).text
    ast.parse(text)
    return text


def test_what_finishes_a_kept_object_is_kept_with_what_it_needs() -> None:
    source = (
        "import logging\ndef once(self):\n    pass\nlogging.Logger.once = once\nlog = logging.getLogger()\n"
    )
    assert "def once" in _sliced(source, {"log"})


def test_flags_are_declared_where_they_are_used() -> None:
    source = (
        "from absl import flags\nflags.DEFINE_string('folder', '/x', '')\nFLAGS = flags.FLAGS\n"
        "def f():\n    return FLAGS.folder\ndef g(): ...\n"
    )
    assert "DEFINE_string" in _sliced(source, {"f"})
    assert "DEFINE_string" not in _sliced(source, {"g"})


LAZY = textwrap.dedent("""
    import sys
    from typing import TYPE_CHECKING
    if TYPE_CHECKING:
        from .config import Config, Other
        from .model import Model as Net
    else:
        sys.modules[__name__] = Lazy(__name__)
""")


def test_what_is_loaded_at_its_first_use_is_imported_instead() -> None:
    text = _sliced(LAZY, {"Config", "Net"})
    assert "from .config import Config; from .model import Model as Net" in text
    assert "Lazy" not in text
    assert "Other" not in text
    assert len(text.split("\n")) == len(LAZY.split("\n"))


def test_nothing_takes_the_modules_own_place() -> None:
    assert "sys.modules" not in _sliced("import sys\nx = sys.path\nsys.modules[__name__] = 1\n", {"x"})


def _project(tmp_path: Path, **files: str) -> Project:
    for name, text in files.items():
        path = tmp_path / "pack" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return Project()


def test_imports_for_type_checkers_are_not_followed(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        __init__="",
        main="import typing\nif typing.TYPE_CHECKING:\n    from .heavy import H\ndef f(x: H): ...",
        heavy="class H: ...",
    )
    module = project.load(str(tmp_path / "pack" / "main.py"))
    materials = Gatherer(project).gather(module, {"f"}, (), {})
    assert [part.name for part in materials.parts] == ["pack.main"]


def test_files_beside_the_subjects_are_shipped_with_what_they_import(tmp_path: Path) -> None:
    project = _project(
        tmp_path, __init__="", main="def f(): ...", test_main="from .help import h\ndef test_f(): h()",
        help="def h(): ...\ndef unused(): ...",
    )  # fmt: skip
    folder = tmp_path / "pack"
    beside = {str(folder / "test_main.py"): {"test_f"}}
    module = project.load(str(folder / "main.py"))
    materials = Gatherer(project).gather(module, {"f"}, (), {}, beside=beside)
    assert materials.main == "pack.main"
    assert {part.name for part in materials.parts} == {"pack.main", "pack.test_main", "pack.help"}
    shadows = materials.shadows({})
    assert "unused" not in shadows["pack/help.py"][1].text


def test_no_link_leads_out_of_the_project(tmp_path: Path) -> None:
    """A file with passwords may be valid Python."""
    for name in ("secrets/token.py", "secrets/.env", "project/.hidden/inner.py", "project/src/real.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("TOKEN = 1\n", encoding="utf-8")
    project = tmp_path / "project"
    links = {
        "dotenv": "../secrets/.env", "token": "../secrets/token.py", "hidden": ".hidden/inner.py",
        "inner": "src/real.py",
    }  # fmt: skip
    for name, target in links.items():
        (project / f"{name}.py").symlink_to(target)
    (project / "folder").symlink_to("../secrets")
    main = project / "main.py"
    imports = "".join(f"from {name} import TOKEN as {name}\n" for name in links)
    main.write_text(f"{imports}from folder.token import TOKEN as folder\n", encoding="utf-8")
    (project / "pyproject.toml").write_text("", encoding="utf-8")
    files = Project()
    gathered = Gatherer(files).gather(files.load(str(main)), [*links, "folder"], [], {})
    assert [part.name for part in gathered.parts] == ["main", "inner"]


LOOP = """
import tensorflow as tf
losses = []
dataset = tf.data.Dataset.range(4)
with tf.device("cpu"):
    scale = 3
    for x in dataset: y = step(x); last = x
    while scale > 2:
        step(x)
        scale -= 1
        if scale < 0:
            print(scale); break
    try:
        import numpy as np
        step(
            scale
        )
    except ImportError:
        np = None
        losses.append(step(x))
"""


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (
            "scale",
            """
            import tensorflow as tf

            with tf.device("cpu"):
                scale = 3
                pass
                while scale > 2:
                    pass
                    scale -= 1
                    if scale < 0:
                        pass        ; break
                pass




            """,
        ),
        (
            "last",
            """
            import tensorflow as tf
            dataset = tf.data.Dataset.range(4)
            with tf.device("cpu"):
                pass
                for x in dataset: pass       ; last = x
                pass
                pass
            """,
        ),
        (
            "np",
            """
            import tensorflow as tf

            with tf.device("cpu"):
                pass
                pass
                pass




                try:
                    import numpy as np
                    pass


                except ImportError:
                    np = None
                    pass
            """,
        ),
    ],
)
def test_blocks_are_left_without_what_only_runs(wanted: str, left: str) -> None:
    tree = ast.parse(LOOP)
    text = render(LOOP, tree, keep(tree, {wanted}), []).text
    compile(text, "slice", "exec")
    assert _lines(text) == _lines(textwrap.dedent(left))
    for line, before in zip(text.split("\n"), LOOP.split("\n"), strict=True):
        assert line in ("", before) or "pass" in line


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
