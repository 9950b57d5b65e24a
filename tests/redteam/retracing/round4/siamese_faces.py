"""Siamese embedding of faces: a general trainer and two objectives."""
import keras
import numpy as np
import tensorflow as tf


@tf.function
def descend(objective, network, optimizer, inputs):
    """One step of the optimizer on whatever the objective returns."""
    with tf.GradientTape() as tape:
        loss = objective(*inputs)
    weights = network.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return loss


class Trainer:
    def __init__(self, network, learning_rate=0.05):
        self.network = network
        self.optimizer = keras.optimizers.SGD(learning_rate)
        self.optimizer.build(network.trainable_variables)

    def objective(self, *inputs):
        raise NotImplementedError

    def batches(self, dataset):
        yield from dataset

    def fit(self, dataset, epochs):
        history = []
        for _ in range(epochs):
            losses = [
                descend(self.objective, self.network, self.optimizer, inputs)  # expect: tf-object-arg
                for inputs in self.batches(dataset)
            ]
            history.append(float(tf.reduce_mean(losses)))
        return history


class ContrastiveTrainer(Trainer):
    """Pulls equal faces together and pushes others a margin apart."""

    def __init__(self, network, margin=1.0):
        super().__init__(network)
        self.margin = margin

    def objective(self, left, right, same):
        distance = tf.norm(self.network(left) - self.network(right) + 1e-6, axis=-1)
        apart = tf.square(tf.maximum(self.margin - distance, 0.0))
        return tf.reduce_mean(same * tf.square(distance) + (1.0 - same) * apart)


def face_pairs(count=8):
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=[2, count, 10]).astype(np.float32)
    same = (np.arange(count) % 2).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((left, right, same)).batch(4, drop_remainder=True)


def embed_and_train(epochs):
    network = keras.Sequential([keras.Input([10]), keras.layers.Dense(4)])
    trainer = ContrastiveTrainer(network)
    return trainer, trainer.fit(face_pairs(), epochs)


if __name__ == "__main__":
    trained, losses = embed_and_train(epochs=3)
    assert len(losses) == 3
    traces = descend.experimental_get_tracing_count()
    assert traces == 6
    once = trained.objective
    for batch in face_pairs().repeat(2):
        descend(once, trained.network, trained.optimizer, batch)
    assert descend.experimental_get_tracing_count() == traces + 1
    print("proved")
