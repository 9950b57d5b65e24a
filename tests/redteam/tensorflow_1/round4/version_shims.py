"""Training helpers of a library that supports several releases of TensorFlow."""
import tensorflow as tf

log = tf.log if hasattr(tf, "log") else tf.math.log
random_normal = getattr(tf, "random_normal", None) or tf.random.normal

try:
    from tensorflow.contrib.framework import nest
except ImportError:
    from tensorflow import nest

try:
    set_seed = tf.set_random_seed
except AttributeError:
    set_seed = tf.random.set_seed


def run_replicas(strategy, step, args):
    if hasattr(strategy, "experimental_run_v2"):
        return strategy.experimental_run_v2(step, args=args)
    return strategy.run(step, args=args)


def reset(metric):
    if hasattr(metric, "reset_state"):
        metric.reset_state()
    else:
        metric.reset_states()


class Trainer:
    def __init__(self, strategy):
        self.strategy = strategy
        with strategy.scope():
            self.rates = tf.Variable(tf.ones([3]))
        self.mean = tf.keras.metrics.Mean()

    def _loss(self, counts):
        return tf.reduce_mean(self.rates - counts * log(self.rates))

    def _step(self, counts):
        with tf.GradientTape() as tape:
            loss = self._loss(counts)
        self.rates.assign_sub(0.3 * tape.gradient(loss, self.rates))
        return loss

    @tf.function
    def step(self, counts):
        return nest.map_structure(tf.reduce_mean, run_replicas(self.strategy, self._step, (counts,)))

    @tf.function
    def jitter(self, counts):
        return counts + 0.01 * random_normal(tf.shape(counts))

    def epoch(self, data):
        reset(self.mean)
        for counts in data:
            self.mean.update_state(self.step(counts))
        return float(self.mean.result())


def counts(days=4):
    table = tf.random.stateless_poisson([days, 3], [2, 2], 2.0, tf.float32)
    return tf.unstack(table, num=days)


def main(epochs=3):
    set_seed(4)
    trainer = Trainer(tf.distribute.get_strategy())
    spread = tf.math.reduce_std(trainer.jitter(tf.zeros([50])))
    return [trainer.epoch(counts()) for _ in range(epochs)], float(spread)


if __name__ == "__main__":
    losses, spread = main()
    assert losses == sorted(losses, reverse=True) and 0.001 < spread < 0.1
    tf.config.run_functions_eagerly(True)
    eager, _ = main()
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(losses, eager))
    print("proved")
