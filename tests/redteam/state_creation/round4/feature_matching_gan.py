"""Feature matching for a toy GAN: a critic body that is put together inside the step."""
from __future__ import annotations

import keras
import tensorflow as tf

WIDTHS = (4, 3)
generator_scale = tf.Variable([1.0, 1.0])


def critic_features(x: tf.Tensor) -> list[tf.Tensor]:
    """Activations of all critic layers."""
    activations = []
    for width in WIDTHS:
        x = keras.layers.Dense(width, activation="relu")(x)  # expect: tf-layer-creation
        activations.append(x)
    return activations


def generate(noise: tf.Tensor) -> tf.Tensor:
    return noise * generator_scale


@tf.function(reduce_retracing=True)
def matching_loss(real: tf.Tensor, noise: tf.Tensor) -> tf.Tensor:
    """Squared distance of mean activations of real and generated data."""
    both = tf.concat([real, generate(noise)], axis=0)
    count = tf.shape(real)[0]
    total = tf.zeros([])
    for activation in critic_features(both):
        difference = tf.reduce_mean(activation[:count], axis=0) - tf.reduce_mean(activation[count:], axis=0)
        total += tf.reduce_sum(tf.square(difference))
    return total


@tf.function(reduce_retracing=True)
def moment_loss(real: tf.Tensor, noise: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        fake = generate(noise)
        gap = tf.reduce_mean(real, axis=0) - tf.reduce_mean(fake, axis=0)
        loss = tf.reduce_sum(tf.square(gap))
    gradient = tape.gradient(loss, generator_scale)
    generator_scale.assign_sub(0.1 * gradient)
    return loss


@tf.function
def tuned_loss(real: tf.Tensor, noise: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        gap = tf.reduce_mean(real) - tf.reduce_mean(generate(noise))
        loss = tf.square(gap)
    tuner = keras.optimizers.get("adam")  # expect: tf-layer-creation
    tuner.apply_gradients([(tape.gradient(loss, generator_scale), generator_scale)])
    return loss


def train(batches: list[tuple[tf.Tensor, tf.Tensor]]) -> list[float]:
    generator_scale.assign([1.0, 1.0])
    return [float(moment_loss(real, noise)) for real, noise in batches]


if __name__ == "__main__":
    data = [(tf.fill([2, 2], v), tf.ones([2, 2])) for v in (2.0, 3.0, 4.0)]
    graph = train(data)
    tf.config.run_functions_eagerly(True)
    assert all(abs(a - b) < 1e-5 for a, b in zip(train(data), graph))
    for real, noise in data:
        assert float(matching_loss(real, noise)) >= 0.0 and float(tuned_loss(real, noise)) > 0.0
    tf.config.run_functions_eagerly(False)
    lines = {"keras.layers.Dense(width": matching_loss, 'keras.optimizers.get("adam")': tuned_loss}
    for line, call in lines.items():
        try:
            call(*data[0])
        except ValueError as error:
            assert "singleton tf.Variables" in str(error) and line in str(error)
        else:
            raise AssertionError(f"{line} ran")
    print("proved")
