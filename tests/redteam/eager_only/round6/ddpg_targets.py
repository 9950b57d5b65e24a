"""Value learning for control; variants of the trainer differ in how targets are refreshed."""
import keras
import numpy as np
import tensorflow as tf


def critic(seed):
    return keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(6, "relu", kernel_initializer=keras.initializers.HeNormal(seed)),
            keras.layers.Dense(1, kernel_initializer=keras.initializers.HeNormal(seed + 1)),
        ]
    )


class ValueTrainer:
    """The loop that all variants share."""

    def __init__(self, discount=0.9):
        self.discount = discount
        self.online = critic(1)
        self.target = critic(5)
        self.optimizer = keras.optimizers.SGD(0.01)
        self.train_step = tf.function(self._train_step)

    def refresh(self):
        """Called at the end of a step."""

    def _train_step(self, now, reward, later):
        goal = reward + self.discount * tf.squeeze(self.target(later), axis=-1)
        with tf.GradientTape() as tape:
            value = tf.squeeze(self.online(now), axis=-1)
            loss = tf.reduce_mean(tf.square(goal - value))
        variables = self.online.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.refresh()
        return loss


class PolyakTrainer(ValueTrainer):
    tau = 0.1

    def refresh(self):
        for slow, fast in zip(self.target.variables, self.online.variables):
            slow.assign((1.0 - self.tau) * slow + self.tau * fast)


class HardTrainer(ValueTrainer):
    def refresh(self):
        self.target.set_weights(self.online.get_weights())  # expect: tf-keras-eager-api


def transitions(seed, size=4):
    rng = np.random.default_rng(seed)
    now, later = rng.normal(size=(2, size, 5)).astype("float32")
    return tf.constant(now), tf.constant(rng.normal(size=size), tf.float32), tf.constant(later)


def run(trainer, steps=3):
    return [float(trainer.train_step(*transitions(step))) for step in range(steps)]


def main():
    return {kind.__name__: run(kind()) for kind in (PolyakTrainer, HardTrainer)}


if __name__ == "__main__":
    assert len(run(PolyakTrainer())) == 3
    hard = HardTrainer()
    hard._train_step(*transitions(0))
    assert np.allclose(hard.online.get_weights()[0], hard.target.get_weights()[0])
    try:
        main()
    except NotImplementedError as e:
        assert "numpy() is only available when eager execution is enabled" in str(e)
        assert "self.target.set_weights(self.online.get_weights())" in str(e)
    else:
        raise AssertionError("weights were read in a graph")
    print("proved")
