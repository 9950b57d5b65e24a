"""Tags forum questions from the mean of pretrained word vectors."""
import numpy as np
import tensorflow as tf

WORDS = 20_000
DIMENSIONS = 50
TAGS = ("python", "statistics", "plotting")


def pretrained_vectors():
    """Stands for the vectors of an external file; same size and dtype."""
    rng = np.random.default_rng(2024)
    matrix = rng.standard_normal((WORDS, DIMENSIONS)).astype("float32")
    matrix[0] = 0.0
    return matrix


def mean_vector(vectors, word_ids):
    table = tf.constant(vectors)  # expect: tf-constant-capture
    found = tf.nn.embedding_lookup(table, word_ids)  # allow: tf-constant-capture
    known = tf.cast(word_ids > 0, tf.float32)[..., None]
    return tf.reduce_sum(found * known, axis=1) / tf.maximum(tf.reduce_sum(known, axis=1), 1.0)


def build_tagger(vectors, rate=0.5):
    weights = tf.Variable(tf.zeros([DIMENSIONS, len(TAGS)]))

    def logits(word_ids):
        return tf.matmul(mean_vector(vectors, word_ids), weights)

    @tf.function
    def train(word_ids, tags):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tags, logits(word_ids))
            loss = tf.reduce_mean(losses)
        weights.assign_sub(rate * tape.gradient(loss, weights))
        return loss

    @tf.function
    def predict(word_ids):
        return tf.argmax(logits(word_ids), axis=-1)

    return train, predict


def questions(count=30, length=8):
    rng = np.random.default_rng(1)
    tags = rng.integers(len(TAGS), size=count)
    ids = 1 + tags[:, None] * 5000 + rng.integers(40, size=(count, length))
    return tf.constant(ids, tf.int32), tf.constant(tags, tf.int32)


def main(epochs=30):
    train, predict = build_tagger(pretrained_vectors())
    ids, tags = questions()
    losses = [float(train(ids, tags)) for _ in range(epochs)]
    accuracy = float(np.mean(predict(ids).numpy() == tags.numpy()))
    return train, losses, accuracy


if __name__ == "__main__":
    train, losses, accuracy = main()
    assert losses[-1] < losses[0] and accuracy > 0.5
    ids, tags = questions()
    size = len(train.get_concrete_function(ids, tags).graph.as_graph_def().SerializeToString())
    assert size > WORDS * DIMENSIONS * 4
    shared = tf.constant(pretrained_vectors())
    control = tf.function(lambda word_ids: tf.nn.embedding_lookup(shared, word_ids))
    size = len(control.get_concrete_function(ids).graph.as_graph_def().SerializeToString())
    assert size < 64 * 1024
    print("proved")
