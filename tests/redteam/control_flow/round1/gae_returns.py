"""Generalised advantage estimation and clipped updates for a small actor-critic agent."""
import numpy as np
import tensorflow as tf

HORIZON = 64
GAMMA = 0.99
LAMBDA = 0.95


@tf.function
def advantages(rewards, values, bootstrap):
    """Advantages of one rollout of HORIZON steps, latest first while computing."""
    running = tf.zeros_like(bootstrap)
    following = bootstrap
    collected = []
    for t in reversed(range(HORIZON)):  # expect: tf-python-loop-unroll
        delta = rewards[t] + GAMMA * following - values[t]
        running = delta + GAMMA * LAMBDA * running
        following = values[t]
        collected.append(running)
    return tf.stack(collected[::-1])


@tf.function
def advantages_by_scan(rewards, values, bootstrap):
    following = tf.concat([values[1:], bootstrap[tf.newaxis]], axis=0)
    deltas = rewards + GAMMA * following - values

    def step(running, delta):
        return delta + GAMMA * LAMBDA * running

    return tf.scan(step, deltas, initializer=tf.zeros_like(bootstrap), reverse=True)


@tf.function
def surrogate(ratio, advantage, epsilon):
    assert tf.reduce_all(ratio >= 0.0), "probability ratios are not negative"  # expect: tf-tensor-assert
    clipped = tf.clip_by_value(ratio, 1.0 - epsilon, 1.0 + epsilon)
    return -tf.reduce_mean(tf.minimum(ratio * advantage, clipped * advantage))


@tf.function
def checked_surrogate(ratio, advantage, epsilon):
    assert ratio.shape == advantage.shape, f"{ratio.shape} ratios for {advantage.shape} advantages"
    tf.debugging.assert_non_negative(ratio)
    clipped = tf.clip_by_value(ratio, 1.0 - epsilon, 1.0 + epsilon)
    return -tf.reduce_mean(tf.minimum(ratio * advantage, clipped * advantage))


def rollout(seed=3):
    rng = np.random.default_rng(seed)
    rewards = rng.normal(size=HORIZON).astype(np.float32)
    values = rng.normal(size=HORIZON).astype(np.float32)
    return tf.constant(rewards), tf.constant(values), tf.constant(0.25)


def operations(function, *args):
    """The size of the graph, with the graphs of functions it calls."""
    definition = function.get_concrete_function(*args).graph.as_graph_def()
    return len(definition.node) + sum(len(f.node_def) for f in definition.library.function)


if __name__ == "__main__":
    episode = rollout()
    np.testing.assert_allclose(advantages(*episode), advantages_by_scan(*episode), rtol=1e-4, atol=1e-5)
    unrolled, scanned = operations(advantages, *episode), operations(advantages_by_scan, *episode)
    assert unrolled > 6 * HORIZON > 2 * scanned, (unrolled, scanned)

    ratios, weights, margin = tf.constant([0.8, 1.4]), tf.constant([1.0, -1.0]), tf.constant(0.2)
    eager = surrogate.python_function(ratios, weights, margin)
    assert eager == checked_surrogate(ratios, weights, margin)
    try:
        surrogate(ratios, weights, margin)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "assert tf.reduce_all(ratio >= 0.0)" in str(error), error
    else:
        raise AssertionError("the assertion on a tensor was traced")
    print("proved")
