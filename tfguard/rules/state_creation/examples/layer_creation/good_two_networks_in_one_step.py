"""Two unbuilt networks and two optimizers, all first used in one and the same step."""

import keras
import tensorflow as tf

generator = keras.layers.Dense(2, kernel_initializer="ones")
critic = keras.layers.Dense(1, kernel_initializer="ones")
generator_optimizer = keras.optimizers.Adam(0.1)
critic_optimizer = keras.optimizers.Adam(0.1)


@tf.function
def train_step(noise):
    with tf.GradientTape(persistent=True) as tape:
        score = tf.reduce_mean(critic(generator(noise)))
        loss = -score
    for layer, optimizer, target in (
        (generator, generator_optimizer, loss),
        (critic, critic_optimizer, score),
    ):
        weights = layer.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(target, weights), weights, strict=True))
    return score


def run():
    return [train_step(tf.ones([1, 2])).numpy() for _ in range(2)]
