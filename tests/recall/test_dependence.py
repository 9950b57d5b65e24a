"""What a result depends on: each change that matters makes a file be checked again, and few others do."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import tfguard
from tfguard.cache.place import VARIABLE
from tfguard.cli import earlier
from tfguard.cli.checking import Checked, Checker
from tfguard.cli.main import main
from tfguard.recall import identity as identities
from tfguard.reporting import formats

HEAD = "import tensorflow as tf\n\n"
QUIET = "def work(x):\n    return x\n"
LOUD = "def work(x):\n    print(x)\n    return x\n"
STEP = "\n\n@tf.function\ndef step(x):\n    return work(x)\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")


class Project:
    """A folder that is checked, with a note of the files that were checked anew."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str], noted: list[str]) -> None:
        self.root, self._capsys, self._noted = root, capsys, noted

    def write(self, files: dict[str, str]) -> None:
        """Write files, with TensorFlow imported in each."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEAD + text, encoding="utf-8")

    def run(self, *options: str, paths: Iterable[str] = (".",)) -> str:
        """Check; give what is printed."""
        self._noted.clear()
        whole = [str(self.root / path) for path in paths]
        self.status = main(["check", "--isolated", "--preview", "--jobs=1", *options, *whole])
        return self._capsys.readouterr().out

    def lines(self, *options: str) -> list[tuple[str, int]]:
        """Check; give the findings' files and lines."""
        report = json.loads(self.run("--format=json", *options))
        return [(Path(one["path"]).name, one["line"]) for one in report["findings"]]

    @property
    def anew(self) -> list[str]:
        """The files that the last run checked anew."""
        return sorted(os.path.relpath(path, self.root).replace(os.sep, "/") for path in self._noted)


@pytest.fixture(params=[2, 1000], ids=["one-entry", "an-entry-a-file"])
def project(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    noted: list[str] = []
    check = Checker.__call__

    def noting(checker: Checker, path: str) -> Checked:
        noted.append(path)
        return check(checker, path)

    monkeypatch.setattr(Checker, "__call__", noting)
    monkeypatch.setattr(earlier, "MANY", request.param)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").touch()
    return Project(root, capsys, noted)


# What is found


CHAIN = {
    "main.py": "from one import work" + STEP,
    "one.py": "from two import work as inner\n\ndef work(x):\n    return inner(x)\n",
    "two.py": "from three import work\n",
    "three.py": "import four\n\ndef work(x):\n    return four.work(x)\n",
    "four.py": QUIET,
    "apart.py": "@tf.function\ndef other(x):\n    return x\n",
}


def test_nothing_is_checked_twice(project: Project) -> None:
    project.write(CHAIN)
    first = project.run()
    assert project.anew == sorted(CHAIN)
    assert project.run().partition(" in ")[0] == first.partition(" in ")[0]
    assert project.anew == []


@pytest.mark.parametrize("name", ["one.py", "two.py", "three.py", "four.py"])
def test_a_helper_that_changes_makes_those_that_reach_it_be_checked(name: str, project: Project) -> None:
    project.write(CHAIN)
    project.run()
    project.write({name: LOUD})
    found = project.lines()
    assert found
    assert {"main.py", name} <= set(project.anew)
    assert "apart.py" not in project.anew
    assert found == project.lines("--no-cache")


def test_the_base_of_a_base_matters(project: Project) -> None:
    base = "class Base:\n    def run(self, x):\n        return x\n"
    project.write(
        {
            "pkg/__init__.py": "from .middle import Middle\n",
            "pkg/base.py": base,
            "pkg/middle.py": "from .base import Base\n\nclass Middle(Base):\n    pass\n",
            "main.py": "import pkg\n\nclass Last(pkg.Middle):\n    @tf.function\n    def call(self, x):\n"
            "        return self.run(x)\n",
        }
    )
    assert project.lines() == []
    project.write({"pkg/base.py": base.replace("return x", "print(x)")})
    assert project.lines() == [("base.py", 5)]


@pytest.mark.parametrize(
    "created", ["late.py", "late/__init__.py", "src/late.py"], ids=["module", "package", "in-src"]
)
def test_a_file_that_was_looked_for_and_appears(created: str, project: Project) -> None:
    project.write({"main.py": "from late import work" + STEP, "apart.py": QUIET})
    assert project.lines() == []
    project.write({created: LOUD})
    assert project.lines() == [(Path(created).name, 4)]
    assert project.anew == sorted(["main.py", created])


def test_a_package_that_comes_before_a_module(project: Project) -> None:
    project.write({"main.py": "from late import work" + STEP, "late.py": QUIET})
    assert project.lines() == []
    project.write({"late/__init__.py": LOUD})
    assert project.lines() == [("__init__.py", 4)]
    (project.root / "late/__init__.py").unlink()
    assert project.lines() == []


def test_a_folder_that_becomes_a_package(project: Project) -> None:
    files = {"sub/main.py": "from .helper import work" + STEP, "sub/helper.py": LOUD, "sub/deep/x.py": QUIET}
    project.write(files)
    project.lines()
    project.write({"sub/__init__.py": ""})
    assert project.lines() == project.lines("--no-cache")
    (project.root / "sub/__init__.py").unlink()
    assert project.lines() == project.lines("--no-cache")


def test_a_project_that_begins_further_down(project: Project) -> None:
    project.write({"group/apps/run.py": "from helper import work" + STEP, "idle.py": QUIET})
    project.write({"group/helper.py": LOUD})

    def found() -> list[str]:
        report = json.loads(project.run("--format=json", paths=["group/apps", "idle.py"]))
        return [Path(one["path"]).name for one in report["findings"]]

    assert found() == []
    (project.root / "group/setup.cfg").touch()
    assert found() == ["run.py"]


def test_a_file_that_nobody_looks_for_changes_nothing(project: Project) -> None:
    project.write(CHAIN)
    project.run()
    project.write({"new.py": QUIET})
    (project.root / "notes.txt").touch()
    project.run()
    assert project.anew == ["new.py"]
    project.run()
    assert project.anew == []


def test_calls_are_evidence_that_goes(project: Project) -> None:
    project.write({"model.py": "@tf.function\ndef step(x, n):\n    return x * n\n"})
    loop = "from model import step\n\ndef loop(x):\n    for n in range(100):\n        step(x, n)\n"
    project.write({"main.py": loop})
    assert project.lines() == [("main.py", 7)]
    project.write({"main.py": loop.replace("step(x, n)", "step(x, 1)")})
    assert project.lines() == []
    project.write({"main.py": loop})
    project.write({"model.py": "def step(x, n):\n    return x * n\n"})
    assert project.lines() == []


def test_a_name_that_is_given_to_tensorflow_far_away(project: Project) -> None:
    project.write(
        {
            "main.py": "import one\n\ndef f(x):\n    return tf.reduce_meen(x)\n",
            "one.py": "import two\n",
            "two.py": "import three\n",
            "three.py": "import four\n",
            "four.py": QUIET,
        }
    )
    assert project.lines() == [("main.py", 6)]
    project.write({"four.py": "tf.reduce_meen = tf.reduce_mean\n"})
    assert project.lines() == []


def test_time_and_size_say_nothing(project: Project) -> None:
    project.write({"main.py": LOUD + STEP})
    path = project.root / "main.py"
    before = path.stat()
    assert project.lines() == [("main.py", 4)]
    path.write_text(path.read_text("utf-8").replace("print", "paint"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert project.lines() == []


def test_a_comment_in_a_helper_silences_what_is_found_through_others(project: Project) -> None:
    project.write({"main.py": "from helper import work" + STEP, "helper.py": LOUD})
    assert project.lines() == [("helper.py", 4)]
    project.write({"helper.py": LOUD.replace("print(x)", "print(x)  # pylint: disable=tf-print")})
    assert project.lines() == []


def test_errors_are_the_same(project: Project) -> None:
    project.write({"main.py": "from broken import work" + STEP, "broken.py": "@tf.function\ndef (:\n"})
    (project.root / "bytes.py").write_bytes(b"\xff\xfe\xfa")
    (project.root / "nothing.ipynb").write_text("{", encoding="utf-8")
    first = json.loads(project.run("--format=json"))
    assert len(first["errors"]) == 3
    second = json.loads(project.run("--format=json"))
    assert project.anew == []
    assert second["errors"] == first["errors"]
    project.write({"broken.py": LOUD})
    assert project.lines() == [("broken.py", 4)]


# Options, tfguard itself


@pytest.mark.parametrize(
    "options",
    [
        ["--target-tensorflow=2.15"],
        ["--target-keras=2"],
        ["--constant-size=1"],
        ["--loop-iterations=2"],
        ["--traced-decorators=lib.wrap"],
        ["--report-unused-suppressions"],
    ],
    ids=lambda options: options[0].partition("=")[0].strip("-"),
)
def test_options_matter(options: list[str], project: Project) -> None:
    project.write({"main.py": LOUD + STEP})
    project.run()
    project.run(*options)
    assert project.anew == ["main.py"]
    project.run()
    assert project.anew == []  # neither takes the other's place


@pytest.mark.parametrize("options", [["--ignore=tf-print"], ["--min-confidence=HIGH"], ["--statistics"]])
def test_what_is_shown_of_a_result_does_not(options: list[str], project: Project) -> None:
    project.write({"main.py": LOUD + STEP})
    project.run()
    kept = project.run(*options)
    assert project.anew == []
    assert kept.partition(" in ")[0] == project.run("--no-cache", *options).partition(" in ")[0]


def test_configuration_matters(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"main.py": "from lib import wrap\n\n@wrap\ndef step(x):\n    print(x)\n    return x\n"})
    monkeypatch.chdir(project.root)
    command = ["check", "--jobs=1", "--format=json", "."]
    assert main(command) == 0
    text = '[tool.tfguard]\ntraced-decorators = ["lib.wrap"]\n'
    (project.root / "pyproject.toml").write_text(text, encoding="utf-8")
    assert main(command) == 1
    (project.root / "pyproject.toml").write_text("", encoding="utf-8")
    assert main(command) == 0


def test_tfguard_itself_matters(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"main.py": LOUD + STEP})
    project.run()
    monkeypatch.setattr(identities, "identity", lambda: ("0.1.0", "another digest"))
    project.run()
    assert project.anew == ["main.py"]
    monkeypatch.setattr(identities, "identity", lambda: None)
    project.run()
    project.run()
    assert project.anew == ["main.py"]


def test_a_rule_or_a_table_that_changes_makes_another_tfguard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tfguard"
    for name in (
        "__init__.py",
        "rules/one.py",
        "tracing/api.json",
        "rules/examples/bad.py",
        "__pycache__/x.pyc",
    ):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(tfguard, "__file__", str(package / "__init__.py"))
    tell: Callable[[], Any] = identities.identity.__wrapped__
    before = tell()
    for name, matters in (
        ("rules/one.py", True),
        ("tracing/api.json", True),
        ("rules/examples/bad.py", False),
        ("__pycache__/x.pyc", False),
    ):
        old = (package / name).read_text("utf-8")
        (package / name).write_text(old[::-1], encoding="utf-8")
        assert (tell() != before) is matters, name
        (package / name).write_text(old, encoding="utf-8")
    (package / "rules/one.py").rename(package / "rules/two.py")
    assert tell() != before
    monkeypatch.setattr(tfguard, "__file__", str(tmp_path / "archive.zip" / "__init__.py"))
    assert tell() is None


# What is printed


@pytest.mark.parametrize("name", formats.NAMES)
def test_each_format_is_the_same(name: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    project.write(CHAIN)
    project.write({"four.py": LOUD, "model.py": "@tf.function\ndef step(x, n):\n    return x * n\n"})
    project.write(
        {"calls.py": "from model import step\n\ndef f(x):\n    for n in range(99):\n        step(x, n)\n"}
    )
    project.write({"broken.py": "@tf.function\ndef (:\n"})
    anew = project.run(f"--format={name}", "--no-cache")
    project.run()
    kept = project.run(f"--format={name}")
    assert project.anew == []
    assert _without_time(kept) == _without_time(anew)


def _without_time(report: str) -> str:
    """Leave out when a report was written, which some formats say."""
    import re

    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)?", "", report)


def test_traced_functions_are_the_same(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write(CHAIN)
    command = ["traced", "--isolated", "--jobs=1", "--format=json", str(project.root)]
    texts = []
    for options in (["--no-cache"], [], []):
        main([*command, *options])
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] == texts[2]
    assert len(json.loads(texts[0])["functions"]) > 3


def test_part_of_a_project_leaves_the_rest_as_it_is(project: Project) -> None:
    project.write(CHAIN)
    project.run()
    project.run(paths=["main.py", "one.py"])
    assert project.anew == []
    project.write({"four.py": LOUD})
    project.run(paths=["apart.py", "main.py"])
    assert project.anew == ["main.py"]
    found = project.lines()
    assert "main.py" not in project.anew
    assert {"three.py", "four.py"} <= set(project.anew)
    assert found == project.lines("--no-cache") != []


def test_standard_input_has_entries_of_its_own(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"main.py": QUIET + STEP, "helper.py": QUIET})

    def buffer(text: str) -> list[tuple[str, int]]:
        stdin = io.TextIOWrapper(io.BytesIO((HEAD + text).encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        name = str(project.root / "main.py")
        report = json.loads(project.run("--format=json", "--stdin-filename", name, paths=[]))
        return [(Path(one["path"]).name, one["line"]) for one in report["findings"]]

    run = project.run
    monkeypatch.setattr(project, "run", lambda *options, paths: run(*options, "-", paths=paths))
    assert buffer(LOUD + STEP) == [("main.py", 4)]
    assert buffer(LOUD + STEP) == [("main.py", 4)]
    assert project.anew == []
    assert buffer(QUIET + STEP) == []
    imported = "from helper import work" + STEP
    assert buffer(imported) == []
    project.write({"helper.py": LOUD})
    assert buffer(imported) == [("main.py", 7)]  # the call that leads to the place


# What can go wrong


def _entries(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").rglob("*.json"))


def _changed_json(change: Callable[[Any], object]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        entry = json.loads(path.read_text("utf-8"))
        change(entry["value"])
        path.write_text(json.dumps(entry), encoding="utf-8")

    return spoil


SPOILED: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-20]),
    "empty": lambda path: path.write_bytes(b""),
    "binary": lambda path: path.write_bytes(b"\x80\x04\x95"),
    "no-results": _changed_json(lambda value: value.pop("results")),
    "texts": _changed_json(lambda value: value.update(texts=[1, 2])),
    "numbers": _changed_json(lambda value: value.update(files=[[10**9, "", [], [], [], True]])),
    "short": _changed_json(lambda value: [one.pop() for one in value["files"]]),
    "result": _changed_json(lambda value: [one.__setitem__(1, ["?"]) for one in value["results"]]),
    "type": _changed_json(lambda value: [one.__setitem__(1, {"a": one[1]}) for one in value["results"]]),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_entry_is_none(how: str, project: Project, tmp_path: Path) -> None:
    project.write({"main.py": LOUD + STEP, "other.py": "from main import step\n\nstep(1)\n"})
    found = project.lines()
    assert _entries(tmp_path)
    for path in _entries(tmp_path):
        SPOILED[how](path)
    assert project.lines() == found == [("main.py", 4)]
    assert project.anew == ["main.py", "other.py"]
    project.lines()
    assert project.anew == []


@posix
def test_entries_are_private(project: Project, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        project.write({"main.py": LOUD + STEP})
        project.run()
    finally:
        os.umask(before)
    for path in (tmp_path / "cache").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


@posix
def test_a_folder_that_others_write_to_is_not_believed(project: Project, tmp_path: Path) -> None:
    project.write({"main.py": LOUD + STEP})
    project.run()
    (tmp_path / "cache").chmod(0o777)
    project.run()
    assert project.anew == ["main.py"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_is_no_error(
    number: int, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    project.write({"main.py": LOUD + STEP})
    monkeypatch.setattr("tempfile.mkstemp", refused)
    assert project.lines() == project.lines() == [("main.py", 4)]
    assert project.status == 1
    assert project.anew == ["main.py"]
    assert _entries(tmp_path) == []


def test_without_the_cache_nothing_is_kept(project: Project, tmp_path: Path) -> None:
    project.write({"main.py": LOUD + STEP})
    project.run("--no-cache")
    assert _entries(tmp_path) == []
    project.run()
    entries = [(path, path.stat().st_mtime_ns) for path in _entries(tmp_path)]
    project.run("--no-cache")
    assert project.anew == ["main.py"]
    assert [(path, path.stat().st_mtime_ns) for path in _entries(tmp_path)] == entries


def test_a_defect_of_ours_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"main.py": LOUD + STEP, "other.py": QUIET})

    def fails(*_: object) -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as patch:
        patch.setattr("tfguard.rules.analysis.analyse", fails)
        assert "internal error" in project.run()
    assert project.lines() == [("main.py", 4)]
    assert project.anew == ["main.py"]


def test_what_changes_while_it_is_read_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"main.py": LOUD + STEP})
    check = Checker.__call__

    def slow(checker: Checker, path: str) -> Checked:
        result = check(checker, path)
        project.write({"main.py": QUIET + STEP})  # when it had been read
        return result

    with monkeypatch.context() as patch:
        patch.setattr(Checker, "__call__", slow)
        assert project.lines() == [("main.py", 4)]
    assert project.lines() == []


def test_runs_at_the_same_time(project: Project, tmp_path: Path) -> None:
    project.write({f"m{number}.py": LOUD + STEP for number in range(30)})
    project.write({"helper.py": QUIET})
    command = [
        sys.executable,
        "-m",
        "tfguard",
        "check",
        "--isolated",
        "--jobs=2",
        "--format=json",
        str(project.root),
    ]
    environment = {**os.environ, VARIABLE: str(tmp_path / "cache")}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(3)]
    reports = [json.loads(one.communicate()[0])["findings"] for one in running]
    assert reports[0] == reports[1] == reports[2]
    assert len(reports[0]) == 30
    assert [
        path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file() and path.name != "tidied"
    ] == [".json"] * len(_entries(tmp_path))
