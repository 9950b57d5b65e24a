"""Embeds photographs for retrieval; the pipeline scales them by a factor that was once fed."""
import tensorflow as tf
from tensorflow.compat import v1 as compat

SIZE = 4


def scale(photo):
    factor = compat.placeholder(tf.float32, shape=[], name="factor")  # expect: tf1-placeholder
    return photo * factor


def scale_by(factor):
    def apply(photo):
        return photo * factor

    return apply


def embed(photo):
    bands = tf.reduce_mean(photo, axis=[0, 1])
    return tf.math.l2_normalize(bands)


def photos(count=3):
    for number in range(count):
        yield tf.random.stateless_uniform([SIZE, SIZE, 3], [number, 0])


def embeddings(scaling):
    spec = tf.TensorSpec([SIZE, SIZE, 3], tf.float32)
    ds = tf.data.Dataset.from_generator(photos, output_signature=spec)
    return ds.map(scaling).map(embed).batch(2)


@tf.function
def similarity(queries, shelf):
    return tf.matmul(queries, shelf, transpose_b=True)


def rank(queries, shelf):
    return tf.argsort(similarity(queries, shelf), direction="DESCENDING").numpy().tolist()


if __name__ == "__main__":
    shelf = tf.concat(list(embeddings(scale_by(0.5))), axis=0)
    assert shelf.shape == [3, 3]
    assert [row[0] for row in rank(shelf, shelf)] == [0, 1, 2]
    eager = tf.stack([embed(photo * 0.5) for photo in photos()])
    assert bool(tf.reduce_all(tf.abs(eager - shelf) < 1e-5))
    pipeline = embeddings(scale)  # traced, and nothing is wrong yet
    try:
        list(pipeline)
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor" in str(error), error
    else:
        raise AssertionError("nobody fed the factor")
    print("proved")
