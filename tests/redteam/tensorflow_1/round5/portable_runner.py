"""Trains a demand model on whatever TensorFlow is installed; old names are used only where new ones lack."""
import tensorflow as tf

HAS_CONTRIB = hasattr(tf, "contrib")

try:
    to_float = tf.to_float
except AttributeError:

    def to_float(x):
        return tf.cast(x, tf.float32)


if hasattr(tf, "set_random_seed"):
    set_seed = tf.set_random_seed
else:
    set_seed = tf.random.set_seed

log = getattr(tf, "log", None) or tf.math.log


def replicate(strategy):
    """The method of a strategy that runs a function on every replica."""
    if hasattr(strategy, "run"):
        return strategy.run
    return strategy.experimental_run_v2


def clear(metric):
    reset = getattr(metric, "reset_state", None)
    if reset is None:
        reset = metric.reset_states
    reset()


class Demand(tf.Module):
    def __init__(self, strategy):
        super().__init__()
        self.strategy = strategy
        with strategy.scope():
            self.elasticity = tf.Variable(0.0)
            self.level = tf.Variable(0.0)

    def step(self, price, sold):
        with tf.GradientTape() as tape:
            predicted = self.level + self.elasticity * log(price)
            loss = tf.reduce_mean(tf.square(predicted - log(to_float(sold) + 1.0)))
        variables = [self.elasticity, self.level]
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(0.1 * gradient)
        return loss

    @tf.function
    def train(self, price, sold):
        losses = replicate(self.strategy)(self.step, args=(price, sold))
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)


def sales():
    price = tf.linspace(1.0, 4.0, 12)
    return price, tf.cast(40.0 / price, tf.int32)


def main(epochs=3):
    set_seed(5)
    demand = Demand(tf.distribute.OneDeviceStrategy("/cpu:0"))
    mean = tf.keras.metrics.Mean()
    history = []
    for _ in range(epochs):
        clear(mean)
        for _ in range(4):
            mean.update_state(demand.train(*sales()))
        history.append(float(mean.result()))
    return history


if __name__ == "__main__":
    history = main()
    assert history == sorted(history, reverse=True) and not HAS_CONTRIB
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-4 for a, b in zip(history, eager))
    print("proved")
