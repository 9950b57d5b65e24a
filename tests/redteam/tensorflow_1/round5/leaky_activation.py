"""A regression on vibration readings with an activation whose slope is learned."""
import numpy as np
import tensorflow as tf


class LearnedSlope(tf.keras.layers.Layer):
    """Parametric rectifier: one slope per feature."""

    def __init__(self, start=0.25, **kwargs):
        super().__init__(**kwargs)
        self.start = start

    def call(self, inputs):
        slope = tf.compat.v1.get_variable(  # expect: tf1-variables  allow: tf-variable-creation, tf-layer-creation
            "slope",
            shape=[inputs.shape[-1]],
            initializer=tf.compat.v1.constant_initializer(self.start),
        )
        return tf.maximum(inputs, 0.0) + slope * tf.minimum(inputs, 0.0)


class BuiltSlope(LearnedSlope):
    def build(self, input_shape):
        self.slope = self.add_weight(
            name="slope",
            shape=(input_shape[-1],),
            initializer=tf.keras.initializers.Constant(self.start),
        )

    def call(self, inputs):
        return tf.maximum(inputs, 0.0) + self.slope * tf.minimum(inputs, 0.0)


def network(activation):
    model = tf.keras.Sequential(
        [
            tf.keras.Input((5,)),
            tf.keras.layers.Dense(6),
            activation,
            tf.keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


def train(activation, epochs=2):
    generator = np.random.default_rng(3)
    readings = generator.normal(size=(32, 5)).astype(np.float32)
    wear = readings[:, :1] - 0.5 * np.abs(readings[:, 1:2])
    model = network(activation)
    history = model.fit(readings, wear, epochs=epochs, batch_size=8, verbose=0)
    return model, history.history["loss"]


if __name__ == "__main__":
    model, losses = train(BuiltSlope(0.1))
    assert len(losses) == 2 and len(model.trainable_variables) == 5
    try:
        train(LearnedSlope(0.1))
    except ValueError as error:
        assert "Variable slope already exists, disallowed" in str(error), error
    else:
        raise AssertionError("the slope was made twice")
    print("proved")
