"""Comments mean to tfguard what they mean to Pylint: compared line by line with Pylint's own state."""

from __future__ import annotations

import ast
import io
import random
import tokenize
from pathlib import Path

import astroid
import pytest
from pylint.checkers import BaseChecker
from pylint.lint import PyLinter
from pylint.utils import FileState

from tfguard.cli.suppressions.comments import comments_of
from tfguard.cli.suppressions.names import rules_named
from tfguard.cli.suppressions.states import suppressions
from tfguard.rules.proof import Contrast, Proof
from tfguard.rules.rule import Rule

RULES = {"W7201": "tf-print", "W7202": "tf-logging", "E7101": "tf-variable-creation"}


def rule(rule_id: str, symbol: str) -> Rule:
    proof = Proof(Contrast.NOT_APPLICABLE, ())
    return Rule(rule_id, symbol, "", events=(), check=lambda event: (), proof=proof)


OURS = tuple(rule(rule_id, symbol) for rule_id, symbol in RULES.items())
ROOT = Path(__file__).parents[2]

TRICKY = '''\
"""Docstring
of two lines."""
import os
from os import (
    path,
    sep,
)


@first
@second(
    1,

)

# between
@third
def decorated(a, b: int = 3,
              *args, c=(1,
                        2), **kwargs) -> dict[
                            str, int]:
    """Doc."""
    x = call(
        a,
        b=[
            1,
            2,
        ],
    )
    if a:
        y = 1
    elif b:
        y = 2
        z = {
            "k": 1,
            **other,
            "l": lambda q, r=1: (
                q,
            ),
        }
    else:
        y = 3
    for i in range(
        3
    ):
        print(i)
        print(i)
    else:
        print("done")
    try:
        risky()
        risky()
    except (ValueError,
            TypeError):
        pass
        pass
    except OSError as error:
        print(error)
    else:
        fine()
    finally:
        last()
        last()
    while y:
        y -= 1
        if y == 2:
            break
    return {
        k: v
        for k, v in x
        if v
        if (
            k
        )
    }


class Thing(Base,
            metaclass=Meta):
    """Doc
    of a class."""

    attribute = 1

    def method(self): return 1

    async def other(
        self,
        *,
        key: int,
    ):
        async with a as b, c(
            1
        ) as d:
            print(b)
            print(d)
        async for i in b:
            print(i)
        match self:
            case [1,
                  2]:
                print(1)
                print(2)
            case Point(x=1) if (
                self
            ):
                print(3)
        s = """a
        b"""
        t = s + \\
            s
        return f"{s
}" if False else [
            *s,
            (t :=
             1),
        ]


def only_docstring():
    """Nothing."""


if True:
    print(1)
'''.replace('f"{s\n}"', "f'{s}'")

OPTIONS = (
    "disable=tf-print",
    "disable=W7201,tf-logging",
    "disable=W",
    "disable=tfguard",
    "enable=tf-print",
    "enable=W",
    "disable-next=tf-print",
    "disable-next=tfguard",
    "disable=unknown-thing, tf-variable-creation",
    "disable-msg=tf-logging",
    "disable=tf-print enable=tf-logging",
    "disable tf-print",
    "disable=tf-print=tf-logging",
)


@pytest.fixture(scope="module")
def linter() -> PyLinter:
    linter = PyLinter()
    families = {"72": ("W7201", "W7202"), "71": ("E7101",)}
    for ids in families.values():
        msgs = {i: ("text", RULES[i], "text") for i in ids}
        linter.register_checker(type("Checker", (BaseChecker,), {"name": "tfguard", "msgs": msgs})(linter))
    linter.set_current_module("module")
    return linter


def pylint_state(linter: PyLinter, text: str) -> tuple[set[tuple[str, int]], bool]:
    """What Pylint has switched off: pairs of rule and line, and whether it skips the file."""
    module = astroid.parse(text, apply_transforms=False)
    linter.file_state = FileState("module", linter.msgs_store, module)
    linter._ignore_file = False
    linter.process_tokens(list(tokenize.tokenize(io.BytesIO(text.encode()).readline)))
    state = linter.file_state._module_msgs_state
    off = {(i, line) for i in RULES for line, on in state.get(i, {}).items() if not on and line > 0}
    return off, linter._ignore_file


def our_state(text: str) -> tuple[set[tuple[str, int]], bool]:
    found = suppressions(comments_of(text), lambda name: rules_named(name, OURS), lambda: ast.parse(text))
    return {key for key in found.off if key[1] > 0}, found.whole_file is not None


def with_comments(text: str, rng: random.Random, number: int) -> str:
    """Put comments at random places, behind code or on lines of their own, where the program stays valid."""
    lines = text.split("\n")
    for _ in range(number):
        at = rng.randrange(len(lines))
        comment = (
            f"# {rng.choice(['', 'why # ', 'noqa '])}pylint: {rng.choice(OPTIONS)}{rng.choice(['', '; why'])}"
        )
        changed = list(lines)
        if rng.random() < 0.5:
            changed[at] = f"{changed[at]}  {comment}"
        else:
            changed.insert(at, " " * rng.choice([0, 4, 8]) + comment)
        try:
            ast.parse("\n".join(changed))
        except SyntaxError:
            continue
        lines = changed
    return "\n".join(lines)


def compare(linter: PyLinter, text: str, what: str) -> None:
    theirs, ours = pylint_state(linter, text), our_state(text)
    if theirs[1] or ours[1]:
        assert theirs[1] == ours[1], f"{what}: whole file\n{text}"
        return
    assert ours[0] == theirs[0], f"{what}: {sorted(ours[0] ^ theirs[0])}\n{numbered(text)}"


def numbered(text: str) -> str:
    return "\n".join(f"{n:4} {line}" for n, line in enumerate(text.split("\n"), 1))


@pytest.mark.parametrize("seed", range(300))
def test_random_comments_in_a_program_of_all_shapes(linter: PyLinter, seed: int) -> None:
    rng = random.Random(seed)
    compare(linter, with_comments(TRICKY, rng, rng.choice([1, 1, 2, 5])), f"seed {seed}")


def test_a_comment_on_each_line(linter: PyLinter) -> None:
    lines = TRICKY.split("\n")
    for at in range(len(lines)):
        for option in ("disable=tf-print", "disable-next=tf-print"):
            changed = [*lines[:at], f"{lines[at]}  # pylint: {option}", *lines[at + 1 :]]
            try:
                ast.parse("\n".join(changed))
            except SyntaxError:
                continue
            compare(linter, "\n".join(changed), f"line {at + 1}: {option}")


NAMED_HANDLERS = """\
def f(a):
    try:
        return a()
    except ValueError as error:
        x = 1
        y = 2
        raise
    except TypeError:
        x = 3
        y = 4
    except (KeyError, IndexError) as error:
        if error:
            x = 5
        y = 6
"""


@pytest.mark.parametrize("option", ["disable=tf-print", "enable=tf-print"])
@pytest.mark.parametrize("at", range(len(NAMED_HANDLERS.splitlines())))
def test_a_comment_in_a_handler_with_a_name(linter: PyLinter, at: int, option: str) -> None:
    lines = NAMED_HANDLERS.split("\n")
    lines[at] += f"  # pylint: {option}"
    compare(linter, "\n".join(lines), option)
    compare(linter, "\n".join(["# pylint: disable=W", *lines]), option)


@pytest.mark.parametrize("path", sorted((ROOT / "tfguard").glob("*/*.py")), ids=lambda path: path.stem)
def test_random_comments_in_our_own_modules(linter: PyLinter, path: Path) -> None:
    rng = random.Random(path.name)
    compare(linter, with_comments(path.read_text(encoding="utf-8"), rng, 6), path.name)


@pytest.mark.parametrize(
    "comment",
    [
        "# pylint: skip-file",
        "#pylint:skip-file",
        "# pylint: disable-all",
        "# pylint: disable=all",
        "# pylint: disable=tf-print,all",
        "# pylint: disable = tf-print",
        "# pylint:disable=tf-print # why",
        "# pylint: disable=tf-print, tf-logging ; why",
        "# pylint: foo=bar",
        "# pylint: disable",
        "# pylint: disable=",
        "# pylint: =tf-print",
        "# mypylint: disable=tf-print",
        "# see pylint: disable=tf-print",
        "# pylint: disable=tf-print # pylint: disable=tf-logging",
        "# pylint: ; # pylint: disable=tf-logging",
        "# pylint: skip-file disable=tf-print",
        "# pylint: skip-file=yes",
        "# pylint: disable=tf-print skip-file",
        "# pylint: disable-next=all",
        "# pylint: disable=TF-PRINT",
        "# pylint: disable=w",
        "# pylint: disable=w7201",
        "# pylint: disable=TFGUARD",
        "# pylint: disable=warning",
        "# pylint: disable=E,C",
        "# pylint: disable=tf_print",
        "# pylint: disable-msg=all",
        "# pylint: disable='tf-print'",
        "# pylint: disable=\ttf-print",
        "# pylint : disable=tf-print",
        "# Pylint: disable=tf-print",
        "# pylint: disable=tf-print # \\",
    ],
)
def test_spellings(linter: PyLinter, comment: str) -> None:
    compare(linter, f"import os\nx = [\n    1,\n]\nprint(x)  {comment}\n{comment}\nprint(x)\n", comment)
