"""Watches a stream of tremor readings with a stateful recurrent layer and an estimator of its level."""
import numpy as np
import tensorflow as tf


class LevelEstimator(tf.Module):
    """Exponential mean and its states."""

    def __init__(self, decay=0.8):
        super().__init__()
        self.decay = decay
        self.level = tf.Variable(0.0)
        self.seen = tf.Variable(0)

    @tf.function
    def update(self, readings):
        self.level.assign(self.decay * self.level + (1.0 - self.decay) * tf.reduce_mean(readings))
        self.seen.assign_add(tf.size(readings))
        return self.level / (1.0 - self.decay ** tf.cast(self.seen, tf.float32))

    @tf.function
    def reset_states(self):
        self.level.assign(0.0)
        self.seen.assign(0)


class Watch:
    def __init__(self, batch=2, units=3):
        self.rnn = tf.keras.layers.GRU(units, stateful=True, kernel_initializer="ones", recurrent_initializer="ones")
        self.estimator = LevelEstimator()
        self.loss = tf.keras.metrics.Mean()
        self.rnn.build((batch, None, 1))

    @tf.function
    def look(self, window):
        return tf.reduce_sum(self.rnn(window), axis=-1)

    def stream(self, windows):
        alarms = []
        for window in windows:
            alarm = self.look(window)
            self.loss.update_state(self.estimator.update(window))
            alarms.append(alarm.numpy())
        return np.stack(alarms)

    def reset(self):
        self.rnn.reset_states()
        self.estimator.reset_states()
        self.loss.reset_state()


def windows(count=3, batch=2, size=4):
    shaking = np.random.default_rng(7).normal(size=(count, batch, size, 1))
    return [tf.constant(window, tf.float32) for window in shaking]


def main():
    watch = Watch()
    first = watch.stream(windows())
    second = watch.stream(windows())
    watch.reset()
    third = watch.stream(windows())
    return watch, first, second, third


if __name__ == "__main__":
    watch, first, second, third = main()
    assert np.allclose(first, third, atol=1e-5) and not np.allclose(first, second, atol=1e-5)
    watch.reset()
    eager = [Watch.look.python_function(watch, window).numpy() for window in windows()]
    assert np.allclose(np.stack(eager), first, atol=1e-4)
    watch.reset()
    assert float(watch.estimator.level) == 0.0 and float(watch.loss.result()) == 0.0
    print("proved")
