"""Scores documents for search; shapes and values are checked, and every check stays in the graph."""
import logging

import tensorflow as tf

logger = logging.getLogger(__name__)
TERMS = 4


class Scorer(tf.Module):
    def __init__(self, saturation=1.2, name="scorer"):
        super().__init__(name)
        self.saturation = saturation
        self.seen = tf.Variable(0, name=f"{name}_seen")

    def _checked(self, frequencies):
        frequencies = tf.ensure_shape(frequencies, [None, TERMS], "frequencies")
        tf.debugging.assert_non_negative(frequencies)
        tf.debugging.check_numerics(frequencies, "not a number among the frequencies")
        return frequencies

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.float32), tf.TensorSpec([None], tf.float32)])
    def score(self, frequencies, weights):
        frequencies = self._checked(frequencies)
        self.seen.assign_add(tf.shape(frequencies)[0])
        saturated = frequencies * (self.saturation + 1.0) / (frequencies + self.saturation)
        width = frequencies.shape[1] * 1.0
        return tf.linalg.matvec(saturated, weights, name="match") / tf.sqrt(width, "root")

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def top(self, scores):
        values, places = tf.math.top_k(scores, k=2, sorted=True, name="best")
        return tf.nn.relu(values, "positive"), tf.identity(places)


def search(scorer, frequencies, weights):
    try:
        values, places = scorer.top(scorer.score(frequencies, weights))
    except (tf.errors.InvalidArgumentError, ValueError) as error:
        logger.info("rejected: %s", error)
        return None
    return [(int(place), f"{value:.3f}") for place, value in zip(places.numpy(), values.numpy())]


def inputs(width=TERMS, first=1.0):
    table = tf.reshape(tf.range(3.0 * width), [3, width])
    return tf.concat([tf.fill([1, width], first), table], axis=0), tf.ones([width])


def main():
    scorer = Scorer()
    print(search(scorer, *inputs()))
    print(search(scorer, *inputs(width=TERMS + 1)), search(scorer, *inputs(first=-1.0)))


if __name__ == "__main__":
    cases = [inputs(), inputs(TERMS + 1), inputs(first=-1.0), inputs(first=float("nan"))]
    graph = [search(Scorer(), *case) for case in cases]
    tf.config.run_functions_eagerly(True)
    eager = [search(Scorer(), *case) for case in cases]
    tf.config.run_functions_eagerly(False)
    assert graph == eager and graph[0] is not None and graph[1:] == [None] * 3, (graph, eager)
    main()
    print("proved")
