"""Adversarial fine-tuning of a generator whose critic joins after a warm-up."""
import keras
import tensorflow as tf


class AdversarialTrainer:
    def __init__(self, latent_dim=3):
        self.latent_dim = latent_dim
        self.generator = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2)])
        self.critic = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
        self.generator_optimizer = keras.optimizers.Adam(1e-3)

    def _reconstruction(self, fake, real):
        return tf.reduce_mean(tf.abs(fake - real))

    def _adversarial(self, fake):
        return -tf.reduce_mean(self.critic(fake))  # expect: tf-late-state-creation

    @tf.function
    def train_step(self, latent, real, adversarial):
        with tf.GradientTape() as tape:
            fake = self.generator(latent)
            loss = self._reconstruction(fake, real)
            if adversarial:
                loss += 0.1 * self._adversarial(fake)
        variables = self.generator.trainable_variables
        self.generator_optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss


def train(trainer, steps, warmup):
    latent = tf.ones([4, trainer.latent_dim])
    real = tf.zeros([4, 2])
    losses = []
    for step in range(steps):
        losses.append(float(trainer.train_step(latent, real, step >= warmup)))
    return losses


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert len(train(AdversarialTrainer(), 4, 2)) == 4
    tf.config.run_functions_eagerly(False)
    assert len(train(AdversarialTrainer(), 3, 3)) == 3
    try:
        train(AdversarialTrainer(), 4, 2)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("a critic that is first built on a later trace must be refused")
    print("proved")
