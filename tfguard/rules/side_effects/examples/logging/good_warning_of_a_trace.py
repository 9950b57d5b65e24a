"""warnings.warn is shown once in any case; a log line may mark a trace, or stand in a Python error path."""

import logging
import warnings

import tensorflow as tf

logger = logging.getLogger("model")


@tf.function
def resize(images, method="bilinear"):
    logger.info("Tracing resize with method %s", method)
    if method == "area":
        warnings.warn("area is slow", stacklevel=2)
    elif method not in ("bilinear", "nearest"):
        logger.error("no such method: %s", method)
        raise ValueError(method)
    return tf.image.resize(images, [2, 2], method=method)


def run():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("once")
        for _ in range(3):
            resized = resize(tf.ones([1, 4, 4, 1]), method="area")
    try:
        resize(tf.ones([1, 4, 4, 1]), method="magic")
        raised = "nothing"
    except ValueError as error:
        raised = type(error).__name__
    ours = [entry for entry in caught if "area" in str(entry.message)]
    return tf.reduce_sum(resized).numpy(), len(ours), raised
