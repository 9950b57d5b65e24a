"""Value learning for a small game: a common training step with hooks for the variants."""
from typing import Optional

import keras
import tensorflow as tf

DISCOUNT = 0.9


def make_critic(width: int = 8) -> keras.Model:
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(width, "tanh"), keras.layers.Dense(1)])


class Trainer:
    """Learns the immediate reward; variants override the hooks."""

    def __init__(self, critic: keras.Model, target: Optional[keras.Model] = None):
        self.critic = critic
        self.target = target or critic
        self.optimizer = keras.optimizers.SGD(0.1)
        self.spread = tf.Variable(1.0, trainable=False)

    def targets(self, rewards, following):
        return rewards

    def after_update(self, loss):
        """Called with the loss of each step."""
        return None

    @tf.function
    def train_step(self, states, rewards, following):
        wanted = self.targets(rewards, following)
        with tf.GradientTape() as tape:
            values = self.critic(states, training=True)[:, 0]
            loss = tf.reduce_mean(tf.square(tf.stop_gradient(wanted) - values))
        weights = self.critic.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        self.after_update(loss)
        return loss


class Bootstrapped(Trainer):
    def targets(self, rewards, following):
        values = self.target.predict_on_batch(following)  # expect: tf-keras-eager-api
        return rewards + DISCOUNT * values[:, 0]


class DoubleNetwork(Trainer):
    def targets(self, rewards, following):
        return rewards + DISCOUNT * self.target(following, training=False)[:, 0]


class Adaptive(Trainer):
    def after_update(self, loss):
        super().after_update(loss)
        level = min(float(loss.numpy()), 4.0)  # expect: tf-numpy-call
        self.spread.assign(0.5 * self.spread + 0.5 * level)


VARIANTS = {"plain": Trainer, "bootstrap": Bootstrapped, "double": DoubleNetwork, "adaptive": Adaptive}


def transitions(count=6):
    states = tf.random.stateless_normal([count + 1, 4], [8, 1])
    return states[:-1], tf.reduce_sum(states[1:], axis=1), states[1:]


def train(variant, steps=3):
    trainer = VARIANTS[variant](make_critic(), make_critic())
    batch = transitions()
    return [float(trainer.train_step(*batch)) for _ in range(steps)]


if __name__ == "__main__":
    keras.utils.set_random_seed(3)
    for variant in ("plain", "double"):
        losses = train(variant)
        assert losses[-1] < losses[0]
    states, rewards, following = transitions()
    assert Bootstrapped(make_critic(), make_critic()).targets(rewards, following).shape == (6,)
    eager = Adaptive(make_critic())
    eager.after_update(tf.constant(3.0))
    assert float(eager.spread) == 2.0
    for variant, culprit in (("bootstrap", "predict_on_batch"), ("adaptive", "loss.numpy()")):
        try:
            train(variant)
        except AttributeError as error:
            assert "has no attribute 'numpy'" in str(error) and culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
