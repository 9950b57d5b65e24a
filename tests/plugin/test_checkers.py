"""The checkers inside Pylint, with an analyser made for the test: what is called when, and what is said."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable
from pathlib import Path

import dill
import pytest
from astroid import MANAGER, parse
from pylint.lint import PyLinter, Run
from pylint.message import Message
from pylint.reporters import CollectingReporter

import tfguard
import tfguard.plugin.register as registration
from tfguard.plugin.checker import NAME, PREVIEW_NAME, FamilyChecker
from tfguard.plugin.collector import YOUNG, collect_less_often
from tfguard.plugin.module_findings import LINES_KEPT, ModuleFindings
from tfguard.plugin.register import families
from tfguard.rules.analysis import Analysis
from tfguard.rules.finding import Finding
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.syntax.settings import Settings
from tfguard.syntax.source import SourceError
from tfguard.syntax.versions import Versions
from tfguard.tracing.traced import Confidence, Root, RootKind

SOURCE = '''"""A module."""
import tensorflow as tf


@tf.function
def step(x):
    """One step."""
    print(x)
    return x
'''
DEFAULT = [rule for rule in all_rules() if not rule.preview]
PREVIEW = [rule for rule in all_rules() if rule.preview]

Analyse = Callable[[str, Project, "str | None"], Analysis]


@pytest.fixture(autouse=True)
def _no_modules_kept() -> None:
    # astroid keeps modules by name, and the tests' modules share theirs.
    MANAGER.clear_cache()


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "training.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def finding(
    rule: Rule, path: str, line: int = 8, call: Place | None = None, confidence: Confidence = Confidence.HIGH
) -> Finding:
    place = Place(path, line, 5, line, 13)
    root = Root(path, 6, "step", RootKind.DECORATOR, "decorated with @tf.function", place)
    return Finding(rule.id, rule.symbol, place, "100 % of `step`", confidence, root, (), call=call)


def every_rule(path: str, project: Project, text: str | None) -> Analysis:
    return Analysis(tuple(finding(rule, path) for rule in all_rules()), traced=(), cut=0)


def lint(monkeypatch: pytest.MonkeyPatch, analyse: Analyse, *arguments: str) -> list[Message]:
    monkeypatch.setattr(registration, "ModuleFindings", lambda: ModuleFindings(analyse))
    reporter = CollectingReporter()
    Run(["--rcfile=", "--load-plugins=tfguard", "--disable=all", *arguments], reporter=reporter, exit=False)
    return reporter.messages


def registered() -> PyLinter:
    linter = PyLinter(reporter=CollectingReporter())
    tfguard.register(linter)
    return linter


def enabled(linter: PyLinter) -> set[str]:
    return {rule.symbol for rule in all_rules() if linter.is_message_enabled(rule.symbol)}


def test_every_rule_is_a_message() -> None:
    linter = registered()
    for rule in all_rules():
        (definition,) = linter.msgs_store.get_message_definitions(rule.symbol)
        assert definition.msgid == rule.id
        assert rule.summary.rstrip(".") in definition.description


def test_checkers_are_as_pylint_wants_them() -> None:
    checkers = [checker for checker in registered().get_checkers() if isinstance(checker, FamilyChecker)]
    for checker in checkers:
        checker.check_consistency()
        assert len({rule_id[1:3] for rule_id in checker.msgs}) == 1
    assert {checker.name for checker in checkers} == {NAME, PREVIEW_NAME}


def test_families_keep_preview_rules_apart() -> None:
    groups = list(families(all_rules()))
    assert sorted(rule.id for group in groups for rule in group) == sorted(rule.id for rule in all_rules())
    assert all(len({(rule.preview, rule.id[1:3]) for rule in group}) == 1 for group in groups)


def test_preview_rules_are_off_unless_asked_for() -> None:
    linter = registered()
    assert enabled(linter) == {rule.symbol for rule in DEFAULT}
    linter.disable("all")
    assert enabled(linter) == set()
    linter.enable(NAME)
    assert enabled(linter) == {rule.symbol for rule in DEFAULT}
    linter.enable(PREVIEW_NAME)
    assert enabled(linter) == {rule.symbol for rule in all_rules()}


def test_registering_again_changes_nothing() -> None:
    # What Pylint before 4.0.2 does in each process of --jobs, with the configuration already read.
    linter = registered()
    checkers = linter.get_checkers()
    linter.enable(PREVIEW_NAME)
    tfguard.register(linter)
    assert linter.get_checkers() == checkers
    assert enabled(linter) == {rule.symbol for rule in all_rules()}


def test_linter_can_be_pickled() -> None:
    # --jobs sends it to each process. What pytest has put in the place of standard output cannot be.
    linter = registered()
    linter.reporter.out = io.StringIO()
    copy = dill.loads(dill.dumps(linter))
    assert enabled(copy) == {rule.symbol for rule in DEFAULT}


def test_message_carries_place_and_confidence(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    rules = DEFAULT[:3]
    levels = (Confidence.HIGH, Confidence.CONTROL_FLOW, Confidence.INFERENCE)

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        found = (finding(rule, path, confidence=level) for rule, level in zip(rules, levels, strict=True))
        return Analysis(tuple(found), traced=(), cut=0)

    messages = lint(monkeypatch, analyse, "--enable=tfguard", str(module))
    assert {(message.symbol, message.confidence.name) for message in messages} == {
        (rule.symbol, level.name) for rule, level in zip(rules, levels, strict=True)
    }
    for message in messages:
        assert (message.line, message.column, message.end_line, message.end_column) == (8, 4, 8, 12)
        assert message.msg == "100 % of `step`"
        assert message.abspath == str(module)


def test_place_in_another_file_is_reported_at_the_call(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    monkeypatch.chdir(module.parent)
    helper = module.parent / "lib" / "helper.py"
    helper.parent.mkdir()
    helper.write_text("\n\n    \n", encoding="utf-8")

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        call = Place(path, 9, 12, 9, 13)
        return Analysis((finding(DEFAULT[0], str(helper), line=3, call=call),), traced=(), cut=0)

    (message,) = lint(monkeypatch, analyse, "--enable=tfguard", str(module))
    assert (message.line, message.column, message.end_line, message.end_column) == (9, 11, 9, 12)
    assert message.msg == "in lib/helper.py:3:5: 100 % of `step`"


def test_module_is_analysed_once_for_all_families(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    analysed: list[tuple[str, str | None]] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        analysed.append((path, text))
        return every_rule(path, project, text)

    messages = lint(monkeypatch, analyse, "--enable=tfguard,tfguard-preview", str(module))
    assert analysed == [(str(module), SOURCE)]
    assert {message.symbol for message in messages} == {rule.symbol for rule in all_rules()}


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        pytest.param(SOURCE, ["--enable=unused-import"], id="only Pylint's own messages enabled"),
        pytest.param('"""No tracing here."""\nprint(1)\n', ["--enable=tfguard"], id="cannot hold tracing"),
        pytest.param(f"# pylint: skip-file\n{SOURCE}", ["--enable=tfguard"], id="skipped by comment"),
        pytest.param("def f(:\n", ["--enable=tfguard"], id="does not parse"),
    ],
)
def test_nothing_is_analysed_in_vain(
    monkeypatch: pytest.MonkeyPatch, module: Path, source: str, arguments: list[str]
) -> None:
    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        pytest.fail(f"{path} was analysed")

    module.write_text(source, encoding="utf-8")
    assert [message for message in lint(monkeypatch, analyse, *arguments, str(module))
            if message.symbol != "syntax-error"] == []  # fmt: skip


def test_file_is_read_as_it_is_encoded(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    texts: list[str | None] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        texts.append(text)
        return Analysis((), traced=(), cut=0)

    source = f"# -*- coding: latin-1 -*-\n{SOURCE}NAME = 'caf\xe9'\n"
    module.write_bytes(source.replace("\n", "\r\n").encode("latin-1"))
    assert lint(monkeypatch, analyse, "--enable=tfguard", str(module)) == []
    assert texts == [source]


def test_decorators_option_reaches_the_project(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    seen: list[tuple[str, ...]] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        seen.append(project.traced_decorators)
        return Analysis((), traced=(), cut=0)

    option = "--tfguard-traced-decorators=lib.function,other.wrap"
    assert lint(monkeypatch, analyse, "--enable=tfguard", option, str(module)) == []
    assert seen == [("lib.function", "other.wrap")]


@pytest.mark.parametrize(("options", "size"), [([], 512 * 1024), (["--tfguard-constant-size=8"], 8 * 1024)])
def test_size_option_reaches_the_project(
    monkeypatch: pytest.MonkeyPatch, module: Path, options: list[str], size: int
) -> None:
    seen: list[int] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        seen.append(project.constant_size)
        return Analysis((), traced=(), cut=0)

    assert lint(monkeypatch, analyse, "--enable=tfguard", *options, str(module)) == []
    assert seen == [size]


@pytest.mark.parametrize(
    ("options", "versions"),
    [
        ([], Versions()),
        (["--tfguard-target-tensorflow=2.15"], Versions((2, 15))),
        (["--tfguard-target-tensorflow=2.15", "--tfguard-target-keras=3"], Versions((2, 15), 3)),
    ],
)
def test_target_options_reach_the_project(
    monkeypatch: pytest.MonkeyPatch, module: Path, options: list[str], versions: Versions
) -> None:
    seen: list[Versions] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        seen.append(project.versions)
        return Analysis((), traced=(), cut=0)

    assert lint(monkeypatch, analyse, "--enable=tfguard", *options, str(module)) == []
    assert seen == [versions]


def test_options_may_differ_between_modules(module: Path) -> None:
    seen: list[Project] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        seen.append(project)
        return Analysis((), traced=(), cut=0)

    memo = ModuleFindings(analyse)
    sizes = (8, 8, 16)
    for number, size in enumerate(sizes):
        memo.of(parse(f"{SOURCE}N = {number}\n", path=str(module)), Settings(constant_size=size))
    assert [project.constant_size for project in seen] == [size * 1024 for size in sizes]
    assert seen[0] is seen[1]


def test_a_large_project_is_dropped(module: Path) -> None:
    seen: list[Project] = []

    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        seen.append(project)
        project.lines += LINES_KEPT // 2 + 1
        return Analysis((), traced=(), cut=0)

    memo = ModuleFindings(analyse)
    for number in range(3):
        memo.of(parse(f"{SOURCE}N = {number}\n", path=str(module)), Settings())
    assert seen[0] is seen[1]
    assert seen[1] is not seen[2]


def test_defect_is_one_message_and_ends_nothing(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        raise KeyError("caf\xe9")

    second = module.with_name("second.py")
    second.write_text(SOURCE, encoding="utf-8")
    arguments = ["--enable=tfguard,missing-class-docstring", str(module), str(second)]
    module.write_text(f"{SOURCE}class Bare:\n    pass\n", encoding="utf-8")
    messages = lint(monkeypatch, analyse, *arguments)
    fatal = [message for message in messages if message.symbol == "fatal"]
    assert [Path(message.abspath).name for message in fatal] == ["training.py", "second.py"]
    assert all("defect in tfguard, please report it: KeyError: 'caf\xe9'" in message.msg for message in fatal)
    assert "missing-class-docstring" in {message.symbol for message in messages}


def test_unreadable_source_is_one_message(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    def analyse(path: str, project: Project, text: str | None) -> Analysis:
        raise SourceError(path, "is nested too deeply to analyse")

    (message,) = lint(monkeypatch, analyse, "--enable=tfguard", str(module))
    assert message.symbol == "fatal"
    assert message.msg == "tfguard could not check this file: is nested too deeply to analyse"


def test_nothing_of_a_module_is_kept(monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    memo = ModuleFindings(every_rule)
    monkeypatch.setattr(registration, "ModuleFindings", lambda: memo)
    Run(
        ["--rcfile=", "--load-plugins=tfguard", "--disable=all", "--enable=tfguard", str(module)],
        reporter=CollectingReporter(),
        exit=False,
    )
    assert memo._module is None
    assert memo._findings == ()


@pytest.mark.parametrize(("before", "after"), [(700, YOUNG), (2_000, YOUNG), (50_000, 50_000), (0, 0)])
def test_the_collector_runs_less_often(before: int, after: int) -> None:
    young, *older = gc.get_threshold()
    try:
        gc.set_threshold(before, *older)
        collect_less_often()
        assert gc.get_threshold() == (after, *older)
    finally:
        gc.set_threshold(young, *older)
