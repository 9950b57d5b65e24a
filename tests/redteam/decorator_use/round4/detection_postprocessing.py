"""From the raw output of a detector to a few boxes, compiled with XLA."""
from dataclasses import dataclass

import tensorflow as tf

CLASSES = 3
NAMES = tf.constant(["cat", "dog", "bird"])


@dataclass(frozen=True)
class Limits:
    score: float = 0.4
    overlap: float = 0.5
    boxes: int = 4


LIMITS = Limits()


@tf.function(jit_compile=True)
def confident(scores):
    """Numbers of the boxes whose best class is likely enough."""
    best = tf.reduce_max(scores, axis=1)
    return tf.where(best > LIMITS.score)[:, 0]


@tf.function(jit_compile=True)
def suppress(boxes, scores):
    best = tf.reduce_max(scores, axis=1)
    return tf.image.non_max_suppression(boxes, best, LIMITS.boxes, LIMITS.overlap, LIMITS.score)


@tf.function(jit_compile=True)
def classes_present(scores):
    kept = tf.boolean_mask(scores, tf.reduce_max(scores, axis=1) > LIMITS.score)
    labels, _ = tf.unique(tf.argmax(kept, axis=1))
    return tf.sort(labels)


@tf.function(jit_compile=True)
def refine(boxes, rounds):
    middle = tf.reduce_mean(boxes, axis=1, keepdims=True)
    for _ in tf.range(rounds):
        boxes = 0.9 * boxes + 0.1 * middle
    return boxes


@tf.function
def postprocess(boxes, scores):
    boxes = tf.clip_by_value(boxes, 0.0, 1.0)
    tf.debugging.assert_equal(tf.shape(boxes)[0], tf.shape(scores)[0], message="a score for each box")
    count = tf.reduce_sum(tf.cast(tf.reduce_max(scores, axis=1) > LIMITS.score, tf.int32))
    if count == 0:
        tf.print("nothing found among", tf.shape(boxes)[0], "boxes")
    labels = tf.gather(NAMES, tf.argmax(scores, axis=1))
    return boxes, tf.strings.join([labels, tf.strings.as_string(tf.reduce_max(scores, axis=1), precision=1)], ":")


def detect(boxes, scores):
    boxes, captions = postprocess(boxes, scores)
    chosen = suppress(refine(boxes, tf.constant(2)), scores)
    return [confident(scores), chosen, classes_present(scores), tf.gather(captions, chosen)]


def raw_output():
    corner = tf.random.stateless_uniform([8, 2], [1, 2], maxval=0.6)
    return tf.concat([corner, corner + 0.3], axis=1), tf.random.stateless_uniform([8, CLASSES], [1, 3])


def main():
    boxes, scores = raw_output()
    return detect(boxes, scores)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert a.shape[0] > 0 and a.numpy().tolist() == b.numpy().tolist(), (a, b)
    print("proved")
