"""Fit the growth of kelp forests with a warm-up and a cosine decay of the rate."""
import math
from types import SimpleNamespace

import tensorflow as tf
from tensorflow import keras


class CosineWithWarmup:
    """Keeps its current rate in `lr`, like the schedulers of other libraries."""

    def __init__(self, peak, warmup, total):
        self.peak, self.warmup, self.total = peak, warmup, total
        self.lr = 0.0

    def step(self, epoch):
        if epoch < self.warmup:
            self.lr = self.peak * (epoch + 1) / self.warmup
        else:
            done = (epoch - self.warmup) / (self.total - self.warmup)
            self.lr = 0.5 * self.peak * (1.0 + math.cos(math.pi * done))
        return self.lr


class Trainer:
    def __init__(self, args):
        self.args = args
        self.rate = tf.Variable(1.0)
        self.optimizer = keras.optimizers.SGD(args.lr)
        self.schedule = CosineWithWarmup(args.lr, warmup=2, total=args.epochs)

    @tf.function
    def step(self, days, height):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.rate * days - height))
        self.optimizer.apply_gradients([(tape.gradient(loss, self.rate), self.rate)])
        return loss

    def fit(self, days, height):
        path = []
        for epoch in range(self.args.epochs):
            self.args.lr = self.schedule.step(epoch)
            if epoch % 2:
                self.optimizer.learning_rate = self.args.lr
            else:
                self.optimizer.learning_rate.assign(self.args.lr)
            self.step(days, height)
            path.append(float(self.rate))
        return path


def main():
    args = SimpleNamespace(lr=0.1, epochs=5)
    trainer = Trainer(args)
    return trainer.fit(tf.constant([1.0, 2.0]), tf.constant([3.0, 6.0]))


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager)), (graph, eager)
    moves = [b - a for a, b in zip([1.0] + graph, graph)]
    assert abs(moves[0] - 0.05 * 10.0) < 1e-5, moves
    print("proved")
