"""The hook in the user's program, without TensorFlow: what Python runs, and that nobody sees a difference."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tfguard
from tfguard.confirm.probes.probing import Tree, build
from tfguard.confirm.program_runs import launching, planning, reports
from tfguard.confirm.program_runs.planning import RunPlan
from tfguard.confirm.slices.keeping import Kept
from tfguard.confirm.slices.shadow import Edit, Shadow, render
from tfguard.confirm.worker.program.sources import Source
from tfguard.rules.analysis import analyse
from tfguard.rules.registry import all_rules
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project

EXAMPLES = sorted((Path(tfguard.__file__).parent / "rules").glob("*/examples/*/bad_*.py"))
PROBED = "seen.append(len(__file__) > 0)"
SCRIPT = f'''\
"""A script."""
from __future__ import annotations
import sys

seen = []


def work(first, second: Missing = 0):
    for _ in range(2):
        {PROBED}
    return first / second


print(__name__, __file__, __package__, __spec__ and __spec__.name, __cached__, __loader__.name)
print(sys.argv, sys.path[0])
print(sys.stdin.read(), end="")
print(seen, file=sys.stderr)
if len(sys.argv) > 1 and sys.argv[1] == "exit":
    sys.exit(int(sys.argv[2]))
if len(sys.argv) > 1 and sys.argv[1] == "text":
    sys.exit("a text")
if len(sys.argv) > 1:
    "é" + str(work(1, 0))
'''

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def _place(path: Path, text: str, piece: str) -> Place:
    before, _, _ = text.partition(piece)
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Place(str(path), line, column, line, column + len(piece))


def _planned(path: Path, piece: str = PROBED) -> RunPlan:
    """Plan one probe, at a piece of a file's text."""
    tree = Tree(Project().load(str(path)))
    probe = build(tree, 1, _place(path, tree.module.text, piece), "")
    assert probe is not None
    edits = [*probe.edits, Edit(8, 0, "seen.append('compiled')", whole_line=True)]
    every = Kept(frozenset(range(len(tree.module.tree.body))), frozenset())
    shadow = render(tree.module.text, tree.module.tree, every, edits)
    return RunPlan(shadows={"1": (os.path.realpath(path), shadow)}, specs={1: {"watch": "", "file": "1"}})


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "project" / "script.py"
    path.parent.mkdir()
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, script: Path) -> Run:
    """Run Python with the hook, or without it, in the project's folder."""
    plan, said = tmp_path / "plan", tmp_path / "reports"
    plan.mkdir()
    said.mkdir()

    def start(*arguments: str, hooked: bool = True, planned: RunPlan | None = None, **more: str):  # type: ignore[no-untyped-def]
        variables = dict(os.environ)
        if hooked:
            variables = launching.environment((planned or _planned(script)).write(plan), said)
        return subprocess.run(
            [sys.executable, *arguments], cwd=script.parent, env={**variables, **more}, input=b"typed\n",
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip

    return start


def _without_probe(err: bytes) -> bytes:
    return err.replace(b"['compiled']", b"[]")


@pytest.mark.parametrize(
    "arguments",
    [["script.py"], ["script.py", "exit", "3"], ["script.py", "text"], ["script.py", "raise"],
     ["-m", "script"], ["-m", "script", "raise"], ["-u", "-W", "error", "script.py", "raise"],
     ["-c", "import script"]],
    ids=" ".join,
)  # fmt: skip
def test_a_script_with_probes_does_what_it_does_without(run: Run, arguments: list[str]) -> None:
    plain, hooked = run(*arguments, hooked=False), run(*arguments)
    assert b"compiled" in hooked.stderr
    assert hooked.stdout == plain.stdout
    assert _without_probe(hooked.stderr) == plain.stderr
    assert hooked.returncode == plain.returncode


def test_no_bytecode_of_a_flagged_file_is_kept(run: Run, script: Path) -> None:
    run("-c", "import script")
    assert not list(script.parent.rglob("*.pyc"))


def test_debuggers_and_coverage_see_the_script(run: Run, script: Path) -> None:
    tracer = script.parent / "usercustomize_like.py"
    tracer.write_text(
        "import atexit, sys\nlines = set()\n"
        "def trace(frame, event, argument):\n"
        "    if frame.f_code.co_filename.endswith('script.py'): lines.add(frame.f_lineno)\n"
        "    return trace\n"
        "sys.settrace(trace)\n"
        "atexit.register(lambda: print('lines', sorted(lines)))\n",
        encoding="utf-8",
    )
    site = script.parent / "sitecustomize.py"
    site.write_text("import usercustomize_like\n", encoding="utf-8")
    plain = run("script.py", hooked=False, PYTHONPATH=str(script.parent))
    path = os.pathsep.join([str(launching.START), str(script.parent)])
    hooked = run("script.py", PYTHONPATH=path)
    assert b"lines [" in plain.stdout
    # The line that the test puts in is told as the next one's.
    assert hooked.stdout == plain.stdout


def test_the_users_own_sitecustomize_and_path_stay(run: Run, script: Path) -> None:
    (script.parent / "sitecustomize.py").write_text("print('own site')\n", encoding="utf-8")
    show = "import sys, sitecustomize; print(sys.path, sitecustomize.__file__, 'json' in sys.modules)"
    plain = run("-c", show, hooked=False, PYTHONPATH=str(script.parent))
    path = os.pathsep.join([str(launching.START), str(script.parent)])
    hooked = run("-c", show, PYTHONPATH=path)
    assert b"own site" in hooked.stdout
    assert hooked.stdout == plain.stdout


def test_modules_of_the_program_with_names_of_the_library_stay_its_own(run: Run, script: Path) -> None:
    (script.parent / "json.py").write_text("print('own json')\n", encoding="utf-8")
    other = script.parent / "other.py"
    other.write_text("import json\nprint(json.__file__)\n", encoding="utf-8")
    plain, hooked = run("other.py", hooked=False), run("other.py")
    assert b"own json" in hooked.stdout
    assert hooked.stdout == plain.stdout


def test_a_file_that_has_changed_is_left_alone(run: Run, script: Path) -> None:
    planned = _planned(script)
    plan = script.parent.parent / "plan"
    variables = launching.environment(planned.write(plan), script.parent.parent / "reports")
    script.write_text(SCRIPT + "print('changed')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=script.parent, env=variables, input=b"", capture_output=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert b"changed" in done.stdout
    assert b"compiled" not in done.stderr


def test_a_broken_plan_harms_nothing(run: Run, script: Path, tmp_path: Path) -> None:
    run("script.py")
    for name in ("1.shadow", "plan.json", "plan.json.files"):
        (tmp_path / "plan" / name).write_bytes(b"\xff{")
        variables = launching.environment(tmp_path / "plan" / "plan.json", tmp_path / "reports")
        done = subprocess.run(
            [sys.executable, "script.py"], cwd=script.parent, env=variables, input=b"typed\n",
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"[]\n")


def test_processes_say_that_they_were_there(run: Run, tmp_path: Path) -> None:
    run("-c", "import os, subprocess, sys; subprocess.run([sys.executable, '-c', 'pass']); os._exit(0)")
    run("-I", "-c", "pass")
    found = reports.read(tmp_path / "reports")
    assert (found.started, found.processes) == (2, ())


@pytest.mark.parametrize("path", EXAMPLES[::9], ids=lambda path: path.stem)
def test_nodes_lie_where_they_lie_in_the_users_file(path: Path) -> None:
    project = Project()
    findings = analyse(str(path), project).findings
    planned = planning.plan(findings, {rule.id: rule.proof for rule in all_rules()}, Project())
    for name, shadow in planned.shadows.values():
        text = Path(name).read_text(encoding="utf-8")
        assert _places(ast.parse(text)) <= _places(_source(shadow).tree(name))
        # Probes are put in, and compile.
        compile(_source(shadow).tree(name), name, "exec")
        assert "_tfguard_" in shadow.text


def _source(shadow: Shadow) -> Source:
    inserted = {line: [list(one) for one in places] for line, places in shadow.inserted.items()}
    return Source("1", shadow.text, list(shadow.lines), inserted)


def _places(tree: ast.AST) -> set[tuple[object, ...]]:
    return {
        (type(node).__name__, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        for node in ast.walk(tree)
        if isinstance(node, (ast.expr, ast.stmt))
    }


def test_a_place_after_letters_of_more_than_one_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    text = "def f(x, seen):\n    y = 'éü'; seen.append(x); return 'é', x\n"
    path.write_text(text, encoding="utf-8")
    shadow = _planned_shadow(path, "seen.append(x)")
    assert _places(ast.parse(text)) <= _places(_source(shadow).tree(str(path)))


def _planned_shadow(path: Path, piece: str) -> Shadow:
    tree = Tree(Project().load(str(path)))
    probe = build(tree, 1, _place(path, tree.module.text, piece), "")
    assert probe is not None
    every = Kept(frozenset(range(len(tree.module.tree.body))), frozenset())
    return render(tree.module.text, tree.module.tree, every, list(probe.edits))


# Reports

GOOD = """{"version": 1, "tensorflow": "2.21.0", "files": ["1"], "changed": [], "trouble": 0,
 "eager": {"1": 3}, "elsewhere": {}, "records": {}, "functions": [], "failures": []}"""


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", GOOD.replace("1,", "2,", 1), GOOD.replace("{}", "[]", 1),
     GOOD.replace('"1": 3', '"x": 3'), GOOD.replace('"1": 3', '"1": NaN'),
     GOOD.replace('"1": 3', '"1": "3"'), GOOD + " " * (16 << 20), "[" * 100_000,
     GOOD.replace('"functions": []', '"functions": [{}]')],
    ids=["empty", "list", "cut", "version", "kind", "probe", "nan", "text", "long", "deep", "incomplete"],
)  # fmt: skip
def test_reports_of_another_form_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "report-1.json").write_text(text, encoding="utf-8")
    (tmp_path / "report-2.json").write_text(GOOD, encoding="utf-8")
    found = reports.read(tmp_path)
    assert found.broken == 1
    assert [one.eager for one in found.processes] == [{1: 3}]


def test_links_and_pipes_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / "good").write_text(GOOD, encoding="utf-8")
    (tmp_path / "report-1.json").symlink_to(tmp_path / "good")
    os.mkfifo(tmp_path / "report-2.json")
    assert reports.read(tmp_path) == reports.Reports(0, 2, ())
