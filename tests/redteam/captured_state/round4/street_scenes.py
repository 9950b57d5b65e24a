"""Pixel classification of street scenes, rebalanced after each epoch by how rare a class is."""
import argparse

import numpy as np
import tensorflow as tf

CLASSES = ["road", "pavement", "vehicle", "person"]
CLASS_WEIGHTS = np.ones(len(CLASSES), dtype=np.float32)


class PixelNet(tf.Module):
    def __init__(self, channels):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([channels, len(CLASSES)]), name="kernel")
        self.bias = tf.Variable(tf.zeros([len(CLASSES)]), name="bias")

    def __call__(self, pixels):
        return tf.matmul(pixels, self.kernel) + self.bias


def weighted_loss(labels, logits):
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    weights = tf.gather(CLASS_WEIGHTS, labels)  # expect: tf-global-read
    return tf.reduce_mean(losses * weights), tf.reduce_mean(weights)


def make_step(net, rate):
    @tf.function
    def step(pixels, labels):
        with tf.GradientTape() as tape:
            loss, mean_weight = weighted_loss(labels, net(pixels))
        for variable, gradient in zip(net.trainable_variables,
                                      tape.gradient(loss, net.trainable_variables)):
            variable.assign_sub(rate * gradient)
        return loss, mean_weight

    return step


def rebalance(counts, smoothing=1.0):
    """Inverse frequency, scaled so that the commonest class keeps a weight of one."""
    CLASS_WEIGHTS[:] = (counts.max() + smoothing) / (counts + smoothing)


def street_pixels(seed=0):
    rng = np.random.default_rng(seed)
    labels = rng.choice(len(CLASSES), size=400, p=[0.7, 0.2, 0.08, 0.02]).astype(np.int32)
    pixels = rng.normal(loc=labels[:, None], size=(400, 6)).astype(np.float32)
    return pixels, labels


def train(epochs, rate):
    net = PixelNet(channels=6)
    step = make_step(net, rate)
    pixels, labels = street_pixels()
    weights_used = []
    for _ in range(epochs):
        loss, mean_weight = step(tf.constant(pixels), tf.constant(labels))
        weights_used.append(float(mean_weight))
        rebalance(np.bincount(labels, minlength=len(CLASSES)))
    return weights_used


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.1)
    options = parser.parse_args(argv)
    return train(options.epochs, options.rate)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    used = main([])
    assert used[0] == 1.0 and used[1] > 2.0
    CLASS_WEIGHTS[:] = 1.0
    tf.config.run_functions_eagerly(False)
    assert main([]) == [1.0, 1.0, 1.0] and CLASS_WEIGHTS.max() > 2.0
    print("proved")
