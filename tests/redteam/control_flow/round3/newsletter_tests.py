"""A/B tests of newsletters: training is a graph, the decisions around it are taken eagerly."""
import collections

import tensorflow as tf

ARMS = 3


@tf.function
def update(alphas, betas, arm, clicked):
    """Counts of one arm's successes and failures."""
    hot = tf.one_hot(arm, ARMS)
    if clicked:
        return alphas + hot, betas
    return alphas, betas + hot


@tf.function
def means(alphas, betas):
    return alphas / (alphas + betas)


class Experiment:
    """Talks to the outside; none of its methods is traced."""

    def __init__(self):
        self.alphas = tf.ones([ARMS])
        self.betas = tf.ones([ARMS])
        self.history = []

    def pick(self, seed):
        draws = tf.random.stateless_gamma([ARMS], seed, self.alphas)
        if max(draws) > 3.0 and any(draws > 0.0):
            return tf.argmax(draws)
        return tf.argmax(means(self.alphas, self.betas))

    def observe(self, arm, clicked):
        assert 0 <= arm < ARMS, arm
        self.alphas, self.betas = update(self.alphas, self.betas, arm, clicked)
        if tf.reduce_any(tf.math.is_nan(self.alphas)):
            raise FloatingPointError("counts")
        self.history.append(float(tf.reduce_sum(self.alphas)))

    def decided(self, margin=0.2):
        best, second, *_ = sorted(means(self.alphas, self.betas), reverse=True)
        if best - second > margin:
            return True

    def summary(self):
        rates = means(self.alphas, self.betas)
        good = [int(k) for k, rate in enumerate(rates) if rate > 0.4]
        for k, rate in enumerate(rates):
            if rate == tf.reduce_max(rates):
                label = f"arm {k}"
                break
        return {"good": good, "best": label, "n": len(self.history)}


def chunks(events, size):
    """A generator over tensors, for the eager loop."""
    chunk = []
    for event in events:
        if event[1] < 0:
            continue
        chunk.append(event)
        if (full := len(chunk)) == size:
            yield full, chunk
            chunk = []


def checked(value):
    """Runs as Python within the pipeline."""
    if value < 0:
        return -1
    assert value < 10
    return int(value)


def events(values):
    dataset = tf.data.Dataset.from_tensor_slices(values)
    return dataset.map(lambda v: tf.stack([v % ARMS, tf.py_function(checked, [v], tf.int32)]))


def run(values):
    experiment, sizes = Experiment(), collections.Counter()
    for size, chunk in chunks(events(values), 2):
        sizes[size] += 1
        for arm, value in chunk:
            experiment.observe(arm, value > 4)
            experiment.pick([int(value), 1])
        if experiment.decided():
            break
    return experiment.summary(), experiment.history, sizes


if __name__ == "__main__":
    for values in ([1, 2, 7, 5, -3, 8, 8, 2], [7, 7, 4, 1, 7, 4], [0, 3, 6, 9]):
        graph = run(tf.constant(values))
        tf.config.run_functions_eagerly(True)
        eager = run(tf.constant(values))
        tf.config.run_functions_eagerly(False)
        assert graph == eager == run(tf.constant(values)), (graph, eager)
    print("proved")
