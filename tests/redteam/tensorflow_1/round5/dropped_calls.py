"""Watches the share of dropped calls while a model of a phone network is trained."""
import numpy as np
import tensorflow as tf


class RunningShare(tf.keras.metrics.Metric):
    """A weighted mean that is kept in two weights."""

    def __init__(self, name, threshold=0.5, **kwargs):
        super().__init__(name=name, **kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", initializer="zeros")
        self.weight = self.add_weight(name="weight", initializer="zeros")

    def accumulate(self, values):
        values = tf.cast(values, tf.float32)
        update_total = self.total.assign_add(tf.reduce_sum(values))
        with tf.control_dependencies([update_total]):  # expect: tf1-control-dependencies
            self.weight.assign_add(tf.cast(tf.size(values), tf.float32))

    def result(self):
        return tf.math.divide_no_nan(tf.convert_to_tensor(self.total), tf.convert_to_tensor(self.weight))


class Dropped(RunningShare):
    def update_state(self, y_true, y_pred, sample_weight=None):
        self.accumulate(y_pred > self.threshold)


class Mistaken(RunningShare):
    def update_state(self, y_true, y_pred, sample_weight=None):
        wrong = (y_pred > self.threshold) != (y_true > 0.5)
        self.accumulate(wrong)


class PlainMistaken(Mistaken):
    def accumulate(self, values):
        values = tf.cast(values, tf.float32)
        self.total.assign_add(tf.reduce_sum(values))
        self.weight.assign_add(tf.cast(tf.size(values), tf.float32))


def calls(count=48):
    generator = np.random.default_rng(11)
    rows = generator.normal(size=(count, 3)).astype(np.float32)
    return rows, (rows[:, :1] > 0.2).astype(np.float32)


def train(metrics, epochs=3):
    tf.keras.utils.set_random_seed(4)
    model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=metrics)
    rows, dropped = calls()
    return model.fit(rows, dropped, epochs=epochs, batch_size=16, verbose=0).history


if __name__ == "__main__":
    history = train([Dropped("dropped"), Mistaken("mistaken")])
    plain = train([PlainMistaken("mistaken")])
    assert np.allclose(history["mistaken"], plain["mistaken"]), (history, plain)
    assert all(0.0 <= share <= 1.0 for share in history["dropped"])
    metric, other = Mistaken("eager"), PlainMistaken("plain")
    for seed in range(3):
        predicted = tf.random.stateless_uniform([6, 1], [seed, 0])
        metric.update_state(tf.ones([6, 1]), predicted)
        other.update_state(tf.ones([6, 1]), predicted)
    assert float(metric.result()) == float(other.result())
    assert float(metric.weight) == float(other.weight) == 18.0
    print("proved")
