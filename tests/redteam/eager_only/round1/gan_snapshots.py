"""A small GAN whose generator is averaged and written out now and then."""
import os
import tempfile

import keras
import tensorflow as tf

NOISE = 3


def dense_stack(inputs, outputs):
    return keras.Sequential(
        [
            keras.Input([inputs]),
            keras.layers.Dense(5, activation="tanh", kernel_initializer=keras.initializers.GlorotUniform(1)),
            keras.layers.Dense(outputs, kernel_initializer=keras.initializers.GlorotUniform(2)),
        ]
    )


class Snapshots:
    def __init__(self, generator, folder, decay=0.5):
        self.generator = generator
        self.folder = folder
        self.decay = decay
        self.average = [tf.Variable(w) for w in generator.get_weights()]

    def update(self):
        current = self.generator.get_weights()  # expect: tf-keras-eager-api
        for mean, weight in zip(self.average, current):
            mean.assign(self.decay * mean + (1.0 - self.decay) * weight)

    def write(self):
        path = os.path.join(self.folder, "generator.keras")
        self.generator.save(path)  # expect: tf-keras-eager-api
        return path


class Trainer:
    def __init__(self, folder):
        self.generator = dense_stack(NOISE, 2)
        self.critic = dense_stack(2, 1)
        self.snapshots = Snapshots(self.generator, folder)

    @tf.function
    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.critic(self.generator(noise)))
        gradients = tape.gradient(loss, self.generator.trainable_variables)
        for variable, grad in zip(self.generator.trainable_variables, gradients):
            variable.assign_sub(0.01 * grad)
        self.snapshots.update()
        return loss

    @tf.function
    def finish(self, noise):
        score = tf.reduce_mean(self.critic(self.generator(noise)))
        self.snapshots.write()
        return score


if __name__ == "__main__":
    trainer = Trainer(tempfile.mkdtemp())
    batch = tf.random.stateless_normal([4, NOISE], [1, 2])
    tf.config.run_functions_eagerly(True)
    trainer.generator_step(batch)
    trainer.finish(batch)
    assert os.path.getsize(os.path.join(trainer.snapshots.folder, "generator.keras")) > 0
    tf.config.run_functions_eagerly(False)
    for method, culprit in (
        (trainer.generator_step, "self.generator.get_weights()"),
        (trainer.finish, "self.generator.save(path)"),
    ):
        try:
            method(batch)
        except NotImplementedError as error:
            assert "numpy() is only available when eager execution is enabled" in str(error)
            assert culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
