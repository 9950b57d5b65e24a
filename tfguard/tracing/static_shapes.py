"""Static shapes inside a trace: what operations make of them, and what Python sees of them.

Only what is certain is kept. Each rule is held against TensorFlow in ``tests/tracing/test_static_shapes.py``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tfguard.tracing import shapes
from tfguard.tracing.axes import OPEN, Axes, Size, broadcast, without
from tfguard.tracing.shapes import Cut
from tfguard.tracing.values import (
    CALL,
    FALSE,
    LEFT_OPEN,
    NONE,
    TRUE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Object,
    Scalar,
    Tensor,
    Unset,
    Value,
)

Keywords: TypeAlias = Mapping[str, Value]

_SAME = frozenset(
    f"tensorflow.{prefix}{name}"
    for prefix in ("", "math.", "nn.")
    for name in (
        "abs", "acos", "asin", "atan", "cast", "ceil", "clip_by_norm", "clip_by_value", "cos", "cosh",
        "cumprod", "cumsum", "elu", "erf", "exp", "expm1", "floor", "gelu", "identity", "is_finite", "is_inf",
        "is_nan", "dropout", "l2_normalize", "leaky_relu", "log", "log1p", "log_sigmoid", "log_softmax",
        "logical_not", "negative", "ones_like", "relu", "relu6", "reciprocal", "reverse", "round", "rsqrt",
        "selu", "sigmoid", "sign", "sin", "sinh", "softmax", "softplus", "softsign", "sort", "sqrt", "square",
        "stop_gradient", "swish", "silu", "tan", "tanh", "zeros_like",
    )
)  # fmt: skip
_PAIRS = frozenset(
    f"tensorflow.{prefix}{name}"
    for prefix in ("", "math.")
    for name in (
        "add", "subtract", "multiply", "divide", "maximum", "minimum", "pow", "equal", "not_equal", "greater",
        "greater_equal", "less", "less_equal", "logical_and", "logical_or", "floordiv", "squared_difference",
    )
)  # fmt: skip
_LOOK_UPS = ("tensorflow.gather", "tensorflow.nn.embedding_lookup")
_REDUCING = ("tensorflow.reduce_", "tensorflow.math.reduce_")


def of_value(value: Value | None) -> Axes | None:
    """The static shape of an operand: a tensor's, an array's, or that of a number."""
    match value:
        case Tensor(static=Axes() as axes):
            return axes
        case (
            Tensor(symbolic=False, shape=tuple() as shape)
            | Array(shape=tuple() as shape)
            | Object(kind="variable" | "keras_variable", shape=tuple() as shape)
        ):
            return Axes(tuple(size if isinstance(size, int) else None for size in shape))
        case Constant(value=bool() | int() | float()) | Scalar(type="int" | "float" | "number"):
            return Axes()
        case _:
            return None


def of_operation(left: Value, right: Value) -> Axes | None:
    """The shape of ``left + right``."""
    one, other = of_value(left), of_value(right)
    return broadcast(one, other) if one is not None and other is not None else None


def of_product(left: Value, right: Value, *, turned: tuple[bool, bool] = (False, False)) -> Axes | None:
    """The shape of ``left @ right`` for matrices, and stacks of them.

    Args:
        left: the one operand.
        right: the other one.
        turned: which of them are transposed first.
    """
    one, other = of_value(left), of_value(right)
    if one is None or other is None or not (one.ranked and other.ranked) or other.rest:
        return None
    if one.rest:
        # The right one is a single matrix: all axes of the left one but the last stay.
        alone = len(other.sizes) == 2 and not turned[0]
        return one.with_sizes(one.sizes[:1]) if alone and one.sizes else None
    if len(one.sizes) < 2 or len(other.sizes) < 2:
        return None
    stack = broadcast(one.with_sizes(one.sizes[:-2]), other.with_sizes(other.sizes[:-2]))
    rows, columns = one.sizes[-1 - (not turned[0])], other.sizes[-1 - turned[1]]
    why = one.why or other.why
    return Axes((*stack.sizes, rows, columns), why=why) if stack is not None else None


def of_call(name: str, args: Sequence[Value], keywords: Keywords) -> Axes | None:
    """The static shape of what an operation gives; None where nothing is known.

    Args:
        name: canonical name of the operation.
        args: what it is given by position.
        keywords: what it is given by name.
    """
    return _in_trace(name, args, keywords) or _as_outside(name, args, keywords)


def _as_outside(name: str, args: Sequence[Value], keywords: Keywords) -> Axes | None:
    """By the rules for eager tensors, to which an open axis is one whose size varies."""
    operands = list(_operands((*args, *keywords.values())))
    known = all(axes is not None and not axes.rest and axes.ranked for axes in operands)
    everything = [*operands, *_measured((*args, *keywords.values()))]
    left_open = next((axes for axes in everything if axes is not None and axes.any_open), None)
    sure = known and all(axes is None or None not in axes.sizes for axes in operands)
    if left_open is not None and not sure and len(operands) > 1:
        return None  # an open axis that meets an unknown one may be settled by it
    shape = shapes.of_call(name, [_eager(arg) for arg in args], {k: _eager(v) for k, v in keywords.items()})
    if shape is None:
        return None
    sizes = tuple(OPEN if size is LEFT_OPEN else size if isinstance(size, int) else None for size in shape)
    return Axes(sizes, why=left_open.why if left_open is not None else "")


def _operands(values: Iterable[Value]) -> Iterator[Axes | None]:
    """The static shapes of the tensors among values, and in lists of them."""
    for value in values:
        if isinstance(value, (Tensor, Object)) and _measure(value) is None:
            yield of_value(value)
        elif isinstance(value, Container):
            yield from _operands(value.items or ())


def _measure(value: Value) -> Axes | None:
    return value.measures if isinstance(value, Tensor) else None


def _measured(values: Iterable[Value]) -> Iterator[Axes | None]:
    """The sizes that are passed as tensors, ``tf.shape(x)`` and its parts, also in lists."""
    for value in values:
        if isinstance(value, Container):
            yield from _measured(value.items or ())
        else:
            yield _measure(value)


def _size_as_value(size: Size) -> Value:
    """A size that a tensor holds, as the rules for eager tensors take it."""
    if size is None:
        return Scalar("int")
    return Constant(size) if size != OPEN else Tensor(symbolic=False, shape=(), varies=LEFT_OPEN)


def _eager(value: Value) -> Value:
    """An operand as the rules for eager tensors take it."""
    match value:
        case Scalar(type="bool"):
            return UNKNOWN  # a comparison of what is not known may be one of tensors
        case Tensor(measures=Axes(rest=False, ranked=True, sizes=(size,)), static=Axes(sizes=())):
            return _size_as_value(size)
        case Tensor(measures=Axes(rest=False, ranked=True, sizes=sizes)):
            return Container("tuple", CALL, tuple(map(_size_as_value, sizes)))
        case Object(kind="variable" | "keras_variable", shape=tuple() as shape):
            return Tensor(symbolic=False, shape=shape)
        case Tensor(static=Axes(rest=False, ranked=True) as axes):
            return replace(value, shape=tuple(LEFT_OPEN if size == OPEN else size for size in axes.sizes))
        case Container(items=tuple() as items):
            return replace(value, items=tuple(map(_eager, items)))
        case _:
            return value


def _in_trace(name: str, args: Sequence[Value], keywords: Keywords) -> Axes | None:
    given = _Given(args, keywords)
    first = given.axes(0, "x", "input", "tensor", "input_tensor", "features", "logits", "value")
    if name in _PAIRS:
        return of_operation(given.value(0, "x"), given.value(1, "y"))
    if name in ("tensorflow.matmul", "tensorflow.linalg.matmul"):
        flags = [keywords.get(name, FALSE) for name in ("transpose_a", "transpose_b")]
        if len(args) != 2 or not all(flag in (TRUE, FALSE) for flag in flags):
            return None
        return of_product(args[0], args[1], turned=(flags[0] == TRUE, flags[1] == TRUE))
    if name == "tensorflow.concat":
        return _before_join(given)
    if name == "tensorflow.where":
        return _where(given)
    if name in _LOOK_UPS and "axis" not in keywords and "batch_dims" not in keywords and len(args) < 3:
        return _gathered(given.axes(0, "params"), given)
    of_data = _OF_DATA.get(name)
    if of_data is not None:
        return of_data(given)
    if first is None:
        return None
    if name in _SAME:
        return first
    if name.startswith(_REDUCING):
        return _reduced(first, given)
    rule = _RULES.get(name)
    return rule(first, given) if rule is not None else None


class _Given:
    """The arguments of a call."""

    def __init__(self, args: Sequence[Value], keywords: Keywords) -> None:
        self._args, self._keywords = args, keywords

    def value(self, place: int, *names: str) -> Value:
        """An argument by position or name; None where it is left out."""
        if place < len(self._args):
            return self._args[place]
        return next((self._keywords[name] for name in names if name in self._keywords), NONE)

    def axes(self, place: int, *names: str) -> Axes | None:
        """The static shape of a tensor argument."""
        value = self.value(place, *names)
        return of_value(value) if isinstance(value, (Tensor, Object)) else None

    def integer(self, place: int, *names: str) -> int | None:
        """An argument that is a number, where it is known."""
        return integer(self.value(place, *names))


def integer(value: Value) -> int | None:
    """A number that is known, and no truth value."""
    if isinstance(value, Constant) and isinstance(value.value, int) and not isinstance(value.value, bool):
        return value.value
    return None


def _integers(value: Value) -> list[int] | None:
    if isinstance(value, Container) and value.items is not None:
        found = [integer(item) for item in value.items]
        return [number for number in found if number is not None] if None not in found else None
    single = integer(value)
    return [single] if single is not None else None


def _reduced(axes: Axes, given: _Given) -> Axes | None:
    axis, keep = given.value(1, "axis"), given.value(2, "keepdims")
    if keep not in (NONE, Constant(False), Constant(True)):
        return None
    if not axes.ranked and axis != NONE:
        return axes
    if axis == NONE and not isinstance(axis, Unset):
        return Axes() if keep != Constant(True) else None
    places = _integers(axis)
    return without(axes, places, keep=keep == Constant(True)) if places is not None else None


def _index_of_extreme(axes: Axes, given: _Given) -> Axes | None:
    axis = given.value(1, "axis")
    place = 0 if axis == NONE else integer(axis)
    return without(axes, [place]) if place is not None else None


def _expanded(axes: Axes, given: _Given) -> Axes | None:
    place = given.integer(1, "axis")
    if place is None:
        return None
    if axes.rest and place < 0:
        kept = axes.sizes[: max(0, len(axes.sizes) + place + 1)]
        return axes.with_sizes(kept) if kept else None
    if axes.rest and place > len(axes.sizes):
        return axes
    at = place if place >= 0 else place + len(axes.sizes) + 1
    if not 0 <= at <= len(axes.sizes):
        return None
    return axes.with_sizes((*axes.sizes[:at], 1, *axes.sizes[at:]))


def _squeezed(axes: Axes, given: _Given) -> Axes | None:
    """``tf.squeeze(x, axis)``; without an axis which ones go depends on all sizes."""
    places = _integers(given.value(1, "axis"))
    return without(axes, places) if places else None


def _transposed(axes: Axes, given: _Given) -> Axes | None:
    order = given.value(1, "perm")
    if axes.rest:
        return None
    if order == NONE:
        return axes.with_sizes(reversed(axes.sizes))
    places = _integers(order)
    if places is None or sorted(places) != list(range(len(axes.sizes))):
        return None
    return axes.with_sizes(axes.sizes[place] for place in places)


def _reshaped(axes: Axes, given: _Given) -> Axes | None:
    """``[-1, 3]``: the graph knows what -1 stands for only where it knows all other sizes."""
    wanted = given.value(1, "shape")
    items = wanted.items if isinstance(wanted, Container) else (wanted,)
    if items is None or (isinstance(wanted, Container) and wanted.length is not None):
        return None
    sizes = [_asked(item) for item in items]
    if not isinstance(wanted, Container) and sizes == [None]:
        return None
    # Beside a size that is a tensor TensorFlow says nothing of the one that is left.
    left = OPEN if axes.any_open and OPEN not in sizes else None
    why = axes.why or next((m.why for m in map(_measure, items) if m is not None), "")
    return Axes(tuple(left if size == _LEFT_TO_FIND else size for size in sizes), why=why)


_LEFT_TO_FIND = -2  # OPEN is -1 itself


def _asked(item: Value) -> Size:
    """A size in the shape that ``tf.reshape`` is given."""
    match item:
        case Constant(value=-1):
            return _LEFT_TO_FIND
        case Tensor(measures=Axes(sizes=(size,))):
            return size
        case _:
            return integer(item)


def _ensured(axes: Axes, given: _Given) -> Axes | None:
    """``tf.ensure_shape(x, [4, None])``: what was open has the size that is asked for."""
    asked = given.value(1, "shape")
    items = asked.items if isinstance(asked, Container) else None
    if items is not None and not axes.ranked:
        return Axes(tuple(OPEN if item == NONE else integer(item) for item in items), why=axes.why)
    if items is None or axes.rest or len(items) != len(axes.sizes):
        return Axes(rest=True)
    wanted = [item.value if isinstance(item, Constant) else None for item in items]
    pairs = zip(axes.sizes, items, wanted, strict=True)
    return axes.with_sizes(
        number if isinstance(number, int) else own if item == NONE else None for own, item, number in pairs
    )


def _one_hot(axes: Axes, given: _Given) -> Axes | None:
    if given.value(4, "axis") not in (NONE, Constant(-1)):
        return None
    if axes.rest:
        return axes
    return axes.with_sizes((*axes.sizes, given.integer(1, "depth")))


def _before_join(given: _Given) -> Axes | None:
    """``tf.concat(parts, axis)`` where parts may have more axes: those before the axis, if all agree."""
    parts, axis = given.value(0, "values"), given.integer(1, "axis")
    items = parts.items if isinstance(parts, Container) else None
    found = [of_value(item) for item in items or ()]
    known = [axes for axes in found if axes is not None and axes.ranked]
    if axis is None or not known or len(known) < len(found) or not any(axes.rest for axes in known):
        return None
    at = axis if axis >= 0 else min(len(axes.sizes) for axes in known) + axis
    if axis == 0 and all(axes.sizes for axes in known):
        return _stacked_rows(known)
    fronts = {axes.sizes[: max(0, at)] for axes in known}
    front = fronts.pop()
    return Axes(front, rest=True, why=known[0].why) if front and not fronts else None


def _stacked_rows(parts: Sequence[Axes]) -> Axes:
    """Parts put below one another: what is behind their first axis is that of any part that is known."""
    heights = [axes.sizes[0] for axes in parts]
    numbers = [height for height in heights if height is not None and height != OPEN]
    height = OPEN if OPEN in heights else sum(numbers) if len(numbers) == len(heights) else None
    whole = next((axes for axes in parts if not axes.rest), None)
    behind = whole.sizes[1:] if whole is not None and OPEN not in whole.sizes[1:] else ()
    why = next((axes.why for axes in parts if axes.why), "")
    return Axes((height, *behind), rest=whole is None or len(behind) + 1 < len(whole.sizes), why=why)


def _gathered(axes: Axes | None, given: _Given) -> Axes | None:
    """``tf.gather(x, indices)``: the shape of the indices, and what of ``x`` is behind its first axis."""
    picked = given.axes(1, "indices", "ids")
    if picked is None or not picked.ranked or picked.rest:
        return None
    why = picked.why or (axes.why if axes is not None else "")
    if axes is None or not axes.ranked:
        return Axes(picked.sizes, rest=True, why=why) if picked.sizes else None
    return Axes((*picked.sizes, *axes.sizes[1:]), axes.rest, why=why) if axes.sizes else None


def measures(name: str, args: Sequence[Value]) -> Axes | None:
    """The sizes that ``tf.shape(x)`` holds, where it is one of the functions that tell them."""
    first = args[0] if args else NONE
    match name:
        case "tensorflow.shape":
            axes = of_value(first) if isinstance(first, (Tensor, Object)) else None
            return axes if axes is not None and axes.ranked else None
        case "tensorflow.size" if isinstance(first, Tensor) and first.static is not None:
            return replace(first.static, sizes=(OPEN,), rest=False) if first.static.any_open else None
        case "tensorflow.cast" | "tensorflow.identity" | "tensorflow.convert_to_tensor":
            return _measure(first)
        case _:
            return None


def measure_of(whole: Tensor, index: Value) -> Axes | None:
    """The sizes that ``tf.shape(x)[index]`` holds."""
    axes = whole.measures
    match index:
        case Constant(value=int() as place) if axes is not None and not isinstance(place, bool):
            return Axes((axes.size(place),), why=axes.why)
        case Cut() if axes is not None and not axes.rest:
            bounds = [integer(b) if b is not None else None for b in (index.lower, index.upper, index.step)]
            given = [b for b in (index.lower, index.upper, index.step) if b is not None and b != NONE]
            known = len(given) == sum(bound is not None for bound in bounds)
            return axes.with_sizes(axes.sizes[slice(*bounds)]) if known else None
        case _:
            return None


def measured_by(*operands: Value) -> Axes | None:
    """What is computed from a size that a graph leaves open is left open as well."""
    found = (_measure(value) for value in operands)
    return next((axes for axes in found if axes is not None and axes.sizes == (OPEN,)), None)


DEPENDS = "its size depends on the data"
OF_PICTURE = "its size is that of the picture"
NO_SHAPE = "what Python code gives has no static shape"


def _masked(given: _Given) -> Axes | None:
    """``tf.boolean_mask(x, mask)``: as many as are true, in place of the axes of the mask."""
    whole, mask = given.axes(0, "tensor"), given.axes(1, "mask")
    if given.value(2, "axis") != NONE:
        return None
    known = whole is not None and whole.ranked and mask is not None and mask.ranked and not mask.rest
    if whole is None or mask is None or not known or len(whole.sizes) < len(mask.sizes):
        return Axes((OPEN,), rest=True, why=DEPENDS)
    return Axes((OPEN, *whole.sizes[len(mask.sizes) :]), whole.rest, why=DEPENDS)


def _where(given: _Given) -> Axes | None:
    """``tf.where(condition)``: a row of indices for each that is true."""
    condition = given.axes(0, "condition")
    if given.value(1, "x") != NONE or given.value(2, "y") != NONE:
        return None
    known = condition is not None and condition.ranked and not condition.rest
    return Axes((OPEN, len(condition.sizes) if condition is not None and known else None), why=DEPENDS)


def _picture(given: _Given) -> Axes | None:
    """``tf.io.decode_png(data, channels)``: height and width are in the data."""
    channels = given.value(1, "channels")
    said = 0 if channels == NONE else integer(channels)
    return Axes((OPEN, OPEN, OPEN if said == 0 else said), why=OF_PICTURE)


def _any_picture(given: _Given) -> Axes | None:
    """``tf.io.decode_image(data)``: an animation has an axis more, unless it is told to give one picture."""
    animated = given.value(4, "expand_animations")
    if animated == FALSE:
        return _picture(given)
    return Axes(ranked=False, why="a picture or an animation") if animated in (NONE, TRUE) else None


_OF_DATA: Mapping[str, Callable[[_Given], Axes | None]] = {
    "tensorflow.boolean_mask": _masked,
    "tensorflow.image.non_max_suppression": lambda _given: Axes((OPEN,), why=DEPENDS),
    "tensorflow.numpy_function": lambda _given: Axes(ranked=False, why=NO_SHAPE),
    "tensorflow.py_function": lambda _given: Axes(ranked=False, why=NO_SHAPE),
    **{
        f"tensorflow.{module}.{name}": rule
        for module in ("io", "image")
        for name, rule in {
            "decode_jpeg": _picture,
            "decode_png": _picture,
            "decode_bmp": _picture,
            "decode_image": _any_picture,
        }.items()
    },
}


_RULES: Mapping[str, Callable[[Axes, _Given], Axes | None]] = {
    "tensorflow.argmax": _index_of_extreme,
    "tensorflow.argmin": _index_of_extreme,
    "tensorflow.math.argmax": _index_of_extreme,
    "tensorflow.math.argmin": _index_of_extreme,
    "tensorflow.expand_dims": _expanded,
    "tensorflow.squeeze": _squeezed,
    "tensorflow.shape": lambda axes, _given: Axes((None if axes.rest else len(axes.sizes),)),
    "tensorflow.linalg.band_part": lambda axes, _given: axes,
    "tensorflow.transpose": _transposed,
    "tensorflow.reshape": _reshaped,
    "tensorflow.ensure_shape": _ensured,
    "tensorflow.one_hot": _one_hot,
}


def apart(name: str, args: Sequence[Value], keywords: Keywords) -> tuple[Tensor, ...] | None:
    """The tensors that ``tf.split`` and ``tf.unstack`` give, where their number is known."""
    given = _Given(args, keywords)
    if name in ("tensorflow.unique", "tensorflow.unique_with_counts"):
        found = Tensor(static=Axes((OPEN,), why=DEPENDS))
        counts = (found,) if name.endswith("counts") else ()
        return (found, Tensor(static=given.axes(0, "x")), *counts)
    if name == "tensorflow.nn.moments":
        keep, places = given.value(3, "keepdims"), _integers(given.value(1, "axes"))
        whole_axes = given.axes(0, "x")
        if whole_axes is None or places is None or keep not in (NONE, TRUE, FALSE):
            return None
        static = without(whole_axes, places, keep=keep == TRUE)
        return (Tensor(static=static), Tensor(static=static))
    whole, axes = given.value(0, "value"), given.axes(0, "value")
    measures = _measure(whole)
    if name == "tensorflow.unstack" and measures is not None and not measures.rest:
        return tuple(
            Tensor(static=Axes(), known=True, measures=measures.with_sizes((size,)))
            for size in measures.sizes
        )
    at = given.value(2 if name == "tensorflow.split" else 1, "axis", "num")
    place = 0 if at == NONE else integer(at)
    if axes is None or not axes.ranked or place is None:
        return None
    if name == "tensorflow.unstack":
        count = axes.size(place)
        row = without(axes, [place]) if count is not None and 0 <= count <= MAX_PARTS else None
        return tuple(Tensor(static=row) for _ in range(count)) if row is not None and count else None
    if name != "tensorflow.split":
        return None
    sizes = _parts(axes.size(place), given.value(1, "num_or_size_splits"))
    return tuple(Tensor(static=_resized(axes, place, size)) for size in sizes) if sizes else None


MAX_PARTS = 16  # that are kept apart


def _parts(size: Size, said: Value) -> list[Size] | None:
    count = integer(said)
    if count is not None and 0 < count <= MAX_PARTS:
        return [size // count if size is not None and size >= 0 else size] * count
    items = said.items if isinstance(said, Container) else None
    if items is None or len(items) > MAX_PARTS:
        return None
    found = [integer(item) for item in items]
    return [None if number == -1 else number for number in found]


def _resized(axes: Axes, place: int, size: Size) -> Axes | None:
    """The same with another size at one place, counted from either end."""
    at = place if place >= 0 else len(axes.sizes) + place
    if axes.rest and (place < 0 or at >= len(axes.sizes)):
        return axes.with_sizes(axes.sizes[: max(0, at)])
    if not 0 <= at < len(axes.sizes):
        return None
    return axes.with_sizes((*axes.sizes[:at], size, *axes.sizes[at + 1 :]))


# Layers that give two axes at least, or refuse their input.
_OF_ROWS = ("Dense", "Embedding", "Flatten", "LSTM", "GRU", "SimpleRNN", "Conv", "Global", "MaxP", "Average")


def keeps_rows(name: str, args: Sequence[Value]) -> bool:
    """Whether the first axis of what a Keras layer gives certainly is that of its input.

    Args:
        name: canonical name of the layer's class.
        args: what its constructor is given by position.
    """
    if name == "keras.Sequential":
        held = args[0].items if args and isinstance(args[0], Container) else None
        return bool(held) and all(isinstance(one, Object) and one.keeps_rows for one in held or ())
    return name.startswith("keras.layers.") and name != "keras.layers.Lambda"


def of_layer(layer: Object, args: Sequence[Value]) -> Axes | None:
    """The static shape of what a Keras layer gives: its first axis is that of its input."""
    axes = args[0].static if args and isinstance(args[0], Tensor) else None
    if axes is None or not layer.keeps_rows or not axes.sizes:
        return None
    rows = layer.cls.removeprefix("keras.layers.").startswith(_OF_ROWS)
    return Axes((*axes.sizes[:1], *[None] * rows), rest=True, why=axes.why)


def picked(axes: Axes, index: Value) -> Axes | None:
    """The shape of ``x[index]``: numbers take an axis away, slices keep one, ``None`` adds one."""
    parts = index.items if isinstance(index, Container) and index.type == "tuple" else (index,)
    if parts is None or not axes.ranked:
        return axes if not axes.ranked else None
    if _ELLIPSIS in parts:
        at = parts.index(_ELLIPSIS)
        used = sum(part not in (NONE, _ELLIPSIS) for part in parts)
        if axes.rest or used > len(axes.sizes):
            return None
        whole = Cut(ast.Slice(), None, None, None)
        parts = (*parts[:at], *[whole] * (len(axes.sizes) - used), *parts[at + 1 :])
    sizes, result = list(axes.sizes), list[Size]()
    for part in parts:
        if part == NONE and not isinstance(part, Unset):
            result.append(1)
            continue
        if not sizes:
            return None
        size = sizes.pop(0)
        if isinstance(part, Cut):
            result.append(_cut(size, part))
        elif not _is_number(part):
            return None
    return axes.with_sizes((*result, *sizes))


def new_in_front(index: Value) -> Axes | None:
    """The shape of ``x[None]`` where nothing is known of ``x``; None for another index."""
    first = index.items[0] if isinstance(index, Container) and index.items else index
    return Axes((1,), rest=True) if first == NONE and not isinstance(first, Unset) else None


_ELLIPSIS = Constant(...)


def _cut(size: int | None, cut: Cut) -> int | None:
    """A slice of an open axis is open: ``x[:2]`` may have fewer than 2."""
    if cut.lower is None and cut.upper is None and cut.step is None:
        return size
    if size == OPEN:
        return OPEN
    length = shapes.sliced_length(size, cut.node, cut.lower, cut.upper)
    return length if isinstance(length, int) else None


def _is_number(part: Value) -> bool:
    match part:
        case Scalar(type="int"):
            return True
        case Tensor(static=Axes(sizes=(), rest=False, ranked=True)):
            return True
        case _:
            return integer(part) is not None
