"""Predicts which subscribers leave; the service around the Keras model was moved over in a hurry."""
import tensorflow as tf
from tensorflow import keras

FEATURES = ["months", "complaints", "price"]


def build_model():
    keras.utils.set_random_seed(5)
    inputs = keras.Input([len(FEATURES)])
    hidden = keras.layers.Dense(4, activation="tanh")(inputs)
    return keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))


class ChurnService:
    def __init__(self, model):
        self.model = model
        self.session = tf.compat.v1.Session()  # allow: tf1-session

    @tf.function
    def _risk(self, rows):
        return tf.squeeze(self.model(rows, training=False), axis=-1)

    def risk(self, rows):
        return self.session.run(self._risk(rows))  # expect: tf1-session

    def risk_now(self, rows):
        return self._risk(rows).numpy()

    def alarm(self, rows, limit=0.5, score=None):
        values = (score or self.risk_now)(rows)
        return [number for number, value in enumerate(values) if value > limit]

    def close(self):
        self.session.close()


def subscribers():
    return tf.constant([[3.0, 2.0, 19.9], [40.0, 0.0, 9.9], [1.0, 5.0, 29.9]])


if __name__ == "__main__":
    service = ChurnService(build_model())
    rows = subscribers()
    now = service.risk_now(rows)
    assert now.shape == (3,)
    eager = ChurnService._risk.python_function(service, rows).numpy()
    assert abs(now - eager).max() < 1e-5
    assert service.alarm(rows, limit=1.0) == []
    try:
        service.alarm(rows, score=service.risk)
    except RuntimeError as error:
        assert "The Session graph is empty" in str(error), error
    else:
        raise AssertionError("the session knew of the eager tensor")
    service.close()
    print("proved")
