"""The commands through the entry point, with the real analyser."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from pathlib import Path

import click
import jsonschema
import pytest

import tfguard
import tfguard.reporting
from tfguard.cli import check, proving
from tfguard.cli.main import main
from tfguard.cli.pool import MIN_FILES
from tfguard.cli.proving import Proved
from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.reporting.report import Reported
from tfguard.rules.registry import all_rules

SCHEMAS = Path(tfguard.reporting.__file__).parent / "schema"

PROJECT = {
    "train.py": """\
import tensorflow as tf

from show import show


@tf.function(jit_compile=True)
def step(x):
    show(x)
    return helper(x)


def helper(x):
    print("x", x)
    return x
""",
    "show.py": """\
def show(x):
    print("shown", x)
""",
    "plain.py": "print('no tracing here')\n",
}

# 64 * 64 numbers of 4 bytes: 16 KiB.
LARGE = """\
import numpy as np
import tensorflow as tf

table = np.zeros((64, 64), np.float32)


@tf.function
def look(x):
    return x + table
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name, text in PROJECT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run_it(*args: str) -> tuple[int, str, str]:
        code = main(list(args))
        return code, *capsys.readouterr()

    return run_it


def schema(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def places(out: str) -> list[str]:
    return [line.split(": ")[0] for line in out.splitlines() if ": W7201 " in line]


def test_check_reports_a_helper_in_its_own_file_when_it_is_checked_too(run: Run) -> None:
    code, out, _ = run("check", ".")
    assert code == 1
    assert places(out) == ["show.py:2:5", "train.py:13:5"]
    assert out.splitlines()[-1].startswith("2 findings; checked 3 files")


def test_check_reports_a_helper_in_another_file_at_the_call(run: Run) -> None:
    code, out, _ = run("check", "train.py")
    assert code == 1
    assert places(out) == ["train.py:8:5", "train.py:13:5"]
    assert "in show.py:2:5: print()" in out


def test_json_of_a_check(run: Run) -> None:
    code, out, _ = run("check", ".", "--format", "json")
    value = json.loads(out)
    jsonschema.validate(value, schema("check"))
    assert code == 1
    first, second = value["findings"]
    assert (first["path"], first["function"], first["root"]["qualname"]) == ("show.py", "show", "step")
    assert [link["function"] for link in second["chain"]] == ["step", "helper"]
    assert [(place["path"], place["line"]) for place in first["related"]] == [("train.py", 8)]
    assert value["summary"]["rules"] == {"W7201": 2}


def test_select_ignore_and_configuration(run: Run, tmp_path: Path) -> None:
    assert run("check", ".", "--ignore", "tf-print")[0] == 0
    assert run("check", ".", "--select", "E")[0] == 0
    table = "[tool.tfguard]\nexclude = ['show.py']\n[tool.tfguard.per-file-ignores]\n'train.py' = ['W72']\n"
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    assert run("check", ".")[0] == 0
    assert run("check", ".", "--isolated")[0] == 1
    assert places(run("check", ".", "show.py")[1]) == ["show.py:2:5"]


@pytest.mark.parametrize(
    ("configured", "options", "found"),
    [
        (None, (), False),
        (16, (), True),
        (17, (), False),
        (None, ("--constant-size", "16"), True),
        (17, ("--constant-size", "16"), True),
        (16, ("--constant-size", "17"), False),
        (16, ("--isolated",), False),
    ],
)
def test_size_of_constants(
    run: Run, tmp_path: Path, configured: int | None, options: tuple[str, ...], found: bool
) -> None:
    (tmp_path / "large.py").write_text(LARGE, encoding="utf-8")
    table = f"[tool.tfguard]\nconstant-size = {configured}\n" if configured else "[tool.tfguard]\n"
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    code, out, _ = run("check", "large.py", *options)
    assert ("large.py:9:16: W7404" in out) == found
    assert code == found


def test_size_of_constants_in_several_processes(run: Run, tmp_path: Path) -> None:
    for number in range(MIN_FILES):
        (tmp_path / f"large_{number}.py").write_text(LARGE, encoding="utf-8")
    paths = [f"large_{number}.py" for number in range(MIN_FILES)]
    _, out, _ = run("check", *paths, "--jobs", "2", "--constant-size", "16")
    assert out.count(" W7404 ") == MIN_FILES


def test_verbose_tells_on_standard_error(run: Run) -> None:
    _, out, err = run("check", ".", "--verbose")
    assert "tfguard: files: 3 checked" in err
    assert "tfguard:" not in out


def test_traced(run: Run) -> None:
    code, out, _ = run("traced", ".")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("show.py:1: show: reached from step (train.py:7)")
    assert lines[1].startswith("train.py:7: step: decorated with @tf.function")
    assert lines[1].count("jit_compile=True") == 1
    assert lines[2].startswith("train.py:12: helper: reached from step")


def test_json_of_traced(run: Run) -> None:
    code, out, _ = run("traced", ".", "--format", "json")
    value = json.loads(out)
    jsonschema.validate(value, schema("traced"))
    assert code == 0
    functions = {function["qualname"]: function for function in value["functions"]}
    assert {name: function["root"] for name, function in functions.items()} == {
        "show": False,
        "step": True,
        "helper": False,
    }
    assert functions["step"]["line"] == 7
    assert functions["step"]["options"]["jit_compile"] is True
    assert [link["line"] for link in functions["helper"]["chain"]] == [7, 9]


def test_rules_are_listed(run: Run) -> None:
    code, out, _ = run("rules")
    assert code == 0
    rules = sorted(all_rules(), key=lambda rule: rule.id[1:])
    assert [line.split()[:2] for line in out.splitlines()] == [[rule.id, rule.symbol] for rule in rules]
    listed = json.loads(run("rules", "--format", "json")[1])["rules"]
    assert [rule["preview"] for rule in listed] == [rule.preview for rule in rules]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.symbol)
def test_each_rule_is_explained_with_its_examples(run: Run, rule: object) -> None:
    symbol, rule_id = rule.symbol, rule.id  # type: ignore[attr-defined]
    code, out, _ = run("explain", symbol)
    assert code == 0
    assert out.startswith(f"{symbol} ({rule_id})")
    for part in ("What it does", "Use instead", "\nBad: bad_", "\nGood: good_"):
        assert part in out
    assert "def run(" not in out
    assert run("explain", rule_id.lower())[1] == out
    assert len(run("explain", symbol, "--all-examples")[1]) >= len(out)


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.errors], ids=lambda rule: rule.symbol)
def test_each_error_text_leads_to_its_rule(run: Run, rule: object) -> None:
    for fragment in rule.errors:  # type: ignore[attr-defined]
        code, out, _ = run(
            "explain", "ValueError: in user code:\n\n    " + fragment.replace("*", "some thing")
        )
        assert code == 0
        assert rule.symbol in out  # type: ignore[attr-defined]


def test_an_unknown_error_text(run: Run) -> None:
    code, out, _ = run("explain", "the dog ate my gradient tape again")
    assert (code, out) == (1, "No rule is known to cause this error.\n")


def test_version_and_help(run: Run) -> None:
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [f"tfguard {tfguard.__version__}", f"Python {platform.python_version()}"]
    names = [line.split()[0] for line in out.splitlines()]
    assert names == ["tfguard", "Python", "pylint", "astroid", "tensorflow", "keras"]
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in ("check", "confirm", "traced", "rules", "explain", "demo"))
    for command in ("check", "confirm", "traced", "rules", "explain", "demo", "cache"):
        assert run(command, "--help")[0] == 0


def fake_prove(outcomes: dict[int, Verdict]) -> Callable[..., object]:
    def prove(findings: tuple[Reported, ...], how: object, sources: object = None) -> Proved:
        from dataclasses import replace

        return Proved(tuple(replace(f, verdict=outcomes[n]) for n, f in enumerate(findings)))

    return prove


def test_only_refuted_findings_leave_the_exit_code_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refuted = Verdict(Outcome.REFUTED, evidence="printed as often as eagerly")
    open_ = Verdict(Outcome.INCONCLUSIVE, "no arguments were found")
    monkeypatch.setattr(check, "prove", fake_prove({0: refuted, 1: refuted}))
    code, out, _ = run("check", ".", "--confirm")
    assert code == 0
    assert out.count("[refuted: printed as often as eagerly]") == 2
    monkeypatch.setattr(check, "prove", fake_prove({0: refuted, 1: open_}))
    assert run("confirm", ".")[0] == 1


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ((), "auto"),
        (("--sandbox", "auto"), "auto"),
        (("--sandbox", "bubblewrap"), "bubblewrap"),
        (("--sandbox", "sandlock"), "sandlock"),
        (("--sandbox", "none"), "none"),
        (("--no-sandbox",), "none"),
        (("--no-sandbox", "--sandbox", "none"), "none"),
    ],
)
def test_the_sandbox_that_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], chosen: str
) -> None:
    import tfguard.confirm.run

    asked: list[str] = []

    class NoPool:
        def __init__(self, settings: tfguard.confirm.run.Settings) -> None:
            asked.append(settings.sandbox.value)
            raise tfguard.confirm.run.ConfirmError("no pool")

    monkeypatch.setattr(tfguard.confirm.run, "Pool", NoPool)
    assert run("confirm", ".", *options)[0] == 2
    assert asked == [chosen]


def test_a_sandbox_and_none_exclude_each_other(run: Run) -> None:
    code, out, err = run("confirm", ".", "--no-sandbox", "--sandbox", "sandlock")
    assert (code, out) == (2, "")
    assert err == "tfguard: error: --no-sandbox and --sandbox sandlock exclude each other\n"
    assert run("confirm", ".", "--sandbox", "jail")[0] == 2


@pytest.mark.parametrize("problem", ["cannot confirm: no sandbox", "cannot confirm: no TensorFlow"])
def test_confirm_that_cannot_work_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, problem: str
) -> None:
    import tfguard.confirm.run

    class NoPool:
        def __init__(self, settings: object) -> None:
            raise tfguard.confirm.run.ConfirmError(problem)

    monkeypatch.setattr(tfguard.confirm.run, "Pool", NoPool)
    for command in (("check", ".", "--confirm"), ("confirm", "plain.py"), ("check", ".", "--only-confirmed")):
        assert run(*command) == (2, "", f"tfguard: error: {problem}\n")
    code, out, err = run("demo")
    assert code == 2
    assert "W7201 tf-print" in out  # it still checks
    assert err == f"tfguard: error: the findings above are not confirmed: {problem}\n"


def test_a_python_without_tensorflow_releases_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(proving.sys, "version_info", (3, 14, 0))
    assert proving._no_release(proving.Proving()) == " (TensorFlow has no release for Python 3.14 yet)"
    assert proving._no_release(proving.Proving(python="other")) == ""
    monkeypatch.setattr(proving.sys, "version_info", (3, 13, 5))
    assert proving._no_release(proving.Proving()) == ""


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, click.Abort])
def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch, interrupt: type[BaseException]) -> None:
    def stop(*args: object, **more: object) -> None:
        raise interrupt

    monkeypatch.setattr(check, "examine", stop)
    code, out, err = run("check", ".")
    assert (code, out) == (130, "")
    assert "Traceback" not in err


def test_statistics_count_by_rule(run: Run) -> None:
    code, out, _ = run("check", ".", "--statistics", "--select", "W72,W75")
    assert code == 1
    assert out.splitlines()[0] == "2  W7201  tf-print"
    assert out.splitlines()[-1].startswith("2 findings; checked 3 files")
    code, out, _ = run("check", ".", "--statistics", "--format", "json")
    assert code == 1
    assert json.loads(out) == [{"id": "W7201", "symbol": "tf-print", "count": 2}]
