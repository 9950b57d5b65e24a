"""Keras layers with a gate between experts; conditions are Python's, or are operations."""
import keras
import tensorflow as tf
from keras import ops


class Experts(keras.layers.Layer):
    """A few dense layers, mixed by a softmax gate."""

    def __init__(self, units, experts=3, noise=None, **kwargs):
        super().__init__(**kwargs)
        self.experts = [keras.layers.Dense(units, activation="tanh") for _ in range(experts)]
        self.gate = keras.layers.Dense(experts)
        self.noise = noise

    def call(self, inputs, training=False, mask=None):
        logits = self.gate(inputs)
        if training and self.noise is not None:
            logits = logits + self.noise
        weights = tf.nn.softmax(logits)
        outputs = []
        for expert in self.experts:
            outputs.append(expert(inputs))
        mixed = sum(weights[:, i : i + 1] * output for i, output in enumerate(outputs))
        if mask is not None:
            mixed = mixed * ops.cast(mask, mixed.dtype)
        if len(inputs.shape) == 3 or mixed.shape[-1] is None:
            raise ValueError("experts work on vectors")
        return mixed


class SoftLimiter(keras.layers.Layer):
    def __init__(self, ceiling=1.0, **kwargs):
        super().__init__(**kwargs)
        self.ceiling = ceiling

    def call(self, inputs):
        peak = ops.max(ops.abs(inputs))
        return ops.cond(peak > self.ceiling, lambda: inputs * (self.ceiling / peak), lambda: inputs)


class Diffuse(keras.layers.Layer):
    """Its call is a graph function of its own, and so is converted."""

    @tf.function
    def call(self, inputs):
        rounds = tf.constant(0)
        while tf.math.reduce_std(inputs) > 0.5 and rounds < 20:
            inputs = 0.5 * (inputs + tf.roll(inputs, 1, axis=-1))
            rounds += 1
        if tf.reduce_mean(inputs) < 0.0:
            inputs = -inputs
        return inputs


@tf.function
def rescue(values):
    """Replaces a batch that has become too small."""
    if tf.reduce_max(tf.abs(values)) < 1e-6:
        return tf.ones_like(values)
    return values


class Rescue(keras.layers.Layer):
    def call(self, inputs):
        return rescue(inputs)


def build():
    inputs = keras.Input((6,))
    hidden = Experts(4)(inputs)
    for block in (SoftLimiter(), Diffuse(), Rescue()):
        hidden = block(hidden)
    model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
    model.compile(optimizer="sgd", loss="mse")
    return model


def main():
    model = build()
    batch = tf.random.stateless_normal([16, 6], [3, 9])
    return model, model.fit(batch, batch[:, :1], batch_size=8, epochs=1, verbose=0)


if __name__ == "__main__":
    model, history = main()
    assert history.history["loss"][0] >= 0.0
    batch = tf.random.stateless_normal([8, 6], [5, 9])
    predicted = model.predict(batch, verbose=0)
    assert float(tf.reduce_max(tf.abs(model(batch) - predicted))) < 1e-5
    for scale in (0.0, 0.3, 6.0):
        diffuse, limiter, saver = Diffuse(), SoftLimiter(), Rescue()
        values = scale * batch
        plain = Diffuse.call.python_function(diffuse, values)
        assert float(tf.reduce_max(tf.abs(diffuse(values) - plain))) < 1e-5
        assert float(tf.reduce_max(tf.abs(saver(values) - rescue.python_function(values)))) == 0.0
        assert float(tf.reduce_max(tf.abs(limiter(values)))) <= 1.0001
    print("proved")
