"""Regress the catch of moth traps on the weather, with warm-up and a drop on a plateau."""
import tensorflow as tf
from tensorflow import keras


class Plateau:
    def __init__(self, optimizer, base_rate, warmup, patience=1):
        self.optimizer = optimizer
        self.rate = base_rate
        self.warmup = warmup
        self.patience = patience
        self.best = float("inf")
        self.waited = 0

    def before(self, epoch):
        if epoch < self.warmup:
            self.optimizer.lr = self.rate * (epoch + 1) / self.warmup  # expect: tf-optimizer-lr

    def after(self, loss):
        if loss < self.best - 1e-3:
            self.best, self.waited = loss, 0
            return
        self.waited += 1
        if self.waited > self.patience:
            self.rate *= 0.5
            self.waited = 0


def fit(weather, catch, epochs=4):
    slope = tf.Variable(0.0)
    optimizer = keras.optimizers.SGD(learning_rate=0.0)
    plateau = Plateau(optimizer, base_rate=0.1, warmup=4)

    @tf.function
    def step(inputs, targets):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(slope * inputs - targets))
        optimizer.apply_gradients([(tape.gradient(loss, slope), slope)])
        return loss

    losses = []
    for epoch in range(epochs):
        plateau.before(epoch)
        losses.append(float(step(weather, catch)))
        plateau.after(losses[-1])
    return slope, optimizer, losses


if __name__ == "__main__":
    fitted, used, history = fit(tf.constant([1.0, 2.0]), tf.constant([2.0, 4.0]))
    assert float(used.learning_rate) == 0.0
    assert float(fitted) == 0.0 and len(set(history)) == 1, history
    print("proved")
