"""A particle filter for the position of a hiker; weights and resampling run in graphs, options sit in one place."""
import tensorflow as tf

GRAPH_OPTIONS = {"autograph": False, "experimental_relax_shapes": True}  # allow: tf-deprecated-argument


class Filter:
    def __init__(self, count=16):
        self.particles = tf.Variable(tf.random.stateless_normal([count, 2], [1, 1]))
        self.weigh = tf.function(self._weigh, **GRAPH_OPTIONS)  # expect: tf-deprecated-argument
        self.move = tf.function(self._move, autograph=False)

    def _weigh(self, observed, noise):
        gaps = tf.reduce_sum((self.particles - observed) ** 2, axis=-1)
        return tf.nn.softmax(-gaps / (2.0 * noise**2))

    def _move(self, step, seed):
        jitter = tf.random.stateless_normal(tf.shape(self.particles), seed, stddev=0.05)
        return self.particles.assign_add(step + jitter)

    @tf.function
    def resample(self, weights, seed):
        count = tf.shape(weights)[0]
        chosen = tf.random.stateless_categorical(tf.math.log(weights)[None], count, seed)[0]
        self.particles.assign(tf.gather(self.particles, chosen))
        return tf.reduce_mean(self.particles, axis=0)

    def sensitivity(self, observed, noise):
        with tf.GradientTape() as tape:
            tape.watch(observed)
            weights = self.weigh(observed, noise)
            mean = tf.linalg.matvec(self.particles, weights, transpose_a=True)
        return tape.gradient(mean, observed)

    @tf.function
    def record(self, observed, noise):
        with tf.GradientTape() as tape:
            tape.watch(noise)
            weights = self._weigh(observed, noise)
            spread = tf.reduce_sum(weights**2)
        return tape, spread  # expect: tf-non-tensor-return


def walk(hiker, days=3):
    means = []
    for day in range(days):
        seed, observed = tf.constant([day, 3]), tf.constant([0.4, 0.2]) * float(day)
        hiker.move(tf.constant([0.4, 0.2]), seed)
        means.append(hiker.resample(hiker.weigh(observed, tf.constant(0.5)), seed))
    return tf.stack(means)


if __name__ == "__main__":
    graph = walk(Filter())
    tf.config.run_functions_eagerly(True)
    eager = walk(Filter())
    tf.config.run_functions_eagerly(False)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-4
    hiker, observed, noise = Filter(), tf.constant([0.4, 0.2]), tf.constant(0.5)
    assert hiker.sensitivity(observed, noise).shape == [2]
    assert "`(experimental_relax_shapes)`" in tf.function.__doc__.split("`tf.function` constructs")[0]
    tape, spread = Filter.record.python_function(hiker, observed, noise)
    assert tape.gradient(spread, noise) is not None
    try:
        hiker.record(observed, noise)
    except TypeError as error:
        assert "found return value of type GradientTape" in str(error), error
    else:
        raise AssertionError("the tape left the graph")
    print("proved")
