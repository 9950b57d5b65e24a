"""Prepares the shards of federated clients: generators feed datasets, functions map them."""
import tensorflow as tf


class Shards:
    def __init__(self, clients, rows):
        self.clients = clients
        self.rows = rows

    def __iter__(self):
        for client in range(self.clients):
            yield client, tf.random.stateless_normal([self.rows, 2], seed=[client, 5])

    def produce(self):
        for _, block in self:
            yield from tf.unstack(block)


def with_noise(row):
    return tf.data.Dataset.from_tensors(row).concatenate(tf.data.Dataset.from_tensors(row * 0.9))


def labelled(row):
    return row, tf.cast(row[0] > row[1], tf.float32)


def load(shards):
    dataset = tf.data.Dataset.from_generator(shards.produce, output_signature=tf.TensorSpec([2], tf.float32))
    return dataset.flat_map(with_noise).map(labelled).batch(8, drop_remainder=True)


@tf.function
def gradient_sum(weights, rows, labels):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        logits = tf.linalg.matvec(rows, weights)
        loss = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))
    return tape.gradient(loss, weights)


@tf.function
def federated_round(weights, blocks):
    deltas = (gradient for gradient in [tf.reduce_mean(block, axis=0) for block in blocks])
    return weights - 0.1 * sum(deltas)


def main():
    shards = Shards(clients=3, rows=8)
    weights = tf.zeros([2])
    for rows, labels in load(shards):
        weights -= 0.05 * gradient_sum(weights, rows, labels)
    blocks = [block for _, block in shards]
    return federated_round(weights, blocks)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-5
    assert gradient_sum.experimental_get_tracing_count() == 1
    print("proved")
