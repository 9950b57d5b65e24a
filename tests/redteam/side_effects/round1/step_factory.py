"""A factory of training steps that reports how many updates were applied and skipped."""

from __future__ import annotations

import tensorflow as tf


def finite(tensors):
    """True when no tensor holds an infinity or a NaN."""
    return tf.reduce_all([tf.reduce_all(tf.math.is_finite(t)) for t in tensors])


def make_step(variables, loss_fn, lr: float = 0.1):
    """Returns a step and a function that tells its statistics.

    The step leaves the variables alone when a gradient is not finite.
    """
    calls = 0
    warmup = 2

    def bump():
        nonlocal calls
        calls += 1  # expect: tf-nonlocal-write

    @tf.function
    def step(*batch):
        with tf.GradientTape() as tape:
            loss = loss_fn(*batch)
        grads = tape.gradient(loss, variables)
        ok = finite(grads)
        scale = tf.where(ok, lr, 0.0)
        for var, grad in zip(variables, grads):
            var.assign_sub(scale * tf.where(ok, grad, tf.zeros_like(grad)))
        bump()
        return loss, ok

    def stats() -> dict[str, object]:
        return {"calls": calls, "warm": calls > warmup}

    return step, stats


def rosenbrock(point):
    x, y = point[0], point[1]
    return (1.0 - x) ** 2 + 10.0 * (y - x**2) ** 2


def run(eager: bool, steps: int = 6):
    """Minimises the Rosenbrock function for a few steps from the same start."""
    tf.config.run_functions_eagerly(eager)
    point = tf.Variable([-0.5, 0.5])
    step, stats = make_step([point], lambda: rosenbrock(point), lr=0.01)
    for _ in range(steps):
        loss, ok = step()
        assert bool(ok)
    tf.config.run_functions_eagerly(False)
    return point.numpy(), float(loss), stats()


if __name__ == "__main__":
    eager_point, eager_loss, eager_stats = run(True)
    graph_point, graph_loss, graph_stats = run(False)
    assert abs(eager_point - graph_point).max() < 1e-5 and abs(eager_loss - graph_loss) < 1e-4
    assert eager_stats == {"calls": 6, "warm": True}, eager_stats
    assert graph_stats == {"calls": 1, "warm": False}, graph_stats
    print("proved")
