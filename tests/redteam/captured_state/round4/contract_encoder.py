"""A small attention encoder for long contracts with sinusoidal positions."""
import numpy as np
import tensorflow as tf

MAX_TOKENS = 2048


def sinusoids(length, depth):
    position = np.arange(length)[:, np.newaxis]
    index = np.arange(depth)[np.newaxis, :]
    angle = position / np.power(10000.0, (2 * (index // 2)) / depth)
    angle[:, 0::2] = np.sin(angle[:, 0::2])
    angle[:, 1::2] = np.cos(angle[:, 1::2])
    return angle.astype(np.float32)


class PositionalEmbedding(tf.Module):
    def __init__(self, vocabulary, depth):
        super().__init__()
        self.depth = depth
        self.tokens = tf.Variable(tf.random.stateless_normal([vocabulary, depth], seed=[1, 2]))
        self.table = sinusoids(MAX_TOKENS, depth)

    def __call__(self, ids, offsets):
        positions = offsets[:, None] + tf.range(tf.shape(ids)[1])[None, :]
        vectors = tf.gather(self.tokens, ids) * float(np.sqrt(self.depth))
        return vectors + tf.gather(self.table, positions)  # expect: tf-constant-capture


class ContractEncoder(tf.Module):
    def __init__(self, vocabulary=100, depth=128):
        super().__init__()
        self.embedding = PositionalEmbedding(vocabulary, depth)
        self.query = tf.Variable(tf.eye(depth))

    def attend(self, hidden):
        scores = tf.matmul(tf.matmul(hidden, self.query), hidden, transpose_b=True)
        return tf.matmul(tf.nn.softmax(scores / 100.0), hidden)

    @tf.function(input_signature=[
        tf.TensorSpec([None, None], tf.int32),
        tf.TensorSpec([None], tf.int32),
    ])
    def encode(self, ids, offsets):
        return tf.reduce_mean(self.attend(self.embedding(ids, offsets)), axis=1)


def windows(document, size=16):
    for start in range(0, len(document) - size + 1, size):
        yield start, document[start:start + size]


def main():
    encoder = ContractEncoder()
    document = np.arange(96) % 100
    starts, chunks = zip(*windows(document))
    encoded = encoder.encode(np.array(chunks, np.int32), np.array(starts, np.int32))
    return encoder, encoded.numpy()


if __name__ == "__main__":
    encoder, encoded = main()
    assert encoded.shape == (6, 128)
    graph = encoder.encode.get_concrete_function().graph.as_graph_def()
    assert len(graph.SerializeToString()) > MAX_TOKENS * 128 * 4 > 512 * 1024
    encoder.embedding.table = tf.constant(encoder.embedding.table)
    control = tf.function(encoder.encode.python_function).get_concrete_function(
        tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None], tf.int32))
    assert len(control.graph.as_graph_def().SerializeToString()) < 64 * 1024
    print("proved")
