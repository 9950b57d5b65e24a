"""Next-item recommendation from click sessions, with checks of the incoming batches."""
import tensorflow as tf

ITEMS = 10
WIDTH = 4
LENGTH = 6

SESSIONS = tf.TensorSpec([None, None], tf.int32)
embeddings = tf.Variable(tf.random.stateless_normal([ITEMS, WIDTH], [1, 0]))
popularity = tf.constant([5.0, 4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0])


def session_vector(clicks):
    mask = tf.cast(clicks >= 0, tf.float32)[..., None]
    vectors = tf.gather(embeddings, tf.maximum(clicks, 0)) * mask
    return tf.reduce_sum(vectors, axis=1) / tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)


@tf.function(input_signature=[SESSIONS, tf.TensorSpec([None], tf.int32)])
def train_step(clicks, following):
    # every session must be padded to LENGTH
    tf.ensure_shape(clicks, [None, LENGTH])  # expect: tf-unused-op-pruned
    with tf.GradientTape() as tape:
        logits = tf.matmul(session_vector(clicks), embeddings, transpose_b=True)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(following, logits))
    embeddings.assign_sub(0.2 * tf.convert_to_tensor(tape.gradient(loss, embeddings)))
    return loss


@tf.function(input_signature=[SESSIONS])
def rank(clicks):
    # an item that is not in the catalogue is an error of the caller
    tf.gather(popularity, tf.reduce_max(clicks))  # expect: tf-unused-op-pruned
    scores = tf.matmul(session_vector(tf.minimum(clicks, ITEMS - 1)), embeddings, transpose_b=True)
    return tf.argsort(scores, direction="DESCENDING")[:, :3]


def pad(session, length=LENGTH):
    return (session + [-1] * length)[:length]


def fit(sessions, epochs=2):
    clicks = tf.constant([pad(s[:-1]) for s in sessions])
    following = tf.constant([s[-1] for s in sessions])
    losses = []
    for _ in range(epochs):
        losses.append(float(train_step(clicks, following)))
    return losses, rank(clicks)


if __name__ == "__main__":
    losses, top = fit([[1, 2, 3], [4, 5, 6, 7], [0, 9]])
    assert losses[1] < losses[0] and top.shape == [3, 3]
    short = tf.constant([[1, 2], [3, 4]])
    assert float(train_step(short, tf.constant([3, 5]))) > 0
    assert rank(tf.constant([[1, 99]])).shape == [1, 3]
    for function, arguments, text in (
        (train_step, (short, tf.constant([3, 5])), "is not compatible with expected shape"),
        (rank, (tf.constant([[1, 99]]),), "is not in [0, 10)"),
    ):
        try:
            function.python_function(*arguments)
        except tf.errors.InvalidArgumentError as e:
            assert text in str(e), e
        else:
            raise AssertionError(function)
    print("proved")
