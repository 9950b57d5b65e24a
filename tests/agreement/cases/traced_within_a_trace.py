"""What a traced function calls sees the shapes that it was traced with: one, however many its callers have."""

import tensorflow as tf


@tf.function
def inner(x, k):
    return x * tf.cast(tf.reduce_sum(k), tf.float32)


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32)])
def signed(x, k):
    return inner(x, k)


class Base:
    @tf.function(reduce_retracing=True)
    def step(self, x):
        return self._step(x)


class Derived(Base):
    def _step(self, x):
        return inner(x, tf.constant(1))


def run():
    derived = Derived()
    signs = [signed(tf.ones([i + 1]), i) for i in range(4)]
    return {"b1": [signs, [derived.step(tf.ones([i + 1])) for i in range(4)]]}
