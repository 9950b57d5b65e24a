"""Custom layers for sensor signals and a trainer that skips wild gradients."""
import keras
import tensorflow as tf


class AutoGain(keras.layers.Layer):
    """Scales a batch down when it is too loud."""

    def __init__(self, ceiling=1.0, **kwargs):
        super().__init__(**kwargs)
        self.ceiling = ceiling

    def call(self, inputs, training=False):
        peak = tf.reduce_max(tf.abs(inputs))
        if peak > self.ceiling:  # expect: tf-keras-call-control-flow
            inputs = inputs * (self.ceiling / peak)
        if training:
            inputs = tf.clip_by_value(inputs, -self.ceiling, self.ceiling)
        return inputs


class Diffusion(keras.layers.Layer):
    """Repeats a smoothing step as often as a learned rate says."""

    def build(self, shape):
        self.rounds = self.add_weight(shape=(), initializer=keras.initializers.Constant(3.0), trainable=False)

    def call(self, inputs):
        rounds = tf.cast(tf.convert_to_tensor(self.rounds), tf.int32)
        for _ in tf.range(rounds):  # expect: tf-keras-call-control-flow  allow: tf-tensor-iteration
            inputs = 0.5 * inputs + 0.5 * tf.roll(inputs, 1, axis=-1)
        return inputs


class CautiousModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(1)

    def call(self, inputs):
        return self.head(inputs)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        norm = tf.linalg.global_norm(gradients)
        if tf.math.is_finite(norm) and norm < 100.0:  # expect: tf-keras-call-control-flow
            self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss, "norm": norm}


def train(features, targets):
    model = CautiousModel()
    model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse")
    model.fit(features, targets, epochs=1, batch_size=4, verbose=0)
    return model


def build_frontend():
    signal = keras.Input((8,))
    return keras.Model(signal, Diffusion()(AutoGain()(signal)))


if __name__ == "__main__":
    batch = tf.random.stateless_normal([8, 8], [1, 2])
    loud = 10.0 * batch
    assert float(tf.reduce_max(tf.abs(AutoGain.call(AutoGain(), loud)))) <= 1.0001
    smoother = Diffusion()
    smoother.build((None, 8))
    assert Diffusion.call(smoother, batch).shape == (8, 8)
    for layer in (AutoGain(), Diffusion()):
        signal = keras.Input((8,))
        try:
            layer(signal)
        except TypeError as error:
            assert "is not allowed" in str(error) and "symbolic `tf.Tensor`" in str(error), error
        else:
            raise AssertionError("call was converted")
    try:
        train(batch, batch[:, :1])
    except TypeError as error:
        assert "as a Python `bool` is not allowed" in str(error), error
    else:
        raise AssertionError("train_step was converted")
    print("proved")
