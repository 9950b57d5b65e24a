"""Arguments that make TensorFlow trace again: what of them is new from call to call.

A graph is kept by the *value* of a Python argument and by the *spec* (dtype and shape) of a tensor, so
numbers that change trace anew and tensors that change do not (guide "Better performance with tf.function",
section "Rules of tracing").
"""

from tfguard.tracing.between.signatures.literals import Shared, shared_literals
from tfguard.tracing.between.signatures.news import New
from tfguard.tracing.between.signatures.specs import signature_text
from tfguard.tracing.between.signatures.varying import Varying, varying_arguments

__all__ = [
    "New",
    "Shared",
    "Varying",
    "shared_literals",
    "signature_text",
    "varying_arguments",
]
