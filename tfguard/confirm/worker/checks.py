"""Checks of tensors that are made to fail: to see whether anything happens then."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

# Functions that look for numbers that are none, and what they call the tensor.
_FINITE = ("check_numerics", "assert_all_finite", "verify_tensor_all_finite")
_NAMES = ("tensor", "x", "t")
# Where the assertions of TensorFlow find the operation that they make: from 2.13 on, and before.
_HOMES = ("tensorflow.python.ops.control_flow_assert", "tensorflow.python.ops.control_flow_ops")


def failing(check: Callable[..., Any], tensorflow: Any) -> Callable[..., Any]:
    """Give a check that does what another one does, and fails whatever it is given.

    Args:
        check: a function of ``tf.debugging``.
        tensorflow: the module.
    """
    called: Any = check
    while isinstance(called, functools.partial):
        called = called.func
    name = getattr(called, "__name__", "")

    def fails(*arguments: Any, **options: Any) -> Any:
        if name in _FINITE:
            arguments, options = _spoiled(arguments, options, tensorflow)
        elif name == "Assert":
            arguments, options = _denied(arguments, options, tensorflow)
        with _denying(tensorflow):
            return check(*arguments, **options)

    return fails


def _spoiled(
    arguments: tuple[Any, ...], options: dict[str, Any], tensorflow: Any
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Make no numbers of the tensor that is looked at."""

    def spoiled(value: Any) -> Any:
        return tensorflow.convert_to_tensor(value) * float("nan")

    for name in _NAMES:
        if options.get(name) is not None:
            return arguments, {**options, name: spoiled(options[name])}
    return ((spoiled(arguments[0]), *arguments[1:]) if arguments else arguments), options


def _denied(
    arguments: tuple[Any, ...], options: dict[str, Any], tensorflow: Any
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Make a condition false, and keep what it is computed from."""

    def denied(value: Any) -> Any:
        return tensorflow.logical_and(value, False)

    if "condition" in options:
        return arguments, {**options, "condition": denied(options["condition"])}
    return ((denied(arguments[0]), *arguments[1:]) if arguments else arguments), options


@contextlib.contextmanager
def _denying(tensorflow: Any) -> Iterator[None]:
    """Have the functions of TensorFlow assert what is false."""
    changed: list[tuple[dict[str, Any], Any]] = []
    for home in map(sys.modules.get, _HOMES):
        original = vars(home).get("Assert") if home is not None else None
        if original is not None:
            changed.append((vars(home), original))
            vars(home)["Assert"] = _false(original, tensorflow)
    try:
        yield
    finally:
        for names, original in changed:
            names["Assert"] = original


def _false(assertion: Callable[..., Any], tensorflow: Any) -> Callable[..., Any]:
    def asserts(*arguments: Any, **options: Any) -> Any:
        arguments, options = _denied(arguments, options, tensorflow)
        return assertion(*arguments, **options)

    return asserts
