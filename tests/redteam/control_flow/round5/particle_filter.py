"""A particle filter for a drifting signal, with resampling when the weights degenerate."""
import functools

import tensorflow as tf

PARTICLES = 32


def likelihood(particles, observation, scale):
    return tf.exp(-0.5 * ((particles - observation) / scale) ** 2) + 1e-9


def effective(weights):
    return 1.0 / tf.reduce_sum(weights**2)


def resample(particles, weights, seed):
    """Systematic resampling, or the particles as they are."""
    if effective(weights) >= 0.5 * PARTICLES:
        return particles, weights
    offset = tf.random.stateless_uniform([], seed)
    places = (tf.range(PARTICLES, dtype=tf.float32) + offset) / PARTICLES
    index = tf.minimum(tf.searchsorted(tf.cumsum(weights), places), PARTICLES - 1)
    return tf.gather(particles, index), tf.fill([PARTICLES], 1.0 / PARTICLES)


class ParticleFilter(tf.Module):
    def __init__(self, scale=0.5, robust=False):
        super().__init__()
        self.scale = scale
        self.robust = robust
        self.run = tf.function(self._run)

    def _run(self, observations):
        particles = tf.linspace(-2.0, 2.0, PARTICLES)
        weights = tf.fill([PARTICLES], 1.0 / PARTICLES)
        means = tf.TensorArray(tf.float32, size=tf.size(observations), element_shape=[])
        missing = tf.constant(0)

        def move(values, seed):
            noise = tf.random.stateless_normal([PARTICLES], seed)
            return values + (0.3 * noise if missing > 2 else 0.1 * noise)

        weigh = functools.partial(likelihood, scale=self.scale)
        for time in tf.range(tf.size(observations)):
            seed = tf.stack([time, 11])
            observation = observations[time]
            particles = move(particles, seed)
            if tf.math.is_nan(observation):
                missing += 1
            else:
                weights = weights * weigh(particles, observation)
                weights = weights / tf.reduce_sum(weights)
                particles, weights = resample(particles, weights, seed)
            if self.robust:
                weights = tf.maximum(weights, 1e-4)
            means = means.write(time, tf.reduce_sum(particles * weights))
        return means.stack(), missing


@tf.function
def smooth(means, passes):
    def body(turn, values):
        padded = tf.pad(values, [[1, 1]], mode="SYMMETRIC")
        return turn + 1, (padded[:-2] + padded[1:-1] + padded[2:]) / 3.0

    _, values = tf.while_loop(lambda turn, _: turn < passes, body, [0, means])
    return tf.cond(tf.reduce_mean(values) > 0.0, lambda: values, lambda: -values)


def observations():
    clean = tf.sin(0.3 * tf.range(20, dtype=tf.float32))
    return tf.tensor_scatter_nd_update(clean, [[4], [9], [10], [11]], [float("nan")] * 4)


def prepared(series):
    rows = tf.data.Dataset.from_tensor_slices(series)
    rows = rows.filter(lambda value: not tf.math.is_nan(value))
    return rows.map(lambda value: value if value > 0.0 else 0.5 * value)


def main():
    tracker = ParticleFilter()
    means, missing = tracker.run(observations())
    return smooth(means, tf.constant(3)), missing


if __name__ == "__main__":
    series = observations()
    for tracker in (ParticleFilter(), ParticleFilter(robust=True)):
        means, missing = tracker.run(series)
        means_eager, missing_eager = tracker._run(series)
        assert int(missing) == int(missing_eager) == 4
        assert float(tf.reduce_max(tf.abs(means - means_eager))) < 1e-3
        for passes in (tf.constant(1), tf.constant(5)):
            difference = smooth(means, passes) - smooth.python_function(means, passes)
            assert float(tf.reduce_max(tf.abs(difference))) < 1e-4
    kept = [float(value) for value in prepared(series)]
    plain = [float(v) if v > 0.0 else 0.5 * float(v) for v in series.numpy() if v == v]
    assert len(kept) == 16 and all(abs(a - b) < 1e-6 for a, b in zip(kept, plain))
    assert main()[0].shape == (20,)
    print("proved")
