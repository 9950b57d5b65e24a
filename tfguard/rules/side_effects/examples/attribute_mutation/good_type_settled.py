"""An axis that the first call turns from a slice into numbers, which later calls find as they are."""

import tensorflow as tf


class Normalise(tf.Module):
    def __init__(self, axis=slice(1, None)):
        super().__init__()
        self.axis = axis

    def axes_of(self, x):
        if isinstance(self.axis, slice):
            self.axis = tuple(range(x.shape.rank))[self.axis]
        return self.axis

    @tf.function
    def __call__(self, x):
        return x - tf.reduce_mean(x, axis=self.axes_of(x), keepdims=True)


def run():
    layer = Normalise()
    results = [layer(tf.reshape(tf.range(6.0) * scale, [2, 3])) for scale in (1.0, 2.0)]
    return [result.numpy().tolist() for result in results], list(layer.axis)
