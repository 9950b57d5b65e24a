"""Trains a churn model and writes weight histograms and losses to an event file."""
import dataclasses
import tempfile

import keras
import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Config:
    features: int = 6
    batch_size: int = 16
    epochs: int = 2
    learning_rate: float = 0.05
    log_dir: str = "logs"


def synthetic_customers(config, count=48):
    rng = np.random.default_rng(3)
    x = rng.normal(size=[count, config.features]).astype(np.float32)
    y = (x[:, :1] - x[:, 1:2] > 0).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(config.batch_size, drop_remainder=True)


def build(config):
    model = keras.Sequential([keras.Input([config.features]), keras.layers.Dense(1)])
    return model, keras.optimizers.SGD(config.learning_rate)


class Trainer:
    def __init__(self, config):
        self.config = config
        self.model, self.optimizer = build(config)
        self.loss_fn = keras.losses.BinaryCrossentropy(from_logits=True)
        self.writer = tf.summary.create_file_writer(config.log_dir)

    def _log(self, loss, gradients, step):
        with self.writer.as_default():
            tf.summary.write("loss", loss, step=step)  # expect: tf-summary-step
            tf.summary.write("gradient_norm", tf.linalg.global_norm(gradients), step=step)  # allow: tf-summary-step

    @tf.function
    def train_step(self, x, y, step):
        with tf.GradientTape() as tape:
            loss = self.loss_fn(y, self.model(x, training=True))
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        self._log(loss, gradients, step)
        return loss

    def fit(self, dataset):
        step = 0
        losses = []
        for _ in range(self.config.epochs):
            for x, y in dataset:
                losses.append(float(self.train_step(x, y, step)))  # expect: tf-python-scalar-arg
                step += 1
        self.writer.flush()
        return losses


def main(log_dir):
    config = Config(log_dir=log_dir)
    trainer = Trainer(config)
    losses = trainer.fit(synthetic_customers(config))
    print(f"first loss {losses[0]:.3f}, last loss {losses[-1]:.3f}")
    return trainer


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        trained = main(folder)
        assert trained.train_step.experimental_get_tracing_count() >= 6
        before = trained.train_step.experimental_get_tracing_count()
        x, y = next(iter(synthetic_customers(trained.config)))
        for number in (6, 7, 8):
            trained.train_step(x, y, tf.constant(number, tf.int64))
        assert trained.train_step.experimental_get_tracing_count() == before + 1
        trained.writer.close()
    print("proved")
