"""Operations whose results nobody uses: a graph that is run leaves them out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.tracing.events.effects import OperationUnused
from tfguard.tracing.values import UNKNOWN, Library, Tensor

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

# Operations without state that fail at run time only, by what is wrong then. A graph leaves them out when
# nothing depends on what they give (experiment: TensorFlow 2.21).
_MAY_FAIL = {
    **dict.fromkeys(("gather", "gather_nd", "nn.embedding_lookup"), "an index is out of bounds"),
    **dict.fromkeys(("slice", "tensor_scatter_nd_update"), "it is out of bounds"),
    **dict.fromkeys(
        (
            "io.decode_png",
            "io.decode_jpeg",
            "io.decode_gif",
            "io.decode_bmp",
            "io.decode_image",
            "io.decode_csv",
            "io.decode_base64",
            "io.decode_raw",
            "image.decode_png",
            "image.decode_jpeg",
            "image.decode_gif",
            "image.decode_bmp",
            "image.decode_image",
            "audio.decode_wav",
            "io.parse_tensor",
            "io.parse_example",
            "io.parse_single_example",
            "strings.to_number",
            "strings.unicode_decode",
        ),
        "the data cannot be decoded",
    ),
    "io.read_file": "there is no such file",
    **dict.fromkeys(("linalg.inv", "linalg.solve"), "the matrix is singular"),
}
_CHECKS_SHAPE = "tensorflow.ensure_shape"
_MAY_FAIL_NAMES = frozenset(name.rpartition(".")[2] for name in (*_MAY_FAIL, _CHECKS_SHAPE))


def result_dropped(walk: Walk, node: ast.expr, frame: Frame) -> None:
    """The result of a call is dropped: where it is an operation that may fail, it never does."""
    trace = walk.trace
    if trace is None or trace.in_init_scope or not isinstance(node, ast.Call):
        return
    # An alias of a name may hide what is called; of an attribute the name is what it is.
    if isinstance(node.func, ast.Attribute) and node.func.attr not in _MAY_FAIL_NAMES:
        return
    callee = walk.evaluate(node.func, frame) if isinstance(node.func, (ast.Attribute, ast.Name)) else UNKNOWN
    if not isinstance(callee, Library):
        return
    fails = _MAY_FAIL.get(callee.name.removeprefix("tensorflow."), "")
    if callee.name == _CHECKS_SHAPE and node.args:
        # Where the graph knows all sizes it checks them while tracing.
        checked = walk.evaluate(node.args[0], frame)
        known = not isinstance(checked, Tensor) or checked.static is None or not checked.static.any_open
        fails = "" if known else "the shape is another one"
    if fails:
        context = trace.context(frame.module, frame.converted)
        trace.emit(OperationUnused(node, context, text=frame.module.text_of(node.func), fails=fails))
