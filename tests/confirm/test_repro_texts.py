"""Saved scripts as texts, without TensorFlow: what they are made of, and where they are written."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from confirm.made_findings import make_finding

from tfguard.cli.exits import CannotRun
from tfguard.cli.main import main
from tfguard.cli.repros import make_folder, save
from tfguard.confirm.repro.code import write
from tfguard.confirm.repro.script import Script, comment, literal, one_line
from tfguard.confirm.repro.verified import offered
from tfguard.confirm.slices.materials import Gatherer
from tfguard.confirm.verdict import Outcome, Reason, Repro, Verdict, inconclusive
from tfguard.confirm.workers.protocol import Failure, Observation
from tfguard.reporting.report import Reported
from tfguard.reporting.text import finding_line
from tfguard.syntax.project import Project

Write = Callable[..., Path]
PARTS = Path(__file__).parents[2] / "tfguard" / "confirm" / "repro" / "parts"
NAMES = sorted(path.stem for path in PARTS.glob("[a-z]*.py"))
TEXT = "import tensorflow as tf\n\n\n@tf.function\ndef f(x):\n    print(x)\n    return x\n"


def _reported(path: Path, text: str, verdict: Verdict | None = None) -> Reported:
    finding = make_finding(path, "W7201", "print(x)", "f")
    made = verdict or Verdict(Outcome.CONFIRMED, "", "seen", repro=Repro(text))
    return Reported(finding, finding.place, finding.message, (), 0, made)


def test_comments_cannot_be_left() -> None:
    lines = comment(["a\nimport os\r\x0bb\u2028c\x00", 'quote """ \\', "long " * 100])
    assert all(line.startswith("#") for line in lines)
    assert ast.parse("\n".join(lines)).body == []


def test_control_characters_are_visible() -> None:
    assert one_line("a\x1b[31m\ud800") == "a\\x1b[31m\\ud800"


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        "back\\slash",
        "ends with \\",
        "both ' and \" \\d",
        "two\nlines",
        "'''\n\"\"\"\n\\",
        "tab\tand \x07\n",
        "\ud800\n",
        {"a": {1: "x\ny"}},
        {},
        (1, "a"),
        b"\x93N",
    ],
    ids=repr,
)
def test_values_are_written_as_what_they_are(value: object) -> None:
    text = f"x = {literal(value)}"
    assert ast.literal_eval(text.removeprefix("x = ")) == value


@pytest.mark.parametrize(
    "part", [name for name in NAMES if "def main(" in (PARTS / f"{name}.py").read_text()]
)
def test_each_check_names_only_what_its_script_holds(part: str) -> None:
    """Every name that a script reads is bound in it, or Python's own."""
    rest = tuple(name for name in NAMES if name not in (part, "many_files", "driving"))
    helpers = ("driving", "raises", "without_xla", "measure_output", "describing", "common", "one_file")
    parts = (part, *(name for name in helpers if name in {*rest, "driving"}))
    text = Script(("title",), parts, {}, (), "x = 1", "", "x.py").text
    tree = ast.parse(text)
    bound = {*dir(__builtins__), *__builtins__, "__file__"} if isinstance(__builtins__, dict) else set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            bound |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert read <= bound
    assert "tfguard" not in text.partition("\n")[2]


def test_the_code_keeps_its_futures_its_comments_and_its_main_block(program: Write) -> None:
    path = program(
        '"""Doc."""\nfrom __future__ import annotations\nimport os\n\nparser = make()\n\n# Kept.\ndef f(x):\n'
        "    return os.path.join(x)\n\ndef g():\n    return 1\n\nargs = parser.parse_args()\n"
    )
    project = Project()
    module = project.load(str(path))
    materials = Gatherer(project).gather(module, {"f", "args"}, [], {})
    code = write(materials, {}, ())
    assert code.futures == ("annotations",)
    assert "# Kept.\ndef f(x):" in code.main and "def g" not in code.main
    assert "args = repro_left_out()  # for: args = parser.parse_args()" in code.main


def test_a_script_has_a_file_of_its_own(tmp_path: Path, program: Write) -> None:
    first, second = program(TEXT, "a/train.py"), program(TEXT, "b/train.py")
    folder = tmp_path / "out" / "repros"
    make_folder(str(folder))
    (folder / "tf-print_train_6.py").write_text("# not ours\n")
    findings = (_reported(first, "# first\nx\n"), _reported(second, "# second\nx\n"))
    findings = tuple(
        replace(one, finding=replace(one.finding, symbol="tf-print"), place=one.place) for one in findings
    )
    saved = save(findings, str(folder))
    names = [Path(one.repro).name for one in saved]
    assert names == ["tf-print_train_6_2.py", "tf-print_train_6_3.py"]
    assert (folder / "tf-print_train_6.py").read_text() == "# not ours\n"
    again = save(tuple(replace(one, repro="") for one in saved), str(folder))
    assert [one.repro for one in again] == [one.repro for one in saved]


def test_names_of_files_are_safe(tmp_path: Path, program: Write) -> None:
    path = program(TEXT, "..we ird\n;$(x).py")
    saved = save((_reported(path, "# first\n"),), str(tmp_path))
    name = Path(saved[0].repro).name
    assert set(name) <= {*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"}
    assert not name.startswith(".")


def test_what_is_not_confirmed_has_none(
    tmp_path: Path, program: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = program(TEXT)
    saved = save((_reported(path, "", inconclusive(Reason.NOT_REACHED)),), str(tmp_path))
    assert saved[0].repro == ""
    assert (
        capsys.readouterr().err == f"saved 0 scripts in {tmp_path}; 1 finding without, since not confirmed\n"
    )


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotRun, match="cannot write to"):
        make_folder(str(tmp_path / "file" / "inner"))


@pytest.mark.parametrize(
    ("exit_text", "handed_out"),
    [("1", True), ("0", False), ("2", False)],
    ids=["shows", "does not", "cannot"],
)
def test_only_a_script_that_shows_it_is_handed_out(exit_text: str, handed_out: bool) -> None:
    script = Script(("title",), ("raises", "common", "one_file"), {}, (), "x = 1", "", "x.py")
    asked: list[Mapping[str, object]] = []

    def run(request: Mapping[str, object]) -> Observation:
        asked.append(request)
        return Observation("exited 0", failure=Failure("SystemExit", ("SystemExit",), exit_text, None, ()))

    repro = offered(script, Verdict(Outcome.CONFIRMED), run, 1.0, 1)
    assert (repro.text == script.text, bool(repro.missing)) == (handed_out, not handed_out)
    assert asked[0]["mode"] == "script"


def test_a_script_that_is_not_there_is_said() -> None:
    repro = offered(None, Verdict(Outcome.CONFIRMED), lambda _: Observation("exited 0"), 1.0, 1)
    assert repro == Repro(missing="no script can show it on its own")


def test_a_folder_that_cannot_be_made_ends_the_command(
    tmp_path: Path, program: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = program(TEXT)
    assert main(["check", str(path), "--save-repro", str(path / "inner"), "--no-sandbox"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "cannot write to" in err


def test_text_names_the_script(program: Write) -> None:
    reported = _reported(program(TEXT), "x\n")
    assert finding_line(replace(reported, repro="out/a.py")).endswith("[confirmed: seen] [repro: out/a.py]")
    missing = _reported(program(TEXT), "", Verdict(Outcome.CONFIRMED, "", "seen", repro=Repro(missing="why")))
    assert finding_line(missing).endswith("[confirmed: seen] [no repro: why]")


def test_the_worker_varies_arguments_as_scripts_do() -> None:
    """The factors and offsets of a script are those of the worker."""
    from tfguard.confirm.worker import attempt

    text = (PARTS / "common.py").read_text()
    assert str(tuple(attempt._WILD)) in text.replace("\n", "")
    assert tuple(0.25 * number for number in range(6)) == attempt._OFFSETS
    assert attempt.WIDEST == 3
