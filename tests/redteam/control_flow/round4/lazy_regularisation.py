"""A small GAN whose gradient penalty is computed on every fourth step only."""
import keras
import numpy as np
import tensorflow as tf

LATENT = 4


def network(inputs, outputs):
    hidden = keras.layers.Dense(8, activation="tanh")
    return keras.Sequential([keras.Input((inputs,)), hidden, keras.layers.Dense(outputs)])


class LazyGan:
    def __init__(self, every=4, weight=10.0, mode="r1"):
        keras.utils.set_random_seed(3)
        self.every, self.weight, self.mode = every, weight, mode
        self.generator, self.critic = network(LATENT, 2), network(2, 1)
        self.optimizer = keras.optimizers.SGD(0.01)
        self.optimizer.build(self.critic.trainable_variables)
        self.step = tf.Variable(0)

    def penalty(self, real, fake):
        if self.mode == "r1":
            points = real
        elif self.mode == "r2":
            points = fake
        with tf.GradientTape() as tape:
            tape.watch(points)
            scores = tf.reduce_sum(self.critic(points))
        return tf.reduce_mean(tf.reduce_sum(tf.square(tape.gradient(scores, points)), axis=1))

    @tf.function
    def critic_step(self, real, noise):
        fake = self.generator(noise)
        penalty = tf.constant(0.0)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(self.critic(fake)) + tf.nn.softplus(-self.critic(real)))
            if self.step % self.every == 0:
                scale = self.weight * self.every
                penalty = scale * self.penalty(real, fake)
            loss = loss + penalty
        weights = self.critic.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        self.step.assign_add(1)
        if penalty > 0.0:
            kind = tf.constant("regularised")
        else:
            kind = tf.constant("plain")
        return loss, kind


def train(steps=6, batch=8):
    gan = LazyGan()
    rng = np.random.default_rng(0)
    history = []
    for _ in range(steps):
        real = tf.constant(rng.normal(size=(batch, 2)), tf.float32)
        noise = tf.constant(rng.normal(size=(batch, LATENT)), tf.float32)
        loss, kind = gan.critic_step(real, noise)
        history.append((float(loss), kind.numpy().decode()))
    return history


if __name__ == "__main__":
    traced = train()
    tf.config.run_functions_eagerly(True)
    eager = train()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose([loss for loss, _ in traced], [loss for loss, _ in eager], rtol=1e-4)
    assert [kind for _, kind in traced] == [kind for _, kind in eager]
    assert [number for number, (_, kind) in enumerate(traced) if kind == "regularised"] == [0, 4]
    print("proved")
