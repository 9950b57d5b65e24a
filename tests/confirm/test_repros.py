"""Saved scripts under TensorFlow: each shows its finding, and does not once the code is corrected."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tfguard.confirm.repro.verified import executed, exit_code
from tfguard.confirm.run import Pool, Settings, confirm
from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.confirm.workers.protocol import Observation
from tfguard.rules import registry
from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Contrast
from tfguard.syntax.project import Project

RULES = Path(__file__).parents[2] / "tfguard" / "rules"
CODE = "\n# ==== The code"
SECONDS = 90.0
MEMORY = 4 << 30
pytestmark = pytest.mark.tensorflow


@dataclass(frozen=True)
class Mended:
    """A wrong example, and what makes its script's code right.

    Attributes:
        symbol: the rule.
        example: its file, below the rules' folder.
        changes: texts of the code and what is to stand there.
        nth: which of the findings of the rule.
    """

    symbol: str
    example: str
    changes: tuple[tuple[str, str], ...]
    nth: int = 0


def _one(symbol: str, example: str, *changes: str, nth: int = 0, of: str = "") -> Mended:
    """Name an example by its family and file; ``of`` is the rule whose folder it is in, if another one's."""
    family, name = example.split("/")
    path = f"{family}/examples/{(of or symbol).partition('-')[2].replace('-', '_')}/{name}.py"
    return Mended(symbol, path, tuple(zip(changes[::2], changes[1::2], strict=True)), nth)


CASES = (
    _one("tf-print", "side_effects/bad_both_branches", "print(", "tf.print("),
    _one("tf-logging", "side_effects/bad_alarm_in_branch", "alarms.error(", "tf.print("),
    _one("tf-container-mutation", "side_effects/bad_alias_in_helper", "events += [event]", "tf.print(event)"),
    _one("tf-attribute-mutation", "side_effects/bad_step_counter", "self.steps = 0", "self.steps = tf.Variable(0.0)", "self.steps += 1", "self.steps.assign_add(1.0)", "min(1.0,", "tf.minimum(1.0,"),
    _one("tf-global-write", "side_effects/bad_global_counter", "step = 0", "step = tf.Variable(0.0)", "step += 1", "step.assign_add(1.0)"),
    _one("tf-nonlocal-write", "side_effects/bad_counter_in_factory", "step = 0", "step = tf.Variable(0.0)", "step += 1", "step.assign_add(1.0)"),
    _one("tf-file-io", "side_effects/bad_append_to_log", 'open(LOG, "a")', "__import__('contextlib').nullcontext()", "log.write(", "tf.print("),
    _one("tf-python-random", "side_effects/bad_augmentation", "random.uniform(-self.shift, self.shift)", "tf.random.uniform([], -self.shift, self.shift)"),
    _one("tf-clock", "side_effects/bad_date", 'f"{datetime.date.today()} {dt.now().isoformat()}"', "tf.as_string(tf.timestamp())"),
    _one("tf-iterator-advance", "side_effects/bad_default_of_dataset_iterator", "next(batches, 0.0)", "1.0"),
    _one("tf-tensor-leak", "side_effects/bad_branch_output_in_dict", 'best["loss"] = loss', "tf.print(loss)", of="tf-container-mutation"),
    _one("tf-debugger", "side_effects/bad_breakpoint", "breakpoint()", "tf.print(loss)"),
    _one("tf-argument-mutation", "side_effects/bad_append_to_argument", "outputs.append(value * 2.0)", "outputs = [*outputs, value * 2.0]"),
    _one("tf-tensorarray-write-dropped", "side_effects/bad_write_in_python_loop", "            states.write(", "            states = states.write("),
    _one("tf-add-loss-leak", "side_effects/bad_decorated_call", "    @tf.function\n", ""),
    _one("tf-list-append-in-tensor-loop", "control_flow/bad_augmented", "for _ in DATA", "for _ in range(3)"),
    _one("tf-branch-undefined", "control_flow/bad_early_return", "            return tf.constant(10.0)", "            x = x + 0.0"),
    _one("tf-branch-return", "control_flow/bad_early_exit", "\n        return\n", "\n        tf.print(loss)\n"),
    _one("tf-branch-dtype", "control_flow/bad_growing_shape", "path = tf.concat([path, path[-1:] * 0.5], axis=0)", "path = path * 0.5"),
    _one("tf-tensor-assert", "control_flow/bad_helper_and_method", "assert total > 0.0", "tf.debugging.assert_positive(total)"),
    _one("tf-tensor-raise", "control_flow/bad_else_and_helper", "raise RuntimeError(reason)", "tf.print(reason)"),
    _one("tf-try-except", "control_flow/bad_any_exception", "tf.gather(self.rows, index)", "tf.constant(-1.0) + tf.cast(index, tf.float32)"),
    _one("tf-tensor-bool-unconverted", "control_flow/bad_any", "if any(checks)", "if tf.reduce_any(checks)"),
    _one("tf-tensor-iteration", "control_flow/bad_autograph_off", "tf.function(autograph=False)", "tf.function"),
    _one("tf-tensor-break-in-python-loop", "control_flow/bad_break_in_helper", "break  #", "pass  #"),
    _one("tf-autograph-unconverted", "control_flow/bad_generator_and_annotation", "weight: float = 2.0", "weight = 2.0", nth=1),
    _one("tf-keras-call-control-flow", "control_flow/bad_layer", "if tf.reduce_max(x) > 1.0:", "if True:"),
    _one("tf-python-loop-unroll", "control_flow/bad_comprehension", "[tf.square(x * float(k)) for k in range(1, WAVES + 1)]", "[tf.square(x)]"),
    _one("tf-numpy-call", "eager_only/bad_constant_and_argument", "factor.numpy()", "factor"),
    _one("tf-python-cast", "eager_only/bad_list_index", "x * GAINS[level]", "x * tf.gather(GAINS, tf.argmax(x))", "level = int(tf.argmax(x))", "level = 0"),
    _one("tf-numpy-op", "eager_only/bad_clip", "np.clip(shifted, LOW, 1.0)", "tf.clip_by_value(shifted, LOW, 1.0)"),
    _one("tf-static-shape", "eager_only/bad_arithmetic", "rows.shape[0]", "tf.shape(rows)[0]"),
    _one("tf-keras-eager-api", "eager_only/bad_predict", "model.predict(x, verbose=0)", "model(x)"),
    _one("tf-string-format", "eager_only/bad_format_method", "TEMPLATE.format(value=loss)", "tf.as_string(loss)", "return format(value)", "return tf.as_string(value)", nth=1),
    _one("tf-invalid-name-argument", "eager_only/bad_dtype", ", tf.float32)", ")"),
    _one("tf-unused-op-pruned", "eager_only/bad_bounds_by_gather", "tf.reduce_sum(ids)", "tf.reduce_sum(_)"),
    _one("tf-foreign-call", "eager_only/bad_buffer_item", "found = np.zeros(self.length, np.float32)", "found = [0.0] * self.length", "tf.constant(found)", "tf.stack(found)"),
    _one("tf-recursion", "decorator_use/bad_direct", "@tf.function\ndef", "def"),
    _one("tf-generator", "decorator_use/bad_batches", "yield ", "_ = "),
    _one("tf-async", "decorator_use/bad_method", "async def", "def", "await asyncio.sleep(0)", "pass"),
    _one("tf-decorator-order", "decorator_use/bad_cache", "@functools.lru_cache(maxsize=None)", "# "),
    _one("tf-bad-input-signature", "decorator_use/bad_added", "x, y, weight)", "x, y, weight=1.0)"),
    _one("tf-jit-incompatible", "decorator_use/bad_dataset", "(jit_compile=True)", ""),
    _one("tf-jit-silent-difference", "decorator_use/bad_assert", "(jit_compile=True)", ""),
    _one("tf-init-decorated", "decorator_use/bad_tensor", "    @tf.function\n", ""),
    _one("tf-temporary-instance", "decorator_use/bad_called_at_once", "return Scaler(2.0).scale(x)", "scaler = Scaler(2.0); return scaler.scale(x)"),
    _one("tf-non-tensor-return", "decorator_use/bad_functions", "return scaler(tf.reduce_mean(x))", "return tf.reduce_mean(x)"),
    _one("tf-deprecated-argument", "decorator_use/bad_decorator", "experimental_relax_shapes'", "reduce_retracing'"),
    _one("tf-python-scalar-arg", "retracing/bad_annotated", "repro_argument(rate)", "repro_argument(tf.constant(rate))"),
    _one("tf-python-container-arg", "retracing/bad_bounds", "repro_argument(((start, start + 3)))", "repro_argument((tf.constant(start), tf.constant(start + 3)))"),
    _one("tf-object-arg", "retracing/bad_bound_method", "    model = Model()\n", "    model = Model()\n    model.loss = model.loss\n"),
    _one("tf-function-in-loop", "retracing/bad_call_in_loop", "    made = []\n", "    made = []\n    once = tf.function(squared)\n", "(tf.function(squared))", "once"),
    _one("tf-shape-retrace", "retracing/bad_arrays", "np.ones(size, np.float32)", "np.ones(1, np.float32)"),
    _one("tf-literal-type-cache", "retracing/bad_bool_after_int", "repro_argument(True)", "repro_argument(2)"),
    _one("tf-summary-step", "retracing/bad_counter_of_an_object", "repro_argument(self.steps)", "repro_argument(tf.constant(self.steps, tf.int64))"),
    _one("tf-global-read", "captured_state/bad_array_in_place", "mask = np.ones(3, np.float32)", "mask = tf.Variable(np.ones(3, np.float32))", "mask[1:] = 0.0", "mask[1:].assign([0.0, 0.0])"),
    _one("tf-attribute-read", "captured_state/bad_class_attribute", "    time_step = 1.0", "    time_step = tf.Variable(1.0)", "Simulation.time_step /= 2.0", "Simulation.time_step.assign(Simulation.time_step / 2.0)"),
    _one("tf-loop-capture", "captured_state/bad_comprehension", "(lambda x:", "(lambda x, exponent=exponent:"),
    _one("tf-constant-capture", "captured_state/bad_attribute", "np.zeros((4096, 64), np.float32)", "tf.Variable(np.zeros((4096, 64), np.float32))"),
    _one("tf-saved-python-value", "captured_state/bad_captured_attribute", "self.scale = 2.0", "self.scale = tf.Variable(2.0)", "scaler.scale = 10.0", "scaler.scale.assign(10.0)"),
    _one("tf-optimizer-lr", "captured_state/bad_adam_set_to_zero", "adam.lr = 0.0", "adam.learning_rate = adam.lr = 0.0"),
    _one("tf-variable-creation", "state_creation/bad_attribute_each_call", "self.count = tf.Variable(start)", "self.count = start"),
    _one("tf-layer-creation", "state_creation/bad_compile_in_step", 'model.compile("adam", "mse")', "pass"),
    _one("tf-variable-augmented-assignment", "state_creation/bad_argument_in_helper", "slot *= rate", "slot.assign(slot * rate)"),
    _one("tf-variable-rebound", "state_creation/bad_floor_division", "self.width //= 2", "self.width.assign(self.width // 2)"),
    _one("tf-variable-rebound", "state_creation/bad_set_from_outside", "scaler.scale = tf.constant(scale)", "scaler.scale.assign(scale)"),
    _one("tf1-session", "tensorflow_1/bad_empty_graph", "session.run(double(tf.constant(value)))", "double(tf.constant(value))"),
    _one("tf1-placeholder", "tensorflow_1/bad_eager", "v1.placeholder(tf.float32, [])", "tf.ones([])"),
    _one("tf1-variables", "tensorflow_1/bad_cell", "'tensorflow.compat.v1.nn.rnn_cell.GRUCell'", "'tensorflow.keras.layers.GRUCell'"),
    _one("tf1-removed-api", "tensorflow_1/bad_contrib", "'tensorflow.contrib'", "'tensorflow.function'"),
    _one("tf-unknown-name", "library_names/bad_misspelt", "'tensorflow.reduce_men'", "'tensorflow.reduce_mean'"),
)  # fmt: skip

# Rules whose findings have no script, and why.
WITHOUT = {
    "tf-global-none-guard": "style: the code works in both modes",
    "tf-redundant-decorator": "style: the code works in both modes",
    "tf1-control-dependencies": "style: the code works in both modes",
    "tf-run-eagerly-left": "never confirmed: the switch does what it says",
    "tf1-compat-switch": "never confirmed: the switch does what it says",
    "tf-late-state-creation": "confirmed only where calls of several signatures are made",
}


def test_every_rule_has_a_script_or_a_reason() -> None:
    symbols = {rule.symbol for rule in registry.all_rules()}
    assert {case.symbol for case in CASES} | WITHOUT.keys() == symbols
    styles = {
        r.symbol
        for r in registry.all_rules()
        if r.proof.contrast in (Contrast.NOT_APPLICABLE, Contrast.WITHOUT)
    }
    assert styles <= WITHOUT.keys()


@pytest.fixture(scope="module")
def run(pool: Pool) -> Iterator[object]:
    """Do runs in a worker of the pool."""
    worker = pool.worker()
    yield lambda request: worker.run(request, SECONDS)
    pool.give_back(worker)


def found(symbol: str, example: str) -> list[Finding]:
    path = str(RULES / example)
    findings = analyse(path, Project()).findings
    return sorted((one for one in findings if one.symbol == symbol), key=lambda one: one.place)


def confirmed(finding: Finding, pool: Pool) -> Verdict:
    settings = Settings(time_limit=SECONDS, scripts=frozenset((Outcome.CONFIRMED,)))
    return confirm([finding], settings, pool=pool)[0]


def result(text: str, run: object) -> int | str:
    assert callable(run)
    seen = executed(text, run, SECONDS, MEMORY)
    assert isinstance(seen, Observation)
    return exit_code(seen)


def corrected(text: str, case: Mended) -> str:
    start = max(text.find(CODE), 0)  # where a name is looked up, there is no code
    code = text[start:]
    for old, new in case.changes:
        assert old in code, old
        code = code.replace(old, new)
    return text[:start] + code


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.symbol)
def test_a_script_exits_1_and_0_once_the_code_is_corrected(case: Mended, pool: Pool, run: object) -> None:
    verdict = confirmed(found(case.symbol, case.example)[case.nth], pool)
    assert verdict.outcome is Outcome.CONFIRMED, verdict.reason
    assert verdict.repro is not None and verdict.repro.text, verdict.repro
    text = verdict.repro.text
    assert "import tfguard" not in text
    # That it exits with 1 was asked before it was handed out; see test_repro_texts.py.
    if case.changes:
        assert result(corrected(text, case), run) == 0


def test_a_script_needs_nothing_of_this_project(tmp_path: Path, pool: Pool) -> None:
    finding = found("tf-print", "side_effects/examples/print/bad_both_branches.py")[0]
    repro = confirmed(finding, pool).repro
    assert repro is not None
    script = tmp_path / "shown.py"
    script.write_text(repro.text, encoding="utf-8")
    block = "import sys; sys.modules['tfguard'] = None; import runpy; runpy.run_path(sys.argv[1], run_name='__main__')"
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    done = subprocess.run(
        [sys.executable, "-c", block, str(script)], capture_output=True, text=True, cwd=tmp_path, env=environment,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr[-2000:]
    assert "The pitfall shows." in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["shown.py"]


def test_modules_beside_the_first_are_part_of_the_script(tmp_path: Path, pool: Pool, run: object) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    helper = tmp_path / "pkg" / "helper.py"
    helper.write_text(
        "from __future__ import annotations\nimport missing_module\n\n\ndef log(x: missing_module.Kind):\n"
        "    print('''it is\n\\n''', \"\"\"x\"\"\", x)\n"
    )
    main = tmp_path / "pkg" / "main.py"
    main.write_text(
        "import tensorflow as tf\nfrom .helper import log\n\n\n@tf.function\ndef f(x):\n    log(x)\n"
        "    return x\n\n\nfor _ in range(3):\n    f(tf.ones([]))\n"
    )
    findings = [one for one in analyse(str(main), Project()).findings if one.symbol == "tf-print"]
    verdict = confirmed(findings[0], pool)
    assert verdict.repro is not None and verdict.repro.text, verdict
    text = verdict.repro.text
    assert "from .helper import log" in text and "MODULES" in text
    assert result(text, run) == 1
    mended = text.replace("repro_start(); print(", "repro_start(); tuple((").replace(
        "x); repro_stop()", "x)); repro_stop()"
    )
    assert mended != text and result(mended, run) == 0
