from __future__ import annotations

from pathlib import Path

import pytest
from cli.making import RULES, analyse_giving, analyse_prints, finding

from tfguard.cli.checking import Checked, Checker, Setup, make_checker
from tfguard.cli.merge import unused_suppressions
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.syntax.settings import Settings

HEAD = "import tensorflow as tf\n\n\n@tf.function\ndef step(x):\n"


def check(path: Path, analyse: object = analyse_prints, **setup: object) -> Checked:
    checker = Checker(Setup(**setup), Project(), analyse, RULES)  # type: ignore[arg-type]
    return checker(str(path))


def lines(checked: Checked) -> list[int]:
    return [found.place.line for found in checked.findings]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("    print(x)\n    print(x)\n", [6, 7]),
        ("    print(x)  # pylint: disable=tf-print\n    print(x)\n", [7]),
        ("    print(x)\n    # pylint: disable=W7201\n    print(x)\n", [6]),
        ("    # pylint: disable=tfguard\n    print(x)\n    print(x)\n", []),
        ("    # pylint: disable=tf-print\n    print(x)\n    # pylint: enable=tf-print\n    print(x)\n", [9]),
        ("    # pylint: disable-next=tf-print\n    print(x)\n    print(x)\n", [8]),
        ("    print(x)\n# pylint: skip-file\n", []),
        ("    print(x)  # pylint: disable=all\n    print(x)\n", []),
        ("    print(x)  # pylint: disable=tf-logging, no-member\n", [6]),
        ("    print(x)  # pylint: disable=W\n", []),
        ("    print(x)  # noqa\n", [6]),
    ],
)
def test_comments(tmp_path: Path, body: str, left: list[int]) -> None:
    path = tmp_path / "a.py"
    path.write_text(HEAD + body, encoding="utf-8")
    assert lines(check(path)) == left


def test_a_comment_at_the_place_or_at_the_call_silences_a_finding_in_another_file(tmp_path: Path) -> None:
    caller, helper = tmp_path / "caller.py", tmp_path / "helper.py"
    call = Place(str(caller), 6, 5, 6, 10)
    analyse = analyse_giving([finding(str(helper), 2, call=call)])
    silenced = "    show(x)  # pylint: disable=tf-print\n"
    for caller_line, helper_line, left in [
        ("    show(x)\n", "    print(x)\n", [2]),
        (silenced, "    print(x)\n", []),
        ("    show(x)\n", "    print(x)  # pylint: disable=tf-print\n", []),
        ("    show(x)\n", "    print(x)\n# pylint: skip-file\n", []),
    ]:
        caller.write_text(HEAD + caller_line, encoding="utf-8")
        helper.write_text("def show(x):\n" + helper_line, encoding="utf-8")
        assert lines(check(caller, analyse)) == left, (caller_line, helper_line)


def test_unused_suppressions(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        HEAD
        + "    print(x)  # pylint: disable=tf-print,tf-logging\n"
        + "    return x  # pylint: disable=W7201, no-member, W\n"
        + "# pylint: disable=tfguard\n",
        encoding="utf-8",
    )
    unused = unused_suppressions([check(path, all_comments=True)])
    assert [(item.line, item.column, item.name) for item in unused] == [
        (6, 15, "tf-logging"),
        (7, 15, "W7201"),
        (8, 1, "tfguard"),
    ]
    assert unused_suppressions([check(path)]) == ()


def test_a_suppression_in_a_helper_file_is_used_by_the_caller(tmp_path: Path) -> None:
    caller, helper = tmp_path / "caller.py", tmp_path / "helper.py"
    caller.write_text(HEAD + "    show(x)\n", encoding="utf-8")
    helper.write_text("def show(x):\n    print(x)  # pylint: disable=tf-print\n", encoding="utf-8")
    from_caller = check(
        caller,
        analyse_giving([finding(str(helper), 2, call=Place(str(caller), 6, 5, 6, 10))]),
        all_comments=True,
    )
    from_helper = check(helper, analyse_giving([]), all_comments=True)
    assert from_helper.skipped  # nothing in it can make a traced function
    assert unused_suppressions([from_caller, from_helper]) == ()
    assert len(unused_suppressions([from_helper])) == 1


def test_a_crash_of_the_analyser_costs_one_file(tmp_path: Path) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("by accident")

    path = tmp_path / "a.py"
    path.write_text(HEAD + "    return x\n", encoding="utf-8")
    checked = check(path, broken)
    assert checked.error is not None
    assert checked.error.message.startswith("internal error: ZeroDivisionError: by accident")
    assert "test_checking.py" in checked.trace


def test_unreadable(tmp_path: Path) -> None:
    checked = check(tmp_path / "nowhere.py")
    assert checked.error is not None
    assert checked.error.message == "no such file"


def test_a_file_without_tracing_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("this is no Python\n", encoding="utf-8")

    def never(*args: object) -> None:
        raise AssertionError("analysed")

    assert check(path, never) == Checked(str(path), skipped=True)


def test_settings_stay_when_the_project_is_made_anew(tmp_path: Path) -> None:
    seen: list[Project] = []

    def analyse(path: str, project: Project, text: str | None) -> object:
        seen.append(project)
        return analyse_prints(path, project, None)

    settings = Settings(("lib.wrap",), 8)
    checker = Checker(Setup(settings, lines_kept=0), settings.project(), analyse, RULES)  # type: ignore[arg-type]
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(f"{HEAD}    return x\n", encoding="utf-8")
        checker(str(tmp_path / name))
    assert seen[0] is not seen[1]
    assert {(project.traced_decorators, project.constant_size) for project in seen} == {
        (("lib.wrap",), 8 * 1024)
    }


def test_settings_reach_the_analyser(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("from lib import wrap\n\n\n@wrap\ndef step(x):\n    print(x)\n", encoding="utf-8")
    assert lines(make_checker(Setup())(str(path))) == []
    assert lines(make_checker(Setup(Settings(("lib.wrap",))))(str(path))) == [6]
