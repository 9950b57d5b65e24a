"""Symbolic tensors where Python needs a value: what a graph has none of while it is being built."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.tracing import seen_shapes, static_shapes
from tfguard.tracing.axes import OPEN, Axes
from tfguard.tracing.events.event import Guard, Path
from tfguard.tracing.events.grounds import Grounds
from tfguard.tracing.events.needs import EagerApiCalled, SizeNeeded, Use, ValueNeeded
from tfguard.tracing.shapes import Cut
from tfguard.tracing.values import (
    NONE,
    Batch,
    Constant,
    Container,
    StaticShape,
    Tensor,
    Unset,
    Value,
    holds_symbolic,
    is_certainly,
    is_variable,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.trace import Trace
    from tfguard.tracing.unconverted import Unconverted
    from tfguard.tracing.walk import Walk

# Functions of NumPy that look at a shape or a type, or do not look at their argument at all.
_ABOUT_TENSORS = frozenset(("shape", "ndim", "isscalar", "iterable", "result_type", "vectorize"))
# What Keras and TensorFlow do outside of graphs only, with Keras 2 at least.
_EAGER_METHODS = {
    "layer": frozenset(
        (
            "fit",
            "predict",
            "evaluate",
            "predict_on_batch",
            "train_on_batch",
            "test_on_batch",
            "get_weights",
            "save",
            "save_weights",
            "load_weights",
            "export",
        )
    ),
    "checkpoint": frozenset(("save", "write")),
    "checkpoint_manager": frozenset(("save",)),
}
_STEPS = ("train_on_batch", "test_on_batch")
# What is given tensors, or arrays, which become tensors as arguments: nobody reduces a number so.
_OF_TENSORS = (
    "tensorflow.reduce_",
    "tensorflow.math.reduce_",
    "tensorflow.nn.",
    "tensorflow.linalg.",
    "tensorflow.image.",
    "tensorflow.matmul",
    "tensorflow.transpose",
    "tensorflow.norm",
    "tensorflow.squeeze",
)
# Arguments for which None is no number and no shape (experiment: TensorFlow 2.21), by function, with their
# position and name. What takes None for "not given" is not here.
_SHAPE: tuple[tuple[int, str], ...] = ((0, "shape"),)
_BOTH: tuple[tuple[int, str], ...] = ((0, "x"), (1, "y"))
_SIZES: Mapping[str, tuple[tuple[int, str], ...]] = {
    **{f"tensorflow.{name}": _SHAPE for name in ("zeros", "ones")},
    **{
        f"tensorflow.random.{name}": _SHAPE
        for name in (
            "normal",
            "uniform",
            "truncated_normal",
            "stateless_normal",
            "stateless_uniform",
            "stateless_truncated_normal",
            "gamma",
            "poisson",
            "Generator.normal",
            "Generator.uniform",
            "Generator.truncated_normal",
        )
    },
    **{f"keras.ops.{name}": _SHAPE for name in ("zeros", "ones", "full")},
    **{f"keras.random.{name}": _SHAPE for name in ("normal", "uniform", "truncated_normal")},
    "keras.ops.reshape": ((1, "newshape"),),
    "keras.ops.broadcast_to": ((1, "shape"),),
    "keras.ops.tile": ((1, "repeats"),),
    "keras.ops.repeat": ((1, "repeats"),),
    "keras.ops.one_hot": ((1, "num_classes"),),
    "keras.ops.arange": ((0, "start"),),
    "keras.ops.eye": ((0, "N"),),
    **{
        f"tensorflow.{prefix}{name}": _BOTH
        for prefix in ("", "math.")
        for name in (
            "add",
            "subtract",
            "multiply",
            "divide",
            "maximum",
            "minimum",
            "pow",
            "equal",
            "not_equal",
            "greater",
            "less",
            "greater_equal",
            "less_equal",
            "floordiv",
            "mod",
        )
    },
    **{
        f"tensorflow.{prefix}{name}": ((0, "x"),)
        for prefix in ("", "math.")
        for name in ("sqrt", "square", "log", "exp", "abs", "rsqrt", "reciprocal", "negative")
    },
    "tensorflow.fill": ((0, "dims"),),
    "tensorflow.eye": ((0, "num_rows"),),
    "tensorflow.one_hot": ((1, "depth"),),
    "tensorflow.reshape": ((1, "shape"),),
    "tensorflow.broadcast_to": ((1, "shape"),),
    "tensorflow.tile": ((1, "multiples"),),
    "tensorflow.repeat": ((1, "repeats"),),
    "tensorflow.cast": ((0, "x"),),
    "tensorflow.constant": ((0, "value"),),
    "tensorflow.convert_to_tensor": ((0, "value"),),
    "tensorflow.stack": ((0, "values"),),
    "tensorflow.concat": ((0, "values"),),
    "tensorflow.range": ((0, "start"), (1, "limit"), (2, "delta")),
    "tensorflow.linspace": ((2, "num"),),
    "tensorflow.split": ((1, "num_or_size_splits"),),
    "tensorflow.slice": ((1, "begin"), (2, "size")),
    "tensorflow.scatter_nd": ((2, "shape"),),
    "tensorflow.math.top_k": ((1, "k"),),
    "tensorflow.pad": ((1, "paddings"),),
    "tensorflow.roll": ((1, "shift"),),
    "tensorflow.gather": ((1, "indices"),),
    "tensorflow.image.resize": ((1, "size"),),
    "tensorflow.random.categorical": ((1, "num_samples"),),
    "tensorflow.TensorArray": ((1, "size"),),
    "tensorflow.linalg.eye": ((0, "num_rows"),),
    "tensorflow.image.random_crop": ((1, "size"),),
    "tensorflow.image.resize_with_crop_or_pad": ((1, "target_height"), (2, "target_width")),
    "tensorflow.image.resize_with_pad": ((1, "target_height"), (2, "target_width")),
    "tensorflow.image.crop_to_bounding_box": ((3, "target_height"), (4, "target_width")),
    "tensorflow.math.divide_no_nan": _BOTH,
    "tensorflow.truediv": _BOTH,
    "tensorflow.strings.format": ((1, "inputs"),),
    "tensorflow.debugging.assert_equal": _BOTH,
    "tensorflow.strings.as_string": ((0, "input"),),
    **{f"builtins.{name}": ((0, "x"),) for name in ("int", "float", "abs", "round", "sum")},
    "builtins.range": ((0, ""), (1, ""), (2, "")),
    "builtins.divmod": ((0, ""), (1, "")),
    "builtins.max": ((0, ""), (1, "")),
    "builtins.min": ((0, ""), (1, "")),
    **{f"numpy.{name}": ((0, "shape"),) for name in ("zeros", "ones", "empty", "full")},
    **{f"numpy.{name}": ((0, "a"),) for name in ("prod", "sqrt", "log", "ceil", "floor", "arange")},
    "numpy.linspace": ((2, "num"),),
    "numpy.tile": ((1, "reps"),),
    "numpy.repeat": ((1, "repeats"),),
    "numpy.identity": ((0, "n"),),
    "numpy.eye": ((0, "N"),),
    "numpy.random.permutation": ((0, "x"),),
    "numpy.random.choice": ((0, "a"),),
    **{f"math.{name}": ((0, ""),) for name in ("sqrt", "log", "ceil", "floor", "exp", "log2", "prod")},
}
_EAGER_FUNCTIONS = frozenset(
    ("tensorflow.saved_model.save", "keras.models.save_model", "keras.saving.save_model")
)


def symbolic(value: Value) -> Tensor | None:
    """The symbolic tensor that a value certainly is; None for anything else."""
    if not is_certainly(value, Tensor):
        return None
    tensors = [member for member in members(value) if isinstance(member, Tensor)]
    return tensors[0] if all(tensor.symbolic for tensor in tensors) else None


def valueless(value: Value) -> Tensor | None:
    """The symbolic tensor that a value certainly is, or a variable as one: it has no value in a graph either.

    Experiment: ``math.sqrt(v)``, ``bool(v)``, ``max(v, 0.1)``, ``table[v]`` of a NumPy array (2.21).
    """
    return Tensor() if is_variable(value) else symbolic(value)


def need(
    walk: Walk,
    use: Use,
    tensor: Tensor,
    node: ast.AST,
    frame: Frame,
    by: str = "",
    unconverted: Unconverted | None = None,
    *,
    fails: bool = False,
) -> None:
    """Write down that a symbolic tensor is used where its value is needed.

    Args:
        walk: the walk at hand; outside of a trace nothing is written down.
        use: what needs the value.
        tensor: the tensor.
        node: the place.
        frame: where it stands.
        by: source text of what needs it.
        unconverted: why AutoGraph does not convert the use, where it would otherwise.
        fails: it raises, whatever the result is for.
    """
    trace = walk.trace
    if trace is not None and trace.caught and use is Use.NUMPY_METHOD:
        trace.refused.append(node)
    if trace is None or trace.in_init_scope or trace.caught or not isinstance(node, (ast.expr, ast.stmt)):
        return
    known = grounds(walk, tensor, node, frame)
    if known is None:
        return
    if use is Use.ELEMENTS:
        known = replace(known, evident=trace.shaped)  # TensorFlow's functions take lists of tensors too
    trace.emit(
        ValueNeeded(
            node,
            trace.context(frame.module, frame.converted),
            use=use,
            text=frame.module.text_of(node, 40),
            by=by,
            grounds=known,
            spoken=trace.spoken and not fails,
            unconverted=unconverted,
        )
    )


def grounds(walk: Walk, tensor: Tensor, node: ast.AST, frame: Frame) -> Grounds | None:
    """Why something is taken for a tensor; None where Python has looked at it: ``isinstance(x, list)``.

    Args:
        walk: the walk at hand, inside a trace.
        tensor: the tensor.
        node: what gives it.
        frame: where that stands.
    """
    trace = walk.trace
    assert trace is not None
    sources = _arguments_in(node, frame)
    if tensor.assumed and any(not sources.isdisjoint(guard.reads) for guard in trace.guards):
        return None
    return Grounds(tensor.assumed, sources, trace.evident)


def note_evidence(walk: Walk, node: ast.expr, frame: Frame, *, shaped: bool = False) -> None:
    """What is written here is used as only a tensor can be: ``x.shape``, ``tf.reduce_mean(x)``.

    Args:
        walk: the walk at hand.
        node: what is used so.
        frame: where.
        shaped: it has a shape or a dtype, which no list of tensors has.
    """
    if walk.trace is None or not isinstance(node, ast.Name):
        return
    arguments = _arguments_in(node, frame)
    value = walk.evaluate(node, frame) if len(arguments) == 1 else NONE
    tensor = symbolic(value)
    if tensor is not None and tensor.assumed:  # it is the argument, and not something made from it
        walk.trace.evident |= arguments
        if shaped and all(walk.trace.arguments.get(str(path[1])) is value for path in arguments):
            walk.trace.shaped |= arguments


def _arguments_in(node: ast.AST, frame: Frame) -> set[Path]:
    """The arguments of the traced function from which names in an expression were computed."""
    found: set[Path] = set()
    for part in ast.walk(node):
        running: Frame | None = frame if isinstance(part, ast.Name) else None
        while isinstance(part, ast.Name) and running is not None and running.live:
            if part.id in running.env:
                found |= {path for path in running.taint.get(part.id, ()) if path[0] == "argument"}
                break
            running = running.parent
    return found


def library_call(walk: Walk, name: str, node: ast.AST, frame: Frame) -> None:
    """A function of TensorFlow is called: some take tensors only."""
    if walk.trace is not None and isinstance(node, ast.Call) and node.args and name.startswith(_OF_TENSORS):
        note_evidence(walk, node.args[0], frame)


def numpy_call(
    walk: Walk, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> None:
    """A function of NumPy is called: it reads the values of its arguments."""
    if walk.trace is None or not isinstance(node, ast.Call):
        return
    last = name.rpartition(".")[2]
    if last in _ABOUT_TENSORS and (last != "ndim" or walk.trace.target.tensors_have_ndim):
        return
    for value in (*args, *keywords.values()):
        tensor = valueless(value) or holds_symbolic(value)
        if tensor is not None:
            need(walk, Use.NUMPY_FUNCTION, tensor, node, frame, frame.module.text_of(node.func))
            return


def size(
    walk: Walk, missing: Unset | StaticShape | None, node: ast.AST, frame: Frame, use: str = "number"
) -> None:
    """Write down that a size which the graph leaves open is used as a number.

    Args:
        walk: the walk at hand.
        missing: the size or shape; nothing is written down for None.
        node: the use.
        frame: where it stands.
        use: see :class:`SizeNeeded`.
    """
    trace = walk.trace
    if missing is None or trace is None or trace.caught or not isinstance(node, (ast.expr, ast.stmt)):
        return
    if any(_may_ask_for_shape(trace, guard) for guard in trace.guards):
        return
    why = missing.axes.why if isinstance(missing, StaticShape) else missing.why
    if why == static_shapes.NO_SHAPE and trace.tells_shapes:
        return
    trace.emit(
        SizeNeeded(
            node,
            trace.context(frame.module, frame.converted),
            text=frame.module.text_of(node),
            missing=missing.text,
            why=why,
            use=use,
        )
    )


def _may_ask_for_shape(trace: Trace, guard: Guard) -> bool:
    """Whether a Python condition may be about a static shape: ``None in x.shape``, ``known is not None``.

    What Python asks of an argument that is a tensor is its static side; what it asks of locals may be.
    """
    asked = [path for path in guard.reads if path[0] == "argument"]
    return not guard.reads or any(isinstance(trace.arguments.get(str(path[1])), Tensor) for path in asked)


def sizes_in_call(
    walk: Walk, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> None:
    """A function is called that needs numbers, or a whole shape, for some of its arguments."""
    if walk.trace is None:
        return
    for place, keyword in _SIZES.get(name, ()):
        given = args[place] if place < len(args) else keywords.get(keyword)
        missing = seen_shapes.first_open(given, walk.trace.written) if given is not None else None
        if missing is not None:
            size(walk, missing, node, frame, "shape" if isinstance(missing, StaticShape) else "number")
            return
    if name == "tensorflow.image.resize" and args and isinstance(args[0], Tensor):
        _pictures(walk, args[0].static, node, frame)
    if name == "tensorflow.unstack" and len(args) == 1 and "num" not in keywords:
        _unstacked(walk, args[0], keywords.get("axis", Constant(0)), node, frame)


def _pictures(walk: Walk, axes: Axes | None, node: ast.AST, frame: Frame) -> None:
    """``tf.image.resize(x)`` has to know whether it is a picture or several."""
    if axes is not None and not axes.ranked and isinstance(node, ast.Call):
        shape = StaticShape(axes, f"{frame.module.text_of(node.args[0])}.shape")
        size(walk, shape, node, frame, "axes")


def _unstacked(walk: Walk, value: Value, axis: Value, node: ast.AST, frame: Frame) -> None:
    if not isinstance(value, Tensor) or value.static is None or not isinstance(axis, Constant):
        return
    if isinstance(axis.value, int) and value.static.size(axis.value) == OPEN and isinstance(node, ast.Call):
        text = frame.module.text_of(node.args[0])
        simple = isinstance(node.args[0], (ast.Name, ast.Attribute, ast.Subscript, ast.Call))
        text = f"{text if simple else f'({text})'}.shape[{axis.value}]"
        size(walk, Unset(None, text, value.static.why), node, frame, "parts")


def said(walk: Walk, value: Value, node: ast.AST, frame: Frame, *, fails: bool = False) -> None:
    """A text is made of a value; of a symbolic tensor it has the name, and with a format it ``fails``."""
    tensor = symbolic(value) or (holds_symbolic(value) if isinstance(value, Container) else None)
    if tensor is not None:
        need(walk, Use.TEXT, tensor, node, frame, fails=fails)
        if walk.trace is not None and walk.trace.spoken:
            walk.trace.said_tensor = True


def number_of_axes(walk: Walk, value: Value, node: ast.expr, frame: Frame) -> None:
    """``x.ndim``, which symbolic tensors have in newer versions only."""
    tensor = symbolic(value)
    if tensor is not None:
        need(walk, Use.AXES, tensor, node, frame)


# Functions that need the values of what they are given, and work with eager tensors; by name, or by the
# beginning of one, with the position of the first argument that counts (experiment: TensorFlow 2.21).
_FOREIGN: Mapping[str, int] = {
    "struct.pack": 1,
    "struct.pack_into": 3,
    "array.array": 1,
    "bisect.bisect": 0,
    "bisect.bisect_left": 0,
    "bisect.bisect_right": 0,
    "bisect.insort": 1,
    "heapq.heapify": 0,
    "heapq.heappush": 1,
    "heapq.nlargest": 0,
    "heapq.nsmallest": 0,
    "pickle.dumps": 0,
    "random.randint": 0,
    "random.randrange": 0,
    "random.choice": 0,
    "itertools.islice": 1,
    "itertools.repeat": 1,
    "operator.index": 0,
    "hashlib.md5": 0,
    "hashlib.sha1": 0,
    "hashlib.sha256": 0,
    "base64.b64encode": 0,
    "builtins.bytes": 0,
    "builtins.bytearray": 0,
    "builtins.memoryview": 0,
    "builtins.chr": 0,
    "builtins.hex": 0,
    "builtins.bin": 0,
    "builtins.oct": 0,
}


def foreign_call(
    walk: Walk, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> None:
    """A function that is neither TensorFlow's nor NumPy's is called: some need the values of tensors."""
    if walk.trace is None or not isinstance(node, ast.Call):
        return
    first = 0 if name.startswith("scipy.") else _FOREIGN.get(name)
    if first is None:
        return
    for value in (*args[first:], *keywords.values()):
        tensor = holds_symbolic(value)
        if tensor is not None:
            need(walk, Use.FOREIGN, tensor, node, frame, frame.module.text_of(node.func))
            return


def array_index(walk: Walk, index: Value, node: ast.AST, frame: Frame, by: str) -> None:
    """An array is indexed: NumPy asks the index for its value."""
    tensor = _index_tensor(index)
    if tensor is not None:
        need(walk, Use.ARRAY_INDEX, tensor, node, frame, by)


def array_item(walk: Walk, index: Value, value: Value, node: ast.AST, frame: Frame, by: str) -> None:
    """An item of an array is set: NumPy asks both sides for their values."""
    tensor = _index_tensor(index) or holds_symbolic(value)
    if tensor is not None:
        need(walk, Use.ARRAY_ITEM, tensor, node, frame, by)


def _index_tensor(index: Value) -> Tensor | None:
    match index:
        case Cut(lower=lower, upper=upper, step=step):
            parts = (symbolic(part) for part in (lower, upper, step) if part is not None)
            return next((tensor for tensor in parts if tensor is not None), None)
        case Container(type="tuple", items=tuple() as items):
            return next((tensor for tensor in map(_index_tensor, items) if tensor is not None), None)
        case _:
            return valueless(index)


def truth(walk: Walk, value: Value, node: ast.expr, frame: Frame, by: str = "") -> None:
    """Python asks whether a value is true, where AutoGraph does not convert that."""
    tensor = symbolic(value)
    if tensor is not None and walk.trace is not None:
        need(walk, Use.TRUTH, tensor, node, frame, by, None if by else frame.unconverted)


def elements(walk: Walk, value: Value, node: ast.expr, frame: Frame, by: str) -> None:
    """Python iterates over a value, or takes it apart.

    Args:
        walk: the walk at hand.
        value: what is iterated over.
        node: as written.
        frame: where.
        by: what asks for the elements; ``for`` for the statement, which AutoGraph converts.
    """
    tensors = [m for m in members(value) if isinstance(m, Tensor)] if is_certainly(value, Tensor) else []
    tensor = tensors[0] if tensors else None  # a tensor made outside has no elements in a graph either
    if by == STAR and walk.trace is not None and walk.trace.guards:
        return  # Python has found out that there are several
    if tensor is not None and tensor.single and not isinstance(tensor, Batch) and walk.trace is not None:
        unconverted = frame.unconverted if by == FOR else None
        need(walk, Use.ELEMENTS, tensor, node, frame, by, unconverted)


FOR, STAR, FILTER, IN = "for", "*", "a comprehension's condition", "in"
# Built-in functions that iterate over what they are given: `map` and `filter` over all but the first.
_ITERATING = {
    f"builtins.{name}": int(name in ("map", "filter"))
    for name in [
        "list",
        "tuple",
        "set",
        "enumerate",
        "zip",
        "map",
        "filter",
        "iter",
        "sum",
        "any",
        "all",
        "min",
        "max",
    ]
}


def builtin_call(walk: Walk, name: str, args: list[Value], node: ast.AST, frame: Frame) -> None:
    """A built-in function is called: some iterate over their arguments."""
    skipped = _ITERATING.get(name)
    if walk.trace is None or skipped is None or not isinstance(node, ast.Call) or len(args) != len(node.args):
        return
    if name in ("builtins.min", "builtins.max") and len(args) > 1:
        return
    for value, expression in list(zip(args, node.args, strict=True))[skipped:]:
        if not isinstance(expression, ast.Starred):
            elements(walk, value, expression, frame, frame.module.text_of(node.func))
            if name in ("builtins.min", "builtins.max") and isinstance(value, Container):
                compared = value.items if value.items is not None else (value.element,) * 2
                any_truth(walk, compared[1:], node, frame)


def any_truth(walk: Walk, values: Iterable[Value], node: ast.AST, frame: Frame) -> None:
    """``max(x, y)``, ``any([x, y])``, ``x in (y, z)``: Python compares, and asks whether that is true."""
    if isinstance(node, ast.expr):
        tensors = [tensor for tensor in map(valueless, values) if tensor is not None]
        if tensors:
            surest = next((tensor for tensor in tensors if not tensor.assumed), tensors[0])
            by = frame.module.text_of(node.func) if isinstance(node, ast.Call) else IN
            need(walk, Use.TRUTH, surest, node, frame, by)


def cast(walk: Walk, args: list[Value], node: ast.AST, frame: Frame) -> None:
    """``math.sqrt(x)``, ``complex(x)``: functions that take Python numbers only."""
    for value in args:
        tensor = valueless(value)
        if tensor is not None and isinstance(node, ast.Call):
            need(walk, Use.CAST, tensor, node, frame, frame.module.text_of(node.func))
            return


def eager_method(walk: Walk, kind: str, name: str, node: ast.AST, frame: Frame) -> None:
    """A method of a model, layer or checkpoint is called."""
    runs = walk.trace is not None and walk.trace.target.runs_steps_in_graphs and name in _STEPS
    if name in _EAGER_METHODS.get(kind, ()) and not runs:
        _eager(walk, name, node, frame)


def eager_function(walk: Walk, name: str, node: ast.AST, frame: Frame) -> None:
    """A function of TensorFlow or Keras is called."""
    if name in _EAGER_FUNCTIONS:
        _eager(walk, name.rpartition(".")[2], node, frame)


def _eager(walk: Walk, method: str, node: ast.AST, frame: Frame) -> None:
    trace = walk.trace
    if trace is None or trace.in_init_scope or trace.caught or not isinstance(node, ast.Call):
        return
    text = frame.module.text_of(node.func)
    trace.emit(EagerApiCalled(node, trace.context(frame.module, frame.converted), text=text, method=method))
