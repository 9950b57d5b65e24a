"""Trains a linear probe with a step-size schedule of its own making."""
import tensorflow as tf


class StepSchedule:
    """Remembers the current rate as `lr`, and hands it to the optimizer."""

    def __init__(self, optimizer, lr, every, factor):
        self.optimizer = optimizer
        self.lr = lr
        self.every = every
        self.factor = factor

    def tick(self, step):
        if step and step % self.every == 0:
            self.lr = self.lr * self.factor
            self.optimizer.learning_rate = self.lr


class Momentum(tf.Module):
    """A plain optimizer; `lr` is a property over a variable."""

    def __init__(self, lr, decay=0.5):
        super().__init__()
        self._lr = tf.Variable(lr, trainable=False)
        self.decay = decay
        self.velocity = tf.Variable(tf.zeros([2]), trainable=False)

    @property
    def lr(self):
        return self._lr

    @lr.setter
    def lr(self, value):
        self._lr.assign(value)

    def apply(self, slope, weights):
        self.velocity.assign(self.decay * self.velocity - self.lr * slope)
        weights.assign_add(self.velocity)


class Probe(tf.Module):
    def __init__(self, optimizer, momentum):
        super().__init__()
        self.weights = tf.Variable([0.0, 0.0])
        self.bias = tf.Variable(0.0)
        self.optimizer = optimizer
        self.momentum = momentum

    @tf.function
    def step(self, rows, targets):
        with tf.GradientTape() as tape:
            error = tf.linalg.matvec(rows, self.weights) + self.bias - targets
            loss = tf.reduce_mean(tf.square(error))
        slope, shift = tape.gradient(loss, [self.weights, self.bias])
        self.momentum.apply(slope, self.weights)
        self.optimizer.apply_gradients([(shift, self.bias)])
        return loss


def train(steps=12):
    optimizer = tf.keras.optimizers.SGD(0.2)
    momentum = Momentum(0.2)
    probe = Probe(optimizer, momentum)
    schedule = StepSchedule(optimizer, lr=0.2, every=4, factor=0.25)
    rows, targets = tf.constant([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), tf.constant([2.0, 0.0, 3.0])
    losses = []
    for step in range(steps):
        schedule.tick(step)
        if step == 6:
            momentum.lr = 0.05
        losses.append(float(probe.step(rows, targets)))
    return optimizer, losses


if __name__ == "__main__":
    used, graph = train()
    assert abs(float(used.learning_rate) - 0.2 / 16) < 1e-6
    tf.config.run_functions_eagerly(True)
    _, eager = train()
    assert max(abs(a - b) for a, b in zip(graph, eager)) < 1e-4
    print("proved")
