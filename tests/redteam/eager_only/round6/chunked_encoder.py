"""Encodes sequences of any length in chunks; the shapes are partly known."""
import tensorflow as tf

WIDTH, CHUNK = 4, 3


def shape_list(x):
    """Static sizes where they are known, tensors elsewhere."""
    dynamic = tf.shape(x)
    return [dynamic[i] if size is None else size for i, size in enumerate(x.shape.as_list())]


class ChunkEncoder(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.stateless_normal([CHUNK * WIDTH, WIDTH], [4, 2], stddev=0.3))

    @tf.function(input_signature=[tf.TensorSpec([None, None, WIDTH])])
    def __call__(self, x):
        batch, length, width = shape_list(x)
        missing = -length % CHUNK
        padded = tf.concat([x, tf.zeros([batch, missing, width])], axis=1)
        chunks = tf.reshape(padded, [batch, -1, CHUNK * width])
        return tf.matmul(chunks, self.w)

    @tf.function(input_signature=[tf.TensorSpec([None, None, WIDTH])])
    def pooled(self, x):
        code = self(x)
        first = x.shape[0] or tf.shape(x)[0]
        weights = tf.fill([first, 1], 1.0 / float(tf.shape(code)[1]))
        return weights * tf.reduce_sum(code, axis=1)

    @tf.function(input_signature=[tf.TensorSpec([None, WIDTH])])
    def running_mean(self, rows):
        count = len(rows)
        total = tf.zeros(rows.shape[1:])
        for i in tf.range(count):
            total += rows[i]
        return total / tf.cast(count, tf.float32)


def mean_code(encoder, sequences):
    codes = []
    for sequence in sequences:
        codes.append(encoder.pooled(sequence))
    return encoder.running_mean(tf.concat(codes, axis=0))


def main():
    encoder = ChunkEncoder()
    sequences = [tf.random.stateless_normal([2, n, WIDTH], [n, 0]) for n in (3, 4, 7)]
    return encoder, sequences, mean_code(encoder, sequences)


if __name__ == "__main__":
    encoder, sequences, graph = main()
    padded = tf.pad(sequences[1], [[0, 0], [0, 2], [0, 0]])
    wanted = tf.matmul(tf.reshape(padded, [2, 2, CHUNK * WIDTH]), encoder.w)
    tf.debugging.assert_near(encoder(sequences[1]), wanted)
    parts = tf.concat([encoder.pooled(s) for s in sequences], axis=0)
    tf.debugging.assert_near(graph, tf.reduce_mean(parts, axis=0), atol=1e-5)
    for s in sequences:
        tf.debugging.assert_near(encoder.pooled(s), ChunkEncoder.pooled.python_function(encoder, s), atol=1e-5)
    assert encoder.pooled.experimental_get_tracing_count() == 1
    print("proved")
