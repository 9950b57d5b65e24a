"""A map of dialects: old option names survive in settings files and are translated before anything is compiled."""
import json

import keras
import tensorflow as tf

SETTINGS = json.loads(
    '{"encoder": {"experimental_relax_shapes": true, "experimental_compile": false},'
    ' "decoder": {"experimental_follow_type_hints": true, "autograph": true}}'
)
NEW_NAMES = {"experimental_relax_shapes": "reduce_retracing", "experimental_compile": "jit_compile"}


def options(part):
    old = SETTINGS[part]
    return {NEW_NAMES.get(name, name): value for name, value in old.items() if name != "experimental_follow_type_hints"}


def compiled(part):
    return lambda function: tf.function(function, **options(part))


class Trainer:
    """Arguments of these names are the trainer's own."""

    def __init__(self, model, experimental_compile=False, experimental_relax_shapes=True):
        self.model = model
        self.optimizer = keras.optimizers.SGD(0.1)
        self.optimizer.build(model.trainable_variables)
        self.step = tf.function(
            self._step, jit_compile=experimental_compile, reduce_retracing=experimental_relax_shapes
        )

    def _step(self, vowels, place):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(vowels, training=True) - place) ** 2)
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return loss


@compiled("encoder")
def encode(vowels):
    centred = vowels - tf.reduce_mean(vowels, axis=0)
    return centred / (tf.math.reduce_std(centred, axis=0) + 1e-6)


@compiled("decoder")
def decode(codes, scale: float = 2.0):
    return codes * scale + 1.0


@tf.function(experimental_implements="dialect.distance")
def distance(a, b):
    return tf.norm(a - b)


def model():
    layers = [keras.Input((2,)), keras.layers.Dense(2, kernel_initializer=keras.initializers.Constant(0.3))]
    return keras.Sequential(layers)


def data():
    settings = tf.data.Options()
    settings.experimental_optimization.map_parallelization = True
    settings.deterministic = True
    rows = tf.random.stateless_uniform([6, 2], [4, 1])
    return tf.data.Dataset.from_tensor_slices((rows, rows[:, ::-1])).batch(3).with_options(settings)


if __name__ == "__main__":
    trainer = Trainer(model(), experimental_compile=False)
    reference = Trainer(model())
    for vowels, place in data():
        assert float(tf.reduce_max(tf.abs(encode(vowels) - encode.python_function(vowels)))) < 1e-4
        assert decode(vowels).numpy().tolist() == decode.python_function(vowels).numpy().tolist()
        assert abs(float(distance(vowels, place)) - float(distance.python_function(vowels, place))) < 1e-5
        assert abs(float(trainer.step(vowels, place)) - float(reference._step(vowels, place))) < 1e-5
    for a, b in zip(trainer.model.trainable_variables, reference.model.trainable_variables):
        assert float(tf.reduce_max(tf.abs(a - b))) < 1e-5
    assert options("encoder") == {"reduce_retracing": True, "jit_compile": False}
    print("proved")
