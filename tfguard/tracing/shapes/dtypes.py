"""Element types: what NumPy makes of arguments and of types that meet.

Where NumPy 1 and 2 differ (a NumPy scalar that meets an array of smaller elements) this is NumPy 2.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence

from tfguard.tracing.shapes.given import Given, left_out
from tfguard.tracing.values import (
    FLOATING,
    ITEM_SIZES,
    NONE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    ElementType,
    Library,
    Object,
    Scalar,
    Tensor,
    Union,
    Value,
    is_floating,
    members,
)

_ALIASES = {
    "float": "float64", "double": "float64", "float_": "float64", "f8": "float64", "d": "float64",
    "single": "float32", "f4": "float32", "f": "float32", "half": "float16", "f2": "float16",
    "int": "int64", "int_": "int64", "intp": "int64", "longlong": "int64", "i8": "int64", "i4": "int32",
    "intc": "int32", "i2": "int16", "short": "int16", "i1": "int8", "byte": "int8", "uint": "uint64",
    "u8": "uint64", "u4": "uint32", "u2": "uint16", "u1": "uint8", "ubyte": "uint8",
    "bool_": "bool", "b1": "bool", "?": "bool", "complex": "complex128", "complex_": "complex128",
    "cdouble": "complex128", "c16": "complex128", "csingle": "complex64", "c8": "complex64",
}  # fmt: skip
_WEAK = {"bool": "bool", "int": "int64", "float": "float64", "complex": "complex128"}
_WEAK_TENSORS = {
    "bool": "bool", "int": "int32", "float": "float32", "complex": "complex128", "string": "string",
}  # fmt: skip
_RANKS = {"bool": 0, "int": 1, "float": 2, "complex": 3, "string": 4}
_TYPES = frozenset(ITEM_SIZES) | {"string"}


def named_for_tensors(value: Value | None) -> str | None:
    """The type that a ``dtype`` argument of TensorFlow names: Python's ``float`` is a smaller one there."""
    return "float32" if value == Library("builtins.float") else named(value)


def named(value: Value | None) -> str | None:
    """The type that a ``dtype`` argument names."""
    match value:
        case Library(name=text) | Constant(value=str() as text):
            last = text.rpartition(".")[2].lstrip("<=|")
            found = _ALIASES.get(last, last)
            return found if found in _TYPES else None
        case ElementType(element=element):
            return element
        case _:
            return None


def kind_of(dtype: str) -> str:
    """``bool``, ``int``, ``float``, ``complex`` or ``string``."""
    return next((kind for kind in ("bool", "int", "complex", "string") if kind in dtype), "float")


def of_value(value: Value | None) -> str | None:
    """The element type of an array that is made of a value."""
    match value:
        case (
            Array(dtype=dtype) | Tensor(dtype=dtype) | Object(kind="variable" | "keras_variable", dtype=dtype)
        ):
            return dtype
        case Constant(value=str() | bytes()) | Scalar(type="str" | "bytes"):
            return "string"
        case Constant() | Scalar():
            return _WEAK.get(_python_kind(value) or "")
        case Container(items=tuple() as items) if items:
            return together(items, weak=False)
        case Container():
            return of_value(value.element)
        case Union():
            found = {of_value(member) for member in value.members if member != NONE}
            return found.pop() if len(found) == 1 else FLOATING if all(map(is_floating, found)) else None
        case _:
            return None


def _python_kind(value: Value | None) -> str | None:
    """The kind of a Python number, which gives way to an array's type where it can."""
    match value:
        case Constant(value=bool() | int() | float() as number):
            return type(number).__name__
        case Scalar(type=kind) if kind in _WEAK:
            return kind
        case _:
            return None


def together(values: Iterable[Value], weak: bool = True) -> str | None:
    """The type in which values meet.

    Args:
        values: arrays and Python numbers.
        weak: whether a number gives way to an array's type.
    """
    strong: list[str | None] = []
    kinds: list[str | None] = []
    for value in values:
        number = weak and (isinstance(value, (Constant, Scalar)))
        (kinds if number else strong).append(_python_kind(value) if number else of_value(value))
    found = strong[0] if strong else None
    for dtype in strong[1:]:
        found = promoted(found, dtype)
    if not strong:
        return None if None in kinds else _WEAK[max((k for k in kinds if k), key=lambda k: _RANKS[k])]
    for kind in kinds:
        found = _with_number(found, kind)
    return found


def _with_number(dtype: str | None, kind: str | None) -> str | None:
    if dtype is None:
        return None
    if dtype not in ITEM_SIZES and kind == "complex":
        return None
    if kind is None:  # an int or a float
        return dtype if kind_of(dtype) in ("float", "complex") else None
    if _RANKS[kind] <= _RANKS[kind_of(dtype)]:
        return dtype
    return "complex64" if kind == "complex" and dtype in ("float32", "float16") else _WEAK[kind]


def promoted(first: str | None, second: str | None) -> str | None:
    """The smallest type that holds the values of both."""
    if first not in ITEM_SIZES or second not in ITEM_SIZES or "bfloat16" in (first, second):
        return first if first == second else None
    if first == second:
        return first
    low, high = sorted((first, second), key=lambda dtype: (_RANKS[kind_of(dtype)], ITEM_SIZES[dtype]))
    kinds = (kind_of(low), kind_of(high))
    if kinds[0] == "bool" or (kinds[0] == kinds[1] and kinds[1] != "int"):
        return high
    if kinds == ("int", "int"):
        return _promoted_integers(low, high)
    if kinds[0] == "int":
        needed = {1: 2, 2: 4}.get(ITEM_SIZES[low], 8)
        return _wider(kinds[1], max(needed * (1 + (kinds[1] == "complex")), ITEM_SIZES[high]))
    return _wider("complex", max(2 * ITEM_SIZES[low], ITEM_SIZES[high]))


def _wider(kind: str, size: int) -> str:
    return f"{kind}{8 * (max(size, 8) if kind == 'complex' else size)}"


def _promoted_integers(low: str, high: str) -> str:
    if low.startswith("u") == high.startswith("u"):
        return high
    unsigned, signed = (low, high) if low.startswith("u") else (high, low)
    needed = max(2 * ITEM_SIZES[unsigned], ITEM_SIZES[signed])
    return f"int{8 * needed}" if needed <= 8 else "float64"


def floating(dtype: str | None) -> str | None:
    """What ``exp`` and the like give for a type."""
    if dtype is None or kind_of(dtype) in ("float", "complex"):
        return dtype
    return {1: "float16", 2: "float32"}.get(ITEM_SIZES[dtype], "float64")


def averaged(dtype: str | None) -> str | None:
    """What ``mean`` and division give: whole numbers become the largest floats."""
    return "float64" if dtype is not None and kind_of(dtype) in ("bool", "int") else dtype


def summed(dtype: str | None) -> str | None:
    """What ``sum`` gives: small whole numbers become large ones."""
    if dtype is None or kind_of(dtype) not in ("bool", "int"):
        return dtype
    return "uint64" if dtype.startswith("u") else "int64"


def real(dtype: str | None) -> str | None:
    """What ``abs`` gives: the length of complex numbers."""
    return {"complex128": "float64", "complex64": "float32"}.get(dtype or "", dtype)


def transformed(dtype: str | None) -> str | None:
    """What ``fft`` gives; of small floats NumPy 1 and 2 make different types."""
    return None if dtype in (None, FLOATING, "float32", "float16", "complex64") else "complex128"


def of_operation(op: ast.operator, left: Value, right: Value) -> str | None:
    """What an operator gives."""
    found = together((left, right))
    if isinstance(op, ast.Div):
        return averaged(found)
    return None if found == "bool" and not isinstance(op, _BITWISE) else found


_BITWISE = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.Add, ast.Mult)

# Rules of functions

TypeRule = Callable[[Given], str | None]


def constant(dtype: str) -> TypeRule:
    """A function that always gives one type."""
    return lambda _given: dtype


def same(given: Given) -> str | None:
    """The type of the first argument."""
    return of_value(given.first())


def first_as(change: Callable[[str | None], str | None]) -> TypeRule:
    """The type of the first argument, changed."""
    return lambda given: change(of_value(given.first()))


def all_as(change: Callable[[str | None], str | None] = lambda dtype: dtype, count: int = 2) -> TypeRule:
    """The type in which the first arguments meet, changed."""
    return lambda given: change(together(given.args[:count])) if given.args else None


def if_alike(given: Given) -> str | None:
    """The type of the first argument where the others have it too."""
    found = {of_value(value) for value in given.args}
    return found.pop() if len(found) == 1 else None


def of_items(given: Given) -> str | None:
    """The type in which the arrays of a list meet."""
    first = given.get(0, "arrays", "values", "tup", "xs", "x")
    return of_value(first)


def of_choice(given: Given) -> str | None:
    """``where(condition, x, y)``."""
    return together(given.args[1:3]) if len(given.args) == 3 else None


def of_draws(given: Given) -> str | None:
    """``choice`` and ``permutation``: of whole numbers, or of an array's elements."""
    return of_value(given.get(0, "a", "x"))


def of_product(given: Given) -> str | None:
    """``einsum("...", a, b)``."""
    return together(given.args[1:]) if len(given.args) > 1 else None


def of_range(given: Given) -> str | None:
    """``arange``: floats as soon as one bound is."""
    bounds = [*given.args[:3], *(v for k, v in given.keywords.items() if k in ("start", "stop", "step"))]
    found = together(bounds) if bounds else None
    return found if found != "bool" else None


def of_fill(given: Given) -> str | None:
    """``full(shape, value)``."""
    return of_value(given.get(1, "fill_value", "value"))


# Rules of TensorFlow: operands have one type, which a Python number takes on.


def of_tensors(values: Iterable[Value | None]) -> str | None:
    """The type of what is computed from operands that have to be of one type.

    Arrays and Python values take on the type of the tensors that they meet.
    """
    strong, weak = list[Value](), list[Value]()
    for value in values:
        if value is not None:
            (weak if _is_weak(value) else strong).append(value)
    if not strong:
        return _made_of(weak)
    found = {of_value(value) for value in strong}
    known = found - {None, FLOATING}
    fractions = any(is_floating(of_value(value)) for value in weak)
    if len(known) == 1:
        dtype = known.pop()  # what is not known has to be of the same type
        return dtype if is_floating(dtype) or not fractions else None
    return FLOATING if not known and (FLOATING in found or fractions) else None


def _is_weak(value: Value) -> bool:
    return all(
        isinstance(member, (Array, Constant, Scalar, Container)) and member != UNKNOWN
        for member in _inside(value)
    )


def _made_of(values: Sequence[Value]) -> str | None:
    """The type of the tensor that is made of arrays and Python values."""
    found = together(values) if values else None
    arrays = any(isinstance(member, Array) for value in values for member in _inside(value))
    return found if found is None or arrays else _WEAK_TENSORS.get(kind_of(found))


def of_tensor_operation(op: ast.operator, left: Value, right: Value) -> str | None:
    """What an operator gives where one of both is a tensor or a variable."""
    found = of_tensors((left, right))
    return divided(found) if isinstance(op, ast.Div) else found


def operands(*names: str) -> TypeRule:
    """The one type of the arguments with these names, which are the first ones."""
    return lambda given: of_tensors(given.get(at, name) for at, name in enumerate(names))


def one_of(at: int, *names: str) -> TypeRule:
    """The type of one argument."""
    return lambda given: of_tensors([given.get(at, *names)])


def changed(rule: TypeRule, change: Callable[[str | None], str | None]) -> TypeRule:
    """What a rule gives, changed."""
    return lambda given: change(rule(given))


def floats(rule: TypeRule) -> TypeRule:
    """Of a function that takes and gives floating-point numbers only."""
    return lambda given: rule(given) or FLOATING


def divided(dtype: str | None) -> str | None:
    """What dividing tensors gives (``tf.truediv``): whole numbers become floats."""
    if dtype is None:
        return FLOATING
    if dtype in ITEM_SIZES and kind_of(dtype) == "int":
        return "float64" if ITEM_SIZES[dtype] >= 4 else "float32"
    return dtype if dtype != "bool" else None


def of_tensor_choice(given: Given) -> str | None:
    """``tf.where(condition, x, y)``; without x and y the places where it holds."""
    x, y = given.get(1, "x"), given.get(2, "y")
    return of_tensors([x, y]) if x is not None else "int64"


def of_one_hot(given: Given) -> str | None:
    """``tf.one_hot(indices, depth, on_value, off_value)``."""
    values = [value for value in (given.get(2, "on_value"), given.get(3, "off_value")) if value is not None]
    return of_tensors(values) if values else "float32"


def of_resized(given: Given) -> str | None:
    """``tf.image.resize``: floats, but for the method that picks pixels."""
    return "float32" if given.get(2, "method") is None else None


def as_tensor(rule: TypeRule) -> TypeRule:
    """TensorFlow makes smaller elements of Python numbers than NumPy; of arrays it makes the same."""

    def changed(given: Given) -> str | None:
        found, source = rule(given), given.first()
        if found is None or not _all_python((*given.args, *given.keywords.values()), source):
            return found
        return _WEAK_TENSORS[kind_of(found)]

    return changed


def _all_python(values: Iterable[Value], source: Value | None) -> bool:
    return not any(
        isinstance(m, (Array, Tensor)) for value in (*values, source) if value for m in _inside(value)
    )


def _inside(value: Value, depth: int = 3) -> Iterable[Value]:
    for member in members(value):
        yield member
        if isinstance(member, Container) and depth:
            for item in member.items if member.items is not None else (member.element,):
                yield from _inside(item, depth - 1)


def of_tensor_list(given: Given) -> str | None:
    """``tf.stack([x, y])``: of the list's members, which have to be of one type."""
    parts = given.get(0, "values", "inputs")
    match parts:
        case Container(items=tuple() as items) if items:
            return of_tensors(items)
        case Container():
            return of_tensors([parts.element])
        case _:
            return of_tensors([parts])


def of_tensor_product(given: Given) -> str | None:
    """``tf.einsum("...", a, b)``."""
    return of_tensors(given.args[1:])


def said(given: Given, at: int | None) -> Value | None:
    """The ``dtype`` that a call passes; None where it passes none."""
    found = given.get(at, "dtype", "out_type", "output_type")
    return found if not left_out(found) else None
