"""Trains a demand forecast with a loss that punishes empty shelves."""
import keras
import tensorflow as tf


def shortage_weight(missing):
    """Shortages of a whole batch count more when they are frequent."""
    share = tf.reduce_mean(tf.cast(missing > 0.0, tf.float32))
    if share > 0.5:  # expect: tf-keras-call-control-flow
        return 4.0
    return 2.0


def shelf_loss(demand, forecast):
    missing = demand - forecast
    weight = shortage_weight(missing)
    return tf.reduce_mean(tf.where(missing > 0.0, weight * missing, -missing))


class ServiceLevel(keras.metrics.Metric):
    """Share of days on which the forecast covered the demand."""

    def __init__(self, name="service_level", **kwargs):
        super().__init__(name=name, **kwargs)
        self.covered = self.add_weight(name="covered", initializer="zeros")
        self.days = self.add_weight(name="days", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        served = tf.cast(y_pred >= y_true, tf.float32)
        if sample_weight is not None:
            served = served * sample_weight
        self.covered.assign_add(tf.reduce_sum(served))
        self.days.assign_add(tf.cast(tf.size(served), tf.float32))

    def result(self):
        days = tf.convert_to_tensor(self.days)
        if days == 0.0:  # expect: tf-keras-call-control-flow
            return tf.constant(0.0)
        return self.covered / days


def build_model(loss, metrics):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss, metrics=metrics)
    return model


def main():
    days = tf.random.stateless_uniform([32, 3], [4, 5])
    demand = tf.reduce_sum(days, axis=1, keepdims=True)
    model = build_model(loss=shelf_loss, metrics=[ServiceLevel()])
    return model.fit(days, demand, epochs=2, batch_size=8, verbose=0)


if __name__ == "__main__":
    demand, forecast = tf.constant([[3.0], [4.0]]), tf.constant([[2.0], [5.0]])
    assert float(shelf_loss(demand, forecast)) == 1.5
    level = ServiceLevel()
    assert float(level.result()) == 0.0
    level.update_state(demand, forecast)
    assert float(level.result()) == 0.5

    days = tf.random.stateless_uniform([32, 3], [4, 5])
    for model in (build_model(shelf_loss, []), build_model("mse", [ServiceLevel()])):
        try:
            model.fit(days, days[:, :1], epochs=1, batch_size=8, verbose=0)
        except TypeError as error:
            assert "as a Python `bool` is not allowed" in str(error), error
        else:
            raise AssertionError("converted")
    print("proved")
