"""A ladder of barrier options on simulated paths; the closures are used at once."""
import numpy as np
import tensorflow as tf

LADDER = [("near", 95.0, 0.5), ("middle", 90.0, 1.0), ("far", 80.0, 2.0)]


def mean_over(paths, function):
    """Expectation of a function of the path."""
    return tf.reduce_mean(function(paths))


@tf.function
def value(paths, strike):
    total = 0.0
    for name, barrier, share in LADDER:

        def survives(path):
            return tf.reduce_min(path, axis=-1) > barrier

        def payoff(path):
            gain = tf.nn.relu(path[:, -1] - strike)
            return share * tf.where(survives(path), gain, 0.0)

        with tf.name_scope(name):
            total += mean_over(paths, payoff)
    return total


@tf.function
def survival(paths):
    """The share of the paths that never touch each barrier."""
    rates = [
        tf.map_fn(lambda path: tf.cast(tf.reduce_all(path > barrier), tf.float32), paths)
        for _, barrier, _ in LADDER
    ]
    return tf.reduce_mean(tf.stack(rates), axis=1)


def simulate(seed, count=64, steps=8):
    noise = np.random.default_rng(seed).normal(0.0, 0.05, (count, steps))
    return tf.constant(100.0 * np.exp(np.cumsum(noise, axis=1)), tf.float32)


def table(seeds):
    rows = []
    for seed in seeds:
        paths = simulate(seed)
        rows.append([float(value(paths, tf.constant(100.0))), *survival(paths).numpy().tolist()])
    return rows


def by_hand(seed):
    paths = simulate(seed).numpy()
    alive = [paths.min(axis=1) > barrier for _, barrier, _ in LADDER]
    gain = np.maximum(paths[:, -1] - 100.0, 0.0)
    worth = sum(share * np.where(a, gain, 0.0).mean() for a, (_, _, share) in zip(alive, LADDER))
    return [worth, *(a.mean() for a in alive)]


if __name__ == "__main__":
    graph = table([1, 2, 3])
    np.testing.assert_allclose(graph, [by_hand(seed) for seed in (1, 2, 3)], rtol=1e-4)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(table([1, 2, 3]), graph, rtol=1e-4)
    tf.config.run_functions_eagerly(False)
    assert value.experimental_get_tracing_count() == survival.experimental_get_tracing_count() == 1
    print("proved")
