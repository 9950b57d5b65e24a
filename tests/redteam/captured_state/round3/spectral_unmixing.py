"""Non-negative unmixing of spectra, first loosely and then with a sparse prior."""
import numpy as np
import tensorflow as tf


class Unmixer:
    """`configure` has to be called before `fit`, and again after each change."""

    def __init__(self, endmembers):
        self.endmembers = tf.constant(endmembers)
        self.abundances = tf.Variable(tf.fill([2, 2], 0.5))
        self.sparsity = None
        self.rate = None
        self._step = None

    def configure(self, *, sparsity, rate):
        self.sparsity = sparsity
        self.rate = rate
        self._step = tf.function(self._descend)  # allow: tf-function-in-loop
        return self

    def _descend(self, pixels):
        with tf.GradientTape() as tape:
            residual = pixels - tf.matmul(self.abundances, self.endmembers)
            loss = tf.reduce_sum(tf.square(residual))
            loss += self.sparsity * tf.reduce_sum(self.abundances)
        slope = tape.gradient(loss, self.abundances)
        self.abundances.assign(tf.nn.relu(self.abundances - self.rate * slope))
        return loss

    def fit(self, pixels, rounds):
        for _ in range(rounds):
            loss = self._step(pixels)
        return float(loss)


def unmix():
    unmixer = Unmixer([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]])
    pixels = tf.constant([[0.9, 0.1, 0.5], [0.2, 0.8, 0.5]])
    loose = unmixer.configure(sparsity=0.0, rate=0.1).fit(pixels, 40)
    first = unmixer.abundances.numpy()
    tight = unmixer.configure(sparsity=0.6, rate=0.05).fit(pixels, 80)
    return loose, tight, first, unmixer.abundances.numpy()


if __name__ == "__main__":
    graph = unmix()
    tf.config.run_functions_eagerly(True)
    eager = unmix()
    for ours, theirs in zip(graph, eager):
        assert np.max(np.abs(ours - theirs)) < 1e-4
    assert graph[2].min() > 0.05 and graph[3].min() < 0.01
    assert graph[3].sum() < graph[2].sum()
    print("proved")
