"""Whatever is done with a stand-in is a use of it: no verdict hangs on one without saying so."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.confirm.worker import callees
from tfguard.confirm.worker.loading import StubLog, execute

USES = {
    "attribute": "thing.size",
    "dunder": "getattr(thing, '__version__', None)",
    "item": "thing[0]",
    "call": "thing(1)",
    "str": "str(thing)",
    "repr": "repr(thing)",
    "format": "'{}'.format(thing)",
    "percent": "'%s' % thing",
    "f-string": "f'{thing}'",
    "f-string repr": "f'{thing!r:>10}'",
    "bytes": "bytes(thing)",
    "bool": "1 if thing else 2",
    "not": "not thing",
    "and": "thing and 1",
    "len": "len(thing)",
    "iteration": "[one for one in thing]",
    "unpacking": "print(*thing)",
    "in": "3 in thing",
    "next": "next(thing, None)",
    "equal": "thing == 3",
    "equal from the right": "3 == thing",
    "unequal": "thing != 3",
    "less": "3 < thing",
    "sorted": "sorted([thing, thing])",
    "hash": "hash(thing)",
    "key": "{thing: 1}",
    "look-up": "{3: 1}.get(thing)",
    "sum": "thing + 1",
    "sum from the right": "1 + thing",
    "product": "2.0 * thing",
    "negative": "-thing",
    "power": "2 ** thing",
    "bits": "thing & 1",
    "matrix product": "thing @ thing",
    "rounded": "round(thing)",
    "int": "int(thing)",
    "float": "float(thing)",
    "index": "[1, 2][thing]",
    "range": "range(thing)",
    "path": "os.fspath(thing)",
    "isinstance": "isinstance(3, thing)",
    "isinstance of a tuple": "isinstance(3, (str, thing))",
    "isinstance of it": "isinstance(thing, dict)",
    "issubclass": "issubclass(int, thing)",
    "written attribute": "setattr(thing, 'size', 3)",
    "written item": "thing.__setitem__(0, 1)",
    "copied": "copy.deepcopy(thing).size",
}
STATEMENTS = {
    "except": "try:\n    raise ValueError\nexcept thing:\n    pass",
    "with": "with thing:\n    pass",
    "subclass": "class Own(thing):\n    pass",
    "metaclass": "class Own(metaclass=thing):\n    pass",
    "decorator": "@thing\ndef own():\n    pass",
    "async with": "async def own():\n    async with thing:\n        pass\nown().send(None)",
    "await": "async def own():\n    await thing\nown().send(None)",
}
HARMLESS = {
    "mention": "again = thing",
    "identity": "same = thing is None",
    "in a list": "both = [thing, 1]",
    "annotation": "def own(x: thing = None) -> thing:\n    return x",
    "passed on": "(lambda x: None)(thing)",
}


@pytest.fixture
def log() -> Iterator[StubLog]:
    """A log of stand-ins; the user's files are those of /user."""
    callees.set_root("/user/")
    yield StubLog()
    callees.set_root("/nowhere/")


def _run(text: str, log: StubLog) -> BaseException | None:
    names = {"thing": log.stand_in("thing"), "os": os, "copy": copy, "print": lambda *_: None}
    log.loading = False
    try:
        exec(compile(text, "/user/program.py", "exec"), names)
    except Exception as error:
        return error
    return None


@pytest.mark.parametrize("name", USES)
def test_an_expression_uses_it(name: str, log: StubLog) -> None:
    _run("value = " + USES[name], log)
    assert log.used == {"thing"}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_uses_it(name: str, log: StubLog) -> None:
    error = _run(STATEMENTS[name], log)
    if name == "except":  # Python asks the stand-in for nothing, and says so in an error; see Attempt
        assert isinstance(error, TypeError)
        log.use_all()
    assert log.used == {"thing"}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_mention_is_no_use(name: str, log: StubLog) -> None:
    assert _run(HARMLESS[name], log) is None
    assert not log.used


def test_libraries_may_look_at_it(log: StubLog) -> None:
    """TensorFlow and Keras look at each attribute of an object to see whether it is a variable."""
    names: dict[str, Any] = {}
    looking = "def look(x): return [isinstance(x, dict), hasattr(x, '__array__')]"
    exec(compile(looking, "/library/module.py", "exec"), names)
    log.loading = False
    names["look"](log.stand_in("thing"))
    assert not log.used


@pytest.mark.parametrize(
    "text",
    ["len(thing)", "[one for one in thing.sizes]", "str(thing.version)", "int(thing) + 1", "thing == 2"],
)
def test_what_is_made_of_it_while_loading_is_one_too(text: str, log: StubLog, tmp_path: Path) -> None:
    """A length of nothing would look like any number later on."""
    file = tmp_path / "program.py"
    file.write_text(f"import missing_package as thing\nmade = {text}\nother = 1\n", encoding="utf-8")
    namespace: dict[str, Any] = {}
    execute(str(file), namespace, log)
    assert set(log.made) == {"thing", "made"}
    assert not log.used
    assert namespace["other"] == 1
    log.loading = False
    str(namespace["made"])
    assert log.used == {"made"}


@pytest.mark.parametrize(
    "text", ["if len(thing):\n    def f(): pass", "def f(x=int(thing)): pass", "class F:\n    n = len(thing)"]
)
def test_definitions_that_hang_on_it_use_it(text: str, log: StubLog, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(f"import missing_package as thing\n{text}\n", encoding="utf-8")
    with pytest.raises(BaseException, match="plain value"):
        execute(str(file), {}, log)
    assert log.used == {"thing"}


PROGRAM = """
import tensorflow as tf
from missing_package import Failed, limit, name, stated

def guarded(x):
    try:
        return {{}}[3]
    except Failed:
        return x
    except LookupError:
        return x

@tf.function
def step(x):
    {body}
    print("x", x)
    return x + 1.0
"""
BODIES = [
    'text = f"{name}"',
    "x = guarded(x)",
    "x = x * (2.0 if limit in [3] else 1.0)",
    "assert str(stated)",
]


@pytest.mark.tensorflow
@pytest.mark.parametrize("body", BODIES)
def test_no_verdict_hangs_on_one(
    body: str, judged: Callable[..., list[Verdict]], program: Callable[..., Path]
) -> None:
    text = PROGRAM.format(body=body)
    (verdict,) = judged([make_finding(program(text), "W7201", 'print("x", x)', "step")])
    assert verdict.why is Reason.MODULE_MISSING, verdict


@pytest.mark.tensorflow
def test_one_that_nobody_uses_changes_nothing(
    judged: Callable[..., list[Verdict]], program: Callable[..., Path]
) -> None:
    text = PROGRAM.format(body="both = [name, x]")
    (verdict,) = judged([make_finding(program(text), "W7201", 'print("x", x)', "step")])
    assert verdict.outcome is Outcome.CONFIRMED, verdict
