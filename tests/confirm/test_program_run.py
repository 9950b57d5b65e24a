"""``--run``: real programs under TensorFlow, run once without tfguard and once with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from confirm.made_findings import make_finding
from confirm.made_proofs import PROOFS

import tfguard
from tfguard.confirm.program_runs.run import run_program
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project
from tfguard.tracing.traced import Confidence

pytestmark = pytest.mark.tensorflow

SCHEMA = json.loads(
    (Path(tfguard.__file__).parent / "reporting" / "schema" / "check.schema.json").read_text(encoding="utf-8")
)
START = """\
import subprocess, sys

sys.exit(subprocess.call([sys.executable, "-m", "project.train", *sys.argv[1:]]))
"""
LAYERS = """\
import tensorflow as tf

passes = 0


def noted(x):
    global passes
    passes += 1
    return x * 2.0


class Scale:
    def __init__(self, by):
        self.by = by
"""
TRAIN = '''\
"""A package's main module, with relative imports."""
import sys
import time

import tensorflow as tf

from . import layers
from .layers import Scale, noted


class Trainer(tf.Module):
    def __init__(self):
        self.last = None
        self.weights = None

    @tf.function
    def step(self, x):
        print("step of", x.shape)
        self.last = x
        if self.weights is None:
            self.weights = tf.Variable([1.0, 2.0])
        started = time.time()
        for part in range(20):
            x = x + 1.0
        return noted(x) * self.weights + started * 0.0


@tf.function
def scaled(x, rate):
    return x * rate


@tf.function
def padded(x):
    return tf.pad(x, [[0, 1]])


@tf.function
def scaled_by_object(x, scale):
    return x * scale.by


@tf.function
def clean(x):
    return tf.reduce_sum(x)


@tf.function
def unreached(x):
    print("never")
    return x


def make():
    return tf.function(lambda x: x + 1.0)


def main():
    trainer = Trainer()
    x = tf.ones([2])
    for step in range(8):
        trainer.step(x)
        clean(x)
    for step in range(6):
        scaled(x, step)
    for size in range(3, 8):
        padded(tf.ones([size]))
    for _ in range(5):
        scaled_by_object(x, Scale(2.0))
    for _ in range(4):
        make()(x)
    print("passes", layers.passes, "read", sys.stdin.readline().strip())
    sys.stdout.buffer.write(b"\\xff\\xfe bytes\\n")
    print("to the other stream \\u00e9", file=sys.stderr)


main()
[1][int(sys.argv[1])]
'''
ADDRESS = re.compile(rb"0x[0-9a-f]+")


@dataclass(frozen=True)
class Ran:
    """One program, run without tfguard and with it."""

    plain: subprocess.CompletedProcess[bytes]
    checked: subprocess.CompletedProcess[bytes]

    @property
    def report(self) -> Any:
        """The JSON after the program's own output."""
        return json.loads(self.checked.stdout[len(self.plain.stdout) :])

    def verdicts(self) -> dict[str, str]:
        """Verdict and reason by rule and function; one each."""
        found = {}
        for one in self.report["findings"]:
            verdict = one["verdict"]
            found[f"{one['symbol']} {one['function']}"] = f"{verdict['verdict']} {verdict['reason']}".strip()
        return found


def _call(arguments: list[str], folder: Path, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    variables = {**os.environ, "TF_ENABLE_ONEDNN_OPTS": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    variables["PYTHONPATH"] = str(Path(tfguard.__file__).parents[1])
    return subprocess.run(
        arguments, cwd=folder, env=variables, input=typed, capture_output=True, check=False, timeout=600
    )


def _both(command: list[str], checked: list[str], folder: Path) -> Ran:
    """Run a command by itself, and by tfguard."""
    tfguard_run = ["-m", "tfguard", "check", "--run", " ".join(["python", *command]), "--format", "json"]
    plain = _call([sys.executable, *command], folder, b"typed\n")
    path = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        done = _call([sys.executable, *tfguard_run, "--preview", *checked], folder, b"typed\n")
    finally:
        os.environ["PATH"] = path
    return Ran(plain, done)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A package run with ``-m``, by a parent that does not import TensorFlow, ended by an exception."""
    folder = tmp_path_factory.mktemp("trained")
    (folder / "project").mkdir()
    (folder / "project" / "__init__.py").touch()
    (folder / "project" / "layers.py").write_text(LAYERS, encoding="utf-8")
    (folder / "project" / "train.py").write_text(TRAIN, encoding="utf-8")
    (folder / "start.py").write_text(START, encoding="utf-8")
    return _both(["start.py", "5"], ["project"], folder)


def test_output_and_exit_code_are_the_programs(trained: Ran) -> None:
    assert b"\xff\xfe bytes" in trained.plain.stdout
    assert trained.checked.stdout.startswith(trained.plain.stdout)
    said = b"tfguard: the program ended with exit code 1: python start.py 5\n"
    err = ADDRESS.sub(b"", trained.checked.stderr)
    assert err == ADDRESS.sub(b"", trained.plain.stderr) + said
    assert b"IndexError: list index out of range" in err
    assert (trained.plain.returncode, trained.checked.returncode) == (1, 1)


def test_what_shows_in_one_run_is_confirmed(trained: Ran) -> None:
    jsonschema.validate(trained.report, SCHEMA)
    verdicts = trained.verdicts()
    assert {name for name, verdict in verdicts.items() if verdict == "confirmed"} == {
        "tf-print Trainer.step",
        "tf-attribute-mutation Trainer.step",
        "tf-tensor-leak Trainer.step",
        "tf-clock Trainer.step",
        "tf-global-write noted",
        "tf-python-scalar-arg scaled",
        "tf-shape-retrace padded",
        "tf-object-arg scaled_by_object",
        "tf-function-in-loop make.<locals>.<lambda>",
    }
    assert verdicts["tf-print unreached"] == "inconclusive the flagged line was not reached"


def test_functions_are_listed_with_their_causes(trained: Ran) -> None:
    program = trained.report["program"]
    functions = {one["name"]: one for one in program["functions"]}
    assert (program["exit_code"], program["processes"]) == (1, 1)
    assert functions["scaled"]["calls"] == functions["scaled"]["traces"] == 6
    assert functions["scaled"]["path"] == "project/train.py"
    assert functions["scaled"]["seconds"] > 0
    (cause,) = functions["scaled"]["causes"]
    assert (cause["argument"], cause["respect"], cause["traces"]) == ("rate", "value", 5)
    assert cause["changes"][0] == {"before": "0", "after": "1"}
    (cause,) = functions["padded"]["causes"]
    assert cause["changes"][0] == {"before": "[3]", "after": "[4]"}
    (cause,) = functions["scaled_by_object"]["causes"]
    assert (cause["argument"], cause["respect"]) == ("scale", "object")
    assert functions["make.<locals>.<lambda>"]["objects"] == 4
    assert (functions["clean"]["calls"], functions["clean"]["traces"]) == (8, 1)
    assert (functions["clean"]["retraces"], functions["clean"]["causes"]) == (0, [])
    # Made with a variable, the first call traces twice, and that is no retrace.
    assert (functions["Trainer.step"]["traces"], functions["Trainer.step"]["retraces"]) == (2, 0)


TEST = """\
import tensorflow as tf

seen = []


@tf.function
def step(x):
    seen.append(1)
    print("one step")
    return x.numpy() if len(seen) > 1 else x * 2


def test_steps():
    for _ in range(6):
        y = step(tf.ones([2]))
    assert float(y[0]) == 2.0


def test_raises():
    step(tf.ones([3]))


def test_fails():
    found = {"loss": [1, 2]}
    assert found["loss"] == [1, 3]
"""


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Tests, whose assertions pytest rewrites."""
    folder = tmp_path_factory.mktemp("tested")
    (folder / "test_step.py").write_text(TEST, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "test_step.py"]
    return _both(command, ["test_step.py"], folder)


def _lines(text: bytes) -> list[bytes]:
    """What pytest says, without times, addresses, and AutoGraph's code, which has the probes."""
    text = re.sub(rb"in \d+\.\d+s", b"", ADDRESS.sub(b"", text))
    generated = (b"ag__", b"__autograph_generated_file")
    lines = [line for line in text.splitlines() if line.strip(b"E ^")]
    return [line for line in lines if not any(sign in line for sign in generated)]


def test_pytest_says_what_it_says_without(tested: Ran) -> None:
    out = tested.checked.stdout
    start = out.rindex(b'\n{\n  "version"') + 1
    assert b"At index 1 diff: 2 != 3" in out
    assert tested.plain.returncode == tested.checked.returncode == 1
    plain, hooked = _lines(tested.plain.stdout), _lines(out[:start])
    assert hooked == plain


def test_findings_in_rewritten_tests_are_judged(tested: Ran) -> None:
    out = tested.checked.stdout
    report = json.loads(out[out.rindex(b'\n{\n  "version"') :])
    verdicts = {one["symbol"]: one["verdict"]["verdict"] for one in report["findings"]}
    assert verdicts["tf-print"] == "confirmed"
    assert verdicts["tf-numpy-call"] == "confirmed"


FORKS = """\
import os, sys
import tensorflow as tf


@tf.function
def step(x):
    print("in", x.shape)
    return x * 2


def work():
    for _ in range(6):
        step(tf.ones([2]))
    sys.stdout.flush()


pid = os.fork()
work()
if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
os.execv(sys.executable, [sys.executable, "-c", "print('another')"])
"""


def test_processes_that_leave_early_have_reported(tmp_path: Path) -> None:
    (tmp_path / "forks.py").write_text(FORKS, encoding="utf-8")
    done = _short(tmp_path, f"{sys.executable} forks.py", "forks.py", "--format", "json")
    assert b"another\n{\n" in done.stdout
    report = json.loads(done.stdout[done.stdout.index(b"{\n") :])
    (function,) = report["program"]["functions"]
    assert (report["program"]["processes"], function["calls"], function["traces"]) == (2, 12, 2)
    assert [one["verdict"]["verdict"] for one in report["findings"]] == ["confirmed"]


# Findings made by hand: what must not be confirmed.

NEAR_MISSES = """\
import random
import tensorflow as tf

log = []
memo = {}
once = []
flags = {"traced": False}
v = tf.Variable(1.0)


def counted(x):
    log.append(1)
    return x


@tf.function
def through_python(x):
    return tf.py_function(counted, [x], tf.float32)


@tf.function
def guarded(x):
    if not once:
        once.append(1)
    return x


@tf.function
def set_again(x):
    flags["traced"] = True
    return x


@tf.function
def local(x):
    parts = []
    parts.append(x)
    return parts[0]


@tf.function
def staged(x):
    tf.print("staged")
    v.assign_add(tf.reduce_sum(x))
    return x


@tf.function
def drawn(x):
    return x + tf.random.uniform([])


@tf.function
def constant(x):
    rate = float("0.5")
    return x * rate


@tf.function
def converted(x):
    return x if tf.reduce_sum(x) > 0 else -x


@tf.function
def rare(x):
    print("traced once, called twice")
    return x


@tf.function
def each_time(x, n):
    print("in each call")
    return x * n


@tf.function
def two(x, n, m):
    return x * n * m


def helper(x):
    print("outside")
    return x


for number in range(6):
    x = tf.ones([2])
    for function in (through_python, guarded, set_again, local, staged, drawn, constant, converted):
        function(x)
    each_time(x, number)
    two(x, number, number + 1)
    helper(x)
rare(x), rare(x)
"""


def _made(path: Path) -> dict[str, Finding]:
    """Findings that claim what does not happen, or what one run cannot show."""
    make: Callable[..., Finding] = lambda *given, **more: make_finding(path, *given, **more)  # noqa: E731
    return {
        "through_python": make("W7203", "log.append(1)", "through_python", target="log"),
        "guarded": replace(make("W7203", "once.append(1)", "guarded"), confidence=Confidence.CONTROL_FLOW),
        "set_again": make("W7203", 'flags["traced"] = True', "set_again", target="flags"),
        "local": make("W7203", "parts.append(x)", "local", target="parts"),
        "leak": make("E7211", "parts.append(x)", "local", target="parts"),
        "printed": make("W7201", 'tf.print("staged")', "staged"),
        "assigned": make("W7203", "v.assign_add(tf.reduce_sum(x))", "staged", target="v"),
        "drawn": make("W7210", "tf.random.uniform([])", "drawn"),
        "constant": make("W7209", 'float("0.5")', "constant"),
        "rare": make("W7201", 'print("traced once, called twice")', "rare"),
        "each_time": make("W7201", 'print("in each call")', "each_time"),
        "helper": make("W7201", 'print("outside")', "rare"),
        "made": make("E7101", "tf.reduce_sum(x) > 0", "converted"),
    }


@pytest.fixture(scope="module")
def near_misses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """The verdicts on false findings."""
    path = tmp_path_factory.mktemp("near") / "near.py"
    path.write_text(NEAR_MISSES, encoding="utf-8")
    findings = _made(path)
    ran = run_program(f"{sys.executable} {path}", list(findings.values()), PROOFS, Project())
    assert ran.exit_code == 0
    return dict(zip(findings, ran.verdicts, strict=True))


def test_false_findings_are_not_confirmed(near_misses: dict[str, Verdict]) -> None:
    confirmed = {name for name, verdict in near_misses.items() if verdict.outcome is Outcome.CONFIRMED}
    assert confirmed == set()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("guarded", Reason.ONE_RUN),
        ("set_again", Reason.ONE_RUN),
        ("local", Reason.NOT_OBSERVABLE),
        ("leak", Reason.NOT_OBSERVABLE),
        ("rare", Reason.FEW_CALLS),
        ("each_time", Reason.FEW_CALLS),
        ("helper", Reason.NOT_TRACED),
        ("constant", Reason.ONE_RUN),
    ],
)
def test_what_one_run_cannot_show_is_inconclusive(
    near_misses: dict[str, Verdict], name: str, why: Reason
) -> None:
    assert near_misses[name].why is why, near_misses[name]


def test_what_later_calls_do_is_refuted(near_misses: dict[str, Verdict]) -> None:
    assert near_misses["through_python"].outcome is Outcome.REFUTED, near_misses["through_python"]
    assert near_misses["made"].outcome is Outcome.REFUTED, near_misses["made"]


# Without a program that could show anything


def _short(folder: Path, command: str, *checked: str) -> subprocess.CompletedProcess[bytes]:
    return _call([sys.executable, "-m", "tfguard", "check", "--run", command, *checked], folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(
        "import tensorflow as tf\n\n@tf.function\ndef f(x):\n    print(x)\n    return x\n", encoding="utf-8"
    )
    return tmp_path


def test_a_program_that_does_not_come_there(project: Path) -> None:
    done = _short(project, f"{sys.executable} -c 'print(1)'", "a.py")
    assert done.stdout.startswith(b"1\na.py:5:5: W7201 tf-print ")
    assert b"not reached: no process came to a flagged file or to TensorFlow" in done.stdout
    assert done.returncode == 1


def test_an_isolated_python_says_so(project: Path) -> None:
    done = _short(project, f"{sys.executable} -I -c pass", "a.py")
    assert b"no Python of the command took part (python -I and -E leave PYTHONPATH aside)" in done.stdout


def test_a_notebook_is_no_part_of_a_program(project: Path) -> None:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": []}
    cell["source"] = [(project / "a.py").read_text(encoding="utf-8")]
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "n.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = _short(project, f"{sys.executable} -c pass", "n.ipynb")
    assert (
        b"[inconclusive: the flagged line was not reached: a notebook is no part of the program]"
        in done.stdout
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-program", b"tfguard: error: cannot run no-such-program: No such file or directory\n"),
        ("", b"tfguard: error: cannot run an empty command\n"),
        ("python 'a", b"No closing quotation"),
    ],
)
def test_a_command_that_cannot_be_run_ends_in_one_line(project: Path, command: str, said: bytes) -> None:
    done = _short(project, command, "a.py")
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_what_has_no_meaning_for_a_program_is_refused(project: Path) -> None:
    done = _short(project, "python -c pass", "a.py", "--time-limit", "5")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_a_signal_that_ended_the_program_is_told_as_shells_do(project: Path) -> None:
    done = _short(project, f"{sys.executable} -c 'import os; os.kill(os.getpid(), 15)'", "a.py")
    assert done.returncode == 128 + 15
    assert b"the program ended with exit code 143" in done.stderr
