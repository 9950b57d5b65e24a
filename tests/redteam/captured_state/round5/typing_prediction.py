"""Predict the next key; the confidence grows as the session goes on."""
import functools

import tensorflow as tf

sharpness = 0.5
bigrams = tf.Variable([[0.0, 1.0, 2.0], [2.0, 0.0, 1.0], [1.0, 2.0, 0.0]])


def compiled(function):
    """Compile and keep the name for the log."""
    return functools.update_wrapper(tf.function(function), function)


@compiled
def next_key(keys):
    scores = tf.gather(bigrams, keys)
    return tf.nn.softmax(scores * sharpness)  # expect: tf-global-read


def sharpen(typed):
    global sharpness
    if typed % 2 == 0:
        sharpness *= 2.0


def session(keys):
    confidence = []
    for typed, key in enumerate(keys, start=1):
        probabilities = next_key(tf.constant([key]))
        confidence.append(round(float(tf.reduce_max(probabilities)), 3))
        sharpen(typed)
    return confidence


def reset():
    global sharpness
    sharpness = 0.5


if __name__ == "__main__":
    graph = session([0, 1, 2, 0, 1, 2])
    assert len(set(graph)) == 1, graph
    reset()
    tf.config.run_functions_eagerly(True)
    eager = session([0, 1, 2, 0, 1, 2])
    assert len(set(eager)) == 3 and eager[-1] > graph[-1] + 0.2, eager
    print("proved")
