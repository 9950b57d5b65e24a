"""Fingerprints: what they survive, what changes them, and that no two findings share one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli.making import finding

import tfguard.rules
from tfguard.reporting.fingerprint import LENGTH, fingerprints, unique
from tfguard.reporting.report import Reported
from tfguard.rules.analysis import analyse
from tfguard.syntax.place import Place, place_of
from tfguard.syntax.project import Project

SOURCE = '''\
import tensorflow as tf

GREETING = """
def not_a_function():
"""


class Model(tf.Module):
    @tf.function(
        reduce_retracing=True,
    )
    def step(self, x):
        print(f"step {x:>{10}}", "a  b # no comment")
        y = tf.Variable(2.0); z = tf.Variable(2.0)
        if x.shape == (1, 2,):
            print("one")
        print("one")
        return [print("one") for _ in "ab"]


def step(x):
    print("one")
    return x
'''
FLAGGED = ("print", "tf.Variable", "tf.function")


def places(source: str, path: str = "/p/a.py") -> list[Place]:
    """The places of the calls that are flagged, in their order."""
    lines = source.split("\n")
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    flagged = (call for call in calls if ast.unparse(call.func) in FLAGGED)
    return sorted(place_of(call, path, lines) for call in flagged)


def at_place(place: Place, rule_id: str = "W7201") -> Reported:
    found = replace(finding(place.path, place.line, rule_id), place=place)
    return Reported(found, place, found.message, (), 0)


def marks(source: str, path: str = "/p/a.py") -> tuple[str, ...]:
    return fingerprints([at_place(place) for place in places(source, path)], {path: source})


SURVIVED: dict[str, Callable[[str], str]] = {
    "lines before": lambda source: f"import os\n\n\ndef first():\n    x = 'one'\n\n\n{source}",
    "lines within": lambda source: source.replace(
        "        if x", "\n        # why\n        w = 1\n        if x"
    ),
    "comments": lambda source: re.sub(r"(?m)^(  .*)$", r"\1  # , #( # ]", source),
    "layout": lambda source: source.replace('print("one")', 'print(\n            "one",  # 1)\n        )'),
    "wider indentation": lambda source: source.replace("    ", "        "),
    "tabs": lambda source: re.sub(r"(?m)^( {4})+", lambda m: "\t" * (len(m.group()) // 4), source),
    "blank lines": lambda source: source.replace("\n", "\n\n"),
    "continued lines": lambda source: source.replace("y = tf", "y = \\\n            tf"),
    "what stands below": lambda source: f"{source}\n\ndef last(x):\n    return 'one'\n",
    "a nested f-string before": lambda source: f"x = f'{{d['(']}}'\n{source}",
}


@pytest.mark.parametrize("name", SURVIVED)
def test_survives(name: str) -> None:
    changed = SURVIVED[name](SOURCE)
    assert changed != SOURCE
    if name == "a nested f-string before":  # which Python parses since 3.12
        found = [at_place(replace(p, line=p.line + 1, end_line=p.end_line + 1)) for p in places(SOURCE)]
        assert fingerprints(found, {"/p/a.py": changed}) == marks(SOURCE)
        return
    assert marks(changed) == marks(SOURCE)
    assert marks(changed, "/q/other.py") == marks(SOURCE)


def test_each_place_has_its_own() -> None:
    given = marks(SOURCE)
    assert len(set(given)) == len(given) == 8
    assert all(re.fullmatch(rf"[0-9a-f]{{{LENGTH}}}", mark) for mark in given)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ('print(f"step {x:>{10}}"', 'print(f"step  {x:>{10}}"', [1]),  # space within a text counts
        ("a  b #", "a  b  #", [1]),
        ("z = tf.V", "zz = tf.V", [2, 3]),  # one logical line
        ("class Model", "class Net", [0, 1, 2, 3, 4, 5, 6]),
        ('"one")\n        return', '"two")\n        return', [5]),
        ("reduce_retracing=True", "reduce_retracing=False", [0]),
        ('"one") for', '"one")   for', []),
    ],
)
def test_changes_with_the_flagged_statement_and_its_function(old: str, new: str, changes: list[int]) -> None:
    changed = SOURCE.replace(old, new)
    assert changed != SOURCE
    pairs = zip(marks(SOURCE), marks(changed), strict=True)
    assert [n for n, (before, after) in enumerate(pairs) if before != after] == changes


def test_a_new_finding_leaves_the_others_alone() -> None:
    changed = SOURCE.replace("        if x", '        print("zero")\n        if x')
    assert set(marks(SOURCE)) < set(marks(changed))


def test_decorators_belong_to_what_they_decorate() -> None:
    decorator = "    @tf.function(\n        reduce_retracing=True,\n    )\n"
    assert decorator in SOURCE
    changed = SOURCE.replace(
        decorator, f"{decorator}    def first(self, x):\n        return x\n\n{decorator}"
    )
    new, *others = marks(changed)
    assert tuple(others) == marks(SOURCE)
    assert new not in others


def test_an_equal_statement_counts_as_one_more() -> None:
    changed = SOURCE.replace("def step(x):\n", 'def step(x):\n    print("one")\n')
    assert set(marks(SOURCE)) < set(marks(changed))


def test_does_not_depend_on_what_else_is_shown() -> None:
    every = [at_place(place) for place in places(SOURCE)]
    for one, mark in zip(every, marks(SOURCE), strict=True):
        assert fingerprints([one], {"/p/a.py": SOURCE}) == (mark,)


def test_rules_have_their_own() -> None:
    place = places(SOURCE)[0]
    both = fingerprints([at_place(place), at_place(place, "W7202")], {"/p/a.py": SOURCE})
    assert len(set(both)) == 2


def test_a_call_that_leads_elsewhere_is_told_by_both_places() -> None:
    texts = {"/p/a.py": SOURCE, "/lib/b.py": "def f(x):\n    print(x)\n    print(x)\n"}
    call = places(SOURCE)[1]
    there = [finding("/lib/b.py", line) for line in (2, 3)]
    both = fingerprints([Reported(found, call, found.message, (), 0) for found in there], texts)
    assert len({*both, *marks(SOURCE)}) == 2 + len(marks(SOURCE))


def test_what_cannot_be_told_apart_is_numbered_within_a_file_only() -> None:
    texts = {"/p/a.py": SOURCE, "/p/b.py": SOURCE}
    first, second = fingerprints([at_place(places(SOURCE)[0])] * 2, texts)
    assert first != second
    copies = [at_place(places(SOURCE, path)[0]) for path in texts]
    assert fingerprints(copies, texts) == (first, first)
    assert len(set(unique((first, first, second)))) == 3
    assert unique((first, second)) == (first, second)


def test_a_file_that_is_gone_is_told_by_lines() -> None:
    gone = [at_place(Place("/nowhere/a.py", line, 1, line, 2)) for line in (1, 2)]
    assert len(set(fingerprints(gone))) == 2


def test_the_recipe_stays() -> None:
    """Fingerprints are kept in files: what changes this one needs another VERSION."""
    source = "def f(x):\n    print(x)\n"
    given = fingerprints([at_place(Place("/p/a.py", 2, 5, 2, 13))], {"/p/a.py": source})
    assert given == ("9bff665a73ce291c279479326877a40f",)


@pytest.mark.parametrize(
    "text", ["", "\n", "(", "'''", "@a", "\\", "def", "\x0c\tx", "x=[\n", "# x", "\udcff"]
)
def test_any_text_has_outlines(text: str) -> None:
    found = [at_place(Place("/p/a.py", line, 1, line, 9)) for line in (1, 2, 3)]
    assert len(fingerprints(found, {"/p/a.py": text})) == 3


def test_long_and_odd_text_takes_no_time() -> None:
    comments = f"x = (1, {'# ' * 20_000}\n)\n"
    brackets = "f(" * 5_000 + "'" + '"' * 5_000 + "\n" + "y = 1\n" * 20_000
    for text in (comments, brackets, comments + brackets):
        fingerprints([at_place(Place("/p/a.py", 1, 1, 1, 2))], {"/p/a.py": text})


def test_examples_have_no_two_alike_in_a_file() -> None:
    folder = Path(tfguard.rules.__file__).parent / "side_effects" / "examples"
    project = Project()
    seen = 0
    for path in map(str, sorted(folder.glob("*/bad_*.py"))):
        here = [found for found in analyse(path, project).findings if found.place.path == path]
        alone = [fingerprints([Reported(found, found.place, found.message, (), 0)])[0] for found in here]
        assert len(set(alone)) == len(alone), path
        seen += len(alone)
    assert seen > 100
