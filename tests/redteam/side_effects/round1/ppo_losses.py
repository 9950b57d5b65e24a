"""Loss functions of proximal policy optimisation, compiled by the project's own wrapper."""

from __future__ import annotations

import logging

import tensorflow as tf

LOG = logging.getLogger("ppo")


def accelerate(fn=None, *, xla: bool = False):
    """Compiles a function, with the defaults this project wants everywhere."""
    if fn is None:
        return lambda wrapped: accelerate(wrapped, xla=xla)
    return tf.function(fn, jit_compile=xla, reduce_retracing=True)


def normalize(advantages, eps: float = 1e-8):
    mean, var = tf.nn.moments(advantages, axes=[0])
    LOG.info("advantage mean %s, variance %s", mean, var)  # expect: tf-logging
    return (advantages - mean) * tf.math.rsqrt(var + eps)


@accelerate
def policy_loss(log_prob, old_log_prob, advantages, clip=0.2):
    """The clipped surrogate objective, negated."""
    ratio = tf.exp(log_prob - old_log_prob)
    advantages = normalize(advantages)
    clipped = tf.clip_by_value(ratio, 1.0 - clip, 1.0 + clip)
    return -tf.reduce_mean(tf.minimum(ratio * advantages, clipped * advantages))


@accelerate(xla=False)
def value_loss(values, old_values, returns, clip=0.2):
    """Squared error, clipped around the old values."""
    clipped = old_values + tf.clip_by_value(values - old_values, -clip, clip)
    loss = tf.maximum((values - returns) ** 2, (clipped - returns) ** 2)
    return 0.5 * tf.reduce_mean(loss)


def entropy(logits):
    """Categorical entropy, called outside of any graph."""
    log_p = tf.nn.log_softmax(logits)
    LOG.debug("entropy of %d rows", logits.shape[0])
    return -tf.reduce_mean(tf.reduce_sum(tf.exp(log_p) * log_p, axis=-1))


class _Collector(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(record.getMessage())


if __name__ == "__main__":
    collector = _Collector()
    LOG.addHandler(collector)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    counts = {}
    for name, fn in (("eager", policy_loss.python_function), ("graph", policy_loss)):
        collector.lines.clear()
        for seed in range(4):
            new, old, adv = tf.unstack(tf.random.stateless_normal([3, 10], [seed, 0]))
            fn(new, old, adv)
        counts[name] = len(collector.lines)
    assert counts == {"eager": 4, "graph": 1}, counts
    assert "Tensor(" in collector.lines[0], collector.lines
    assert value_loss(tf.ones([3]), tf.ones([3]), tf.zeros([3])).shape == ()
    assert float(entropy(tf.zeros([2, 4]))) > 1.0
    print("proved")
