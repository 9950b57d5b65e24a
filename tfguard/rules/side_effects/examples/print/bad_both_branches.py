"""Under a tensor condition both branches are traced, so both texts are printed, once."""

import contextlib
import io

import tensorflow as tf


@tf.function
def clip(gradient):
    norm = tf.norm(gradient)
    if norm > 5.0:
        print("clipping", norm)  # expect: tf-print
        gradient = gradient * (5.0 / norm)
    else:
        print("kept", norm)  # expect: tf-print
    return gradient


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        for scale in (1.0, 2.0, 3.0):
            clip(tf.constant([1.0, 1.0]) * scale)
    words = [line.split()[0] for line in output.getvalue().splitlines()]
    return {"clipping": words.count("clipping"), "kept": words.count("kept")}
