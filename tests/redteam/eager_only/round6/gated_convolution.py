"""A stack of gated dilated convolutions for audio, with named operations."""
import functools

import tensorflow as tf

CHANNELS = 4
probabilities = functools.partial(tf.nn.softmax, axis=-1)


def add(first, second, third, *, scale=1.0):
    return scale * (first + second + third)


def maximum(x, floor, ceiling):
    return tf.minimum(tf.maximum(x, floor), ceiling)


def square(x, times=1):
    for _ in range(times):
        x = tf.math.square(x)
    return x


class GatedStack(tf.Module):
    def __init__(self, dilations=(1, 2)):
        super().__init__(name="gated_stack")
        self.dilations = dilations
        shape = [2, CHANNELS, 2 * CHANNELS]
        self.filters = [tf.Variable(tf.random.stateless_normal(shape, [d, 3], stddev=0.3)) for d in dilations]

    @tf.function(input_signature=[tf.TensorSpec([None, None, CHANNELS], tf.float32, "wave")])
    def __call__(self, wave):
        skip = tf.zeros_like(wave, tf.float32, "skip")
        for d, kernel in zip(self.dilations, self.filters):
            padded = tf.pad(wave, [[0, 0], [d, 0], [0, 0]], "CONSTANT", 0, f"pad_{d}")
            both = tf.nn.convolution(padded, kernel, dilations=d, name="conv_%d" % d)
            value, gate = tf.split(both, 2, -1, None, "halves")
            value = tf.nn.leaky_relu(value, 0.2)
            gate = tf.sigmoid(gate, "gate")
            wave = tf.add(wave, tf.multiply(value, gate, "gated"), name="residual")
            skip = add(skip, value, gate, scale=0.5)
        energy = tf.reduce_mean(square(wave, 2), [1, 2], True, "energy")
        wave = tf.clip_by_value(wave, -1.0, 1.0, None)
        level = maximum(tf.sqrt(energy, "root"), 0.1, 10.0)
        return probabilities(skip / level), tf.cast(wave, tf.float16, "small")


def classify(stack, lengths=(8, 11)):
    results = []
    for n in lengths:
        wave = tf.sin(tf.reshape(tf.range(2 * n * CHANNELS, dtype=tf.float32), [2, n, CHANNELS]))
        results.append(stack(wave))
    return results


if __name__ == "__main__":
    stack = GatedStack()
    results = classify(stack)
    assert stack.__call__.experimental_get_tracing_count() == 1
    for n, (p, small) in zip((8, 11), results):
        wave = tf.sin(tf.reshape(tf.range(2 * n * CHANNELS, dtype=tf.float32), [2, n, CHANNELS]))
        eager_p, eager_small = GatedStack.__call__.python_function(stack, wave)
        tf.debugging.assert_near(p, eager_p, atol=1e-4)
        assert small.dtype == eager_small.dtype == tf.float16
    print("proved")
