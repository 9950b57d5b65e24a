"""For each rule, code of its good examples that looks like the pitfall: where a false finding is put.

The table is kept complete by ``test_near_misses.py``: a rule that is not in it fails there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NearMiss:
    """A place in a good example that its rule is made to report.

    Attributes:
        rule: symbol.
        example: family, rule's module and file, without ``.py``.
        text: the flagged text.
        root: qualified name of the traced function; empty where nothing is traced.
        target: what the finding names.
        after: a text before it; the first occurrence after that is meant.
        wrapped: the wrapping call of the root; empty for a decorated one.
        driven: the function whose calls are watched, ``<module>`` for the module's statements; empty where
            calls are made up.
        calls: texts of the watched calls.
        related: text of a related place.
    """

    rule: str
    example: str
    text: str
    root: str = ""
    target: str = ""
    after: str = ""
    wrapped: str = ""
    driven: str = ""
    calls: tuple[str, ...] = ()
    related: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {self.text}"


_STATE = "state_creation"
_SIDE = "side_effects"
_CALLS = "retracing"
_READS = "captured_state"
_FLOW = "control_flow"
_EAGER = "eager_only"
_USE = "decorator_use"
_OLD = "tensorflow_1"
_NAMES = "library_names"

NEAR_MISSES = (
    NearMiss("tf-variable-creation", f"{_STATE}/variable_creation/good_class_attribute_guard",
             "tf.Variable(0)", "predict"),
    NearMiss("tf-late-state-creation", f"{_STATE}/late_state_creation/good_made_in_constructor",
             "self.totals[name].assign_add(value)", "Statistics.add", "self.totals"),
    NearMiss("tf-late-state-creation", f"{_STATE}/late_state_creation/good_nothing_to_build",
             "maximum.update_state(values, softmax(values))", "evaluate", "maximum"),
    NearMiss("tf-layer-creation", f"{_STATE}/layer_creation/good_losses_and_schedules",
             "keras.losses.MeanSquaredError()", "objective"),
    NearMiss("tf-layer-creation", f"{_STATE}/layer_creation/good_guarded_layer",
             'keras.layers.Dense(2, kernel_initializer="ones")', "Model.predict"),
    NearMiss("tf-global-none-guard", f"{_STATE}/global_none_guard/good_global_constant",
             "_scale = 1.0 / math.sqrt(16)", "scaled", "_scale"),
    NearMiss("tf-variable-augmented-assignment", f"{_STATE}/variable_augmented_assignment/good_local_tensor",
             "values += offset", "shifted", "values"),
    NearMiss("tf-variable-rebound", f"{_STATE}/variable_rebound/good_local_name",
             "scale = scale * 3.0", "Scaler.__call__", "scale"),
    NearMiss("tf-variable-rebound", f"{_STATE}/variable_rebound/good_bound_to_its_assignment",
             "self.total = self.total.assign_add(tf.reduce_sum(value))", "Total.add", "self.total"),
    NearMiss("tf-print", f"{_SIDE}/logging/good_tf_print",
             'tf.print("gradient explodes", norm, output_stream=LOG)', "check_gradient"),
    NearMiss("tf-logging", f"{_SIDE}/logging/good_tf_print",
             'tf.print("gradient explodes", norm, output_stream=LOG)', "check_gradient"),
    NearMiss("tf-container-mutation", f"{_SIDE}/container_mutation/good_layer_outputs",
             "states.append(inputs)", "hidden_states", "states"),
    NearMiss("tf-container-mutation", f"{_SIDE}/container_mutation/good_py_function_append",
             "losses.append(float(loss))", "train_step", "losses"),
    NearMiss("tf-attribute-mutation", f"{_SIDE}/attribute_mutation/good_py_function_write",
             "self.calls += 1", "Monitor.step", "self.calls"),
    NearMiss("tf-global-write", f"{_SIDE}/global_write/good_py_function", "calls += 1", "double", "calls"),
    NearMiss("tf-nonlocal-write", f"{_SIDE}/nonlocal_write/good_frame_inside_the_call",
             "degree += 1", "polynomial", "degree"),
    NearMiss("tf-nonlocal-write", f"{_SIDE}/nonlocal_write/good_variable_in_factory",
             "step.assign_add(1.0)", "make_decay.<locals>.decayed", "step"),
    NearMiss("tf-file-io", f"{_SIDE}/file_io/good_text_that_is_no_file",
             'pathlib.Path("models/dense.h5")', "project"),
    NearMiss("tf-file-io", f"{_SIDE}/file_io/good_text_that_is_no_file", "buffer.write(name)", "project"),
    NearMiss("tf-python-random", f"{_SIDE}/python_random/good_numpy_function",
             "np.random.normal(size=3)", "add_noise"),
    NearMiss("tf-python-random", f"{_SIDE}/python_random/good_tf_generator",
             "self.rng.uniform(tf.shape(inputs))", "Dropper.drop"),
    NearMiss("tf-clock", f"{_SIDE}/clock/good_tf_timestamp", "tf.timestamp()", "stamp"),
    NearMiss("tf-clock", f"{_SIDE}/clock/good_py_function", "time.time()", "stamp"),
    NearMiss("tf-iterator-advance", f"{_SIDE}/iterator_advance/good_loop_over_dataset",
             "next(iter(dataset))", "first", "dataset"),
    NearMiss("tf-iterator-advance", f"{_SIDE}/iterator_advance/good_local_iterators",
             "next(names)", "combined", "names"),
    NearMiss("tf-tensor-leak", f"{_SIDE}/tensor_leak/good_static_facts",
             "self.shape = tuple(inputs.shape)", "Probe.__call__", "self.shape"),
    NearMiss("tf-debugger", f"{_SIDE}/debugger/good_py_function", "breakpoint()", "train_step"),
    NearMiss("tf-argument-mutation", f"{_SIDE}/argument_mutation/good_rebound",
             "outputs = outputs + [value]", "append", "outputs"),
    NearMiss("tf-argument-mutation", f"{_SIDE}/argument_mutation/good_variables_in_argument",
             'state["total"].assign_add(value)', "update", "state"),
    NearMiss("tf-tensorarray-write-dropped", f"{_SIDE}/tensorarray_write_dropped/good_kept",
             "results.write(index, value * value)", "squares", "results"),
    NearMiss("tf-add-loss-leak", f"{_SIDE}/add_loss_leak/good_returned_loss",
             "tf.reduce_sum(tf.abs(inputs))", "Penalized.call", "self"),
    NearMiss("tf-python-scalar-arg", f"{_CALLS}/python_scalar_arg/good_tensor", "tf.constant(step)",
             "decayed", driven="run", calls=("decayed(tf.constant([1.0, 2.0]), tf.constant(step))",)),
    NearMiss("tf-python-scalar-arg", f"{_CALLS}/python_scalar_arg/good_input_signature", "0.5 * index",
             "scaled", driven="run", calls=("scaled(tf.constant([1.0, 2.0]), 0.5 * index)",)),
    NearMiss("tf-python-container-arg", f"{_CALLS}/python_container_arg/good_tensor",
             "tf.constant([1, step])", "rolled", driven="run",
             calls=("rolled(values, tf.constant([1, step]))",)),
    NearMiss("tf-object-arg", f"{_CALLS}/object_arg/good_method_in_a_name", "loss", "evaluated",
             driven="run", calls=("evaluated(loss, tf.constant([1.0, 2.0]) * float(step))",)),
    NearMiss("tf-function-in-loop", f"{_CALLS}/function_in_loop/good_before_the_loop",
             "tf.function(scaled)", "scaled", wrapped="tf.function(scaled)", driven="run",
             calls=("compiled(tf.constant([1.0, 2.0]), tf.constant(rate))",)),
    NearMiss("tf-shape-retrace", f"{_CALLS}/shape_retrace/good_reduce_retracing", "tf.ones([size])",
             "mean_square", driven="run", calls=("mean_square(tf.ones([size]))",)),
    NearMiss("tf-literal-type-cache", f"{_CALLS}/literal_type_cache/good_one_type", "1.0", "filled",
             driven="run", calls=("filled(1.0)", "filled(2.0)")),
    NearMiss("tf-summary-step", f"{_CALLS}/summary_step/good_tensor_step", "tf.constant(step, tf.int64)",
             "train_step", driven="run", calls=("train_step(weights, tf.constant(step, tf.int64))",)),
    NearMiss("tf-global-read", f"{_READS}/global_read/good_rebound_before_first_call", "width",
             "widened", "width", after="return values * ", driven="run",
             calls=("widened(tf.constant([1.0]) * step)",)),
    NearMiss("tf-attribute-read", f"{_READS}/attribute_read/good_set_before_first_call", "self.width",
             "Filter.apply", "self.width", after="return values / ", driven="run",
             calls=("smoothing.apply(tf.constant([8.0]) * step)",)),
    NearMiss("tf-loop-capture", f"{_READS}/loop_capture/good_default_argument", "factor",
             "run.<locals>.<lambda>", "factor", after="factor=factor: x * ", driven="run",
             calls=("function(tf.constant(10.0))",),
             wrapped="tf.function(lambda x, factor=factor: x * factor)"),
    NearMiss("tf-constant-capture", f"{_READS}/constant_capture/good_small_array", "table", "looked_up",
             after="tf.gather("),
    NearMiss("tf-saved-python-value", f"{_READS}/saved_python_value/good_input_signature",
             "tf.saved_model.save(scaler, folder)", "Scaler.apply", "Scaler.apply"),
    NearMiss("tf-optimizer-lr", f"{_READS}/optimizer_lr/good_settings_of_the_program",
             "settings.lr = 0.25", "step", "settings.lr"),
    NearMiss("tf-python-loop-unroll", f"{_FLOW}/python_loop_unroll/good_staged", "tf.range(100)", "step"),
    NearMiss("tf-python-loop-unroll", f"{_FLOW}/python_loop_unroll/good_short", "LAYERS", "step",
             after="for layer in "),
    NearMiss("tf-list-append-in-tensor-loop", f"{_FLOW}/list_append_in_tensor_loop/good_python_loop",
             "parts.append(x)", "features", "parts"),
    NearMiss("tf-branch-undefined", f"{_FLOW}/branch_undefined/good_default", "x > 1.0", "step", "bonus"),
    NearMiss("tf-branch-return", f"{_FLOW}/branch_return/good_early_with_tail", "x > 10.0", "step"),
    NearMiss("tf-branch-dtype", f"{_FLOW}/branch_dtype/good_same_dtype", "total += x * scale", "step",
             "total"),
    NearMiss("tf-tensor-assert", f"{_FLOW}/tensor_assert/good_known_while_tracing",
             "assert x.shape[-1] == SIZE", "project"),
    NearMiss("tf-tensor-raise", f"{_FLOW}/tensor_raise/good_python_condition", "x.shape.rank != 1",
             "reduce"),
    NearMiss("tf-try-except", f"{_FLOW}/try_except/good_python_code", "KeyError", "step"),
    NearMiss("tf-tensor-bool-unconverted", f"{_FLOW}/tensor_bool_unconverted/good_converted",
             "total < 8.0", "step"),
    NearMiss("tf-tensor-iteration", f"{_FLOW}/tensor_iteration/good_made_outside", "PARTS", "step",
             after="first, second = "),
    NearMiss("tf-tensor-break-in-python-loop", f"{_FLOW}/tensor_break_in_python_loop/good_python_condition",
             "break", "narrow"),
    NearMiss("tf-autograph-unconverted", f"{_FLOW}/autograph_unconverted/good_converted_all_the_same",
             "half: tf.Tensor = total / 2.0", "step", related="total > 1.0"),
    NearMiss("tf-keras-call-control-flow", f"{_FLOW}/keras_call_control_flow/good_python_conditions",
             "training", "step",
             after="if "),
    NearMiss("tf-numpy-call", f"{_EAGER}/numpy_call/good_captured_tensor", "SCALE.numpy()", "step"),
    NearMiss("tf-python-cast", f"{_EAGER}/python_cast/good_outside", "float(OFFSET)", "step", "float"),
    NearMiss("tf-numpy-op", f"{_EAGER}/numpy_op/good_numpy_function", "np.mean(TABLE)", "centered",
             "np.mean"),
    NearMiss("tf-static-shape", f"{_EAGER}/static_shape/good_dynamic_shape", "tf.shape(rows)[0]", "padded"),
    NearMiss("tf-keras-eager-api", f"{_EAGER}/keras_eager_api/good_call_and_names",
             "smoother.predict(tf.reduce_sum(model(x, training=False)))", "score"),
    NearMiss("tf-string-format", f"{_EAGER}/string_format/good_format_of_shape",
             '"{0}: {1.shape} {1.dtype.name}".format(name, x)', "described"),
    NearMiss("tf-invalid-name-argument", f"{_EAGER}/invalid_name_argument/good_other_positions",
             "tf.size(x, tf.int32)", "total"),
    NearMiss("tf-unused-op-pruned", f"{_EAGER}/unused_op_pruned/good_result_used",
             "tf.ensure_shape(texts, [2])", "numbers"),
    NearMiss("tf-unused-op-pruned", f"{_EAGER}/unused_op_pruned/good_assertions",
             'tf.debugging.check_numerics(x, "x")', "total"),
    NearMiss("tf-foreign-call", f"{_EAGER}/foreign_call/good_captured_eager",
             "itertools.islice([1.0, 2.0, 3.0], COUNT)", "weighted"),
    NearMiss("tf-recursion", f"{_USE}/recursion/good_python_depth", "power(x, exponent - 1)", "power",
             "power"),
    NearMiss("tf-generator", f"{_USE}/generator/good_inside", "def polynomial(x):", "polynomial",
             "polynomial"),
    NearMiss("tf-async", f"{_USE}/async/good_nested", "def step(x):", "step", "step"),
    NearMiss("tf-decorator-order", f"{_USE}/temporary_instance/good_without_self", "tf.function",
             "Ops.double", after="@staticmethod"),
    NearMiss("tf-bad-input-signature", f"{_USE}/bad_input_signature/good_built",
             "tf.function(input_signature=specs)", "add"),
    NearMiss("tf-jit-incompatible", f"{_USE}/jit_incompatible/good_switched_off", "x * 2.0", "step"),
    NearMiss("tf-jit-silent-difference", f"{_USE}/jit_silent_difference/good_sized",
             "tf.TensorArray(tf.float32, size=3, dynamic_size=True)", "powers"),
    NearMiss("tf-init-decorated", f"{_USE}/init_decorated/good_python_values", "def __init__(self):",
             "Config.__init__"),
    NearMiss("tf-temporary-instance", f"{_USE}/temporary_instance/good_named", "scaler.scale",
             "Scaler.scale", after="apply(Scaler(5.0), x).numpy(), ", driven="used",
             calls=("scaler.scale(x)",)),
    NearMiss("tf-non-tensor-return", f"{_USE}/non_tensor_return/good_taken",
             "Pair(x, x * 2.0)", "pair"),
    NearMiss("tf-redundant-decorator", f"{_USE}/redundant_decorator/good_called_from_outside",
             "tf.function", "_scaled", after="tf.reduce_max(x)\n\n\n@"),
    NearMiss("tf-redundant-decorator", f"{_USE}/redundant_decorator/good_one_trace_for_many_calls",
             "tf.function", "_block", after="import tensorflow as tf\n\n\n@"),
    NearMiss("tf-redundant-decorator", f"{_USE}/redundant_decorator/good_one_trace_for_many_calls",
             "tf.function", "_encoded", after="0.1 * x\n\n\n@"),
    NearMiss("tf-deprecated-argument", f"{_USE}/deprecated_argument/good_new_names",
             "reduce_retracing=True", target="reduce_retracing"),
    NearMiss("tf1-session", f"{_OLD}/session/good_made_inside", "session.run(double(tf.constant(value)))"),
    NearMiss("tf1-placeholder", f"{_OLD}/placeholder/good_wrapped_graph",
             "tf.compat.v1.placeholder(tf.float32, [])"),
    NearMiss("tf1-variables", f"{_OLD}/variables/good_function_of_loss",
             "optimizer.minimize(lambda x=x: loss_of(x))"),
    NearMiss("tf1-control-dependencies", f"{_OLD}/control_dependencies/good_wrapped_function",
             "tf.control_dependencies([count.assign_add(1.0)])", "step",
             wrapped="wrap_function(step, [tf.TensorSpec([], tf.float32)])"),
    NearMiss("tf1-removed-api", f"{_OLD}/removed_api/good_new_names", "tf.math.log",
             target="tensorflow.math.log"),
    NearMiss("tf-unknown-name", f"{_NAMES}/unknown_name/good_right_names", "tf.reduce_mean",
             target="tensorflow.reduce_mean"),
)  # fmt: skip

# Rules without a refuted near miss, and why there can be none.
WITHOUT = {
    "tf-run-eagerly-left": "no run can tell: the switch does what it says",
    "tf1-compat-switch": "no run can tell: the switch does what it says",
}
