"""Splits scanned pages into columns; batches whose last one is smaller."""
import tensorflow as tf

COLUMNS = 2
WIDTH = 4


def pages(count):
    images = tf.reshape(tf.range(count * 2 * WIDTH), [count, 2, WIDTH])
    return tf.data.Dataset.from_tensor_slices(tf.cast(images, tf.float32))


def darkness(batch):
    """Mean of each column: the batch is part of the shape."""
    flat = tf.reshape(batch, [batch.shape[0], -1, COLUMNS])  # unseen: tf-static-shape
    return tf.reduce_mean(flat, axis=1)


def staged_darkness(batch):
    flat = tf.reshape(batch, [-1, batch.shape[1] * batch.shape[2] // COLUMNS, COLUMNS])
    return tf.reduce_mean(flat, axis=1)


def padded(batch, size=3):
    """Fills a batch up, so that all are of one size."""
    missing = size - batch.shape[0]  # unseen: tf-static-shape
    return tf.pad(batch, [[0, missing], [0, 0], [0, 0]])


def staged_padded(batch, size=3):
    missing = size - tf.shape(batch)[0]
    return tf.ensure_shape(tf.pad(batch, [[0, missing], [0, 0], [0, 0]]), [size, None, WIDTH])


def fixed(batch):
    """Only used where the remainder is dropped."""
    weights = tf.ones([batch.shape[0]]) / batch.shape[0]
    return tf.tensordot(weights, batch, axes=1)


def batched(count, function, size=3, drop=False):
    return pages(count).batch(size, drop_remainder=drop).map(function)


def eager_batches(count, function, size=3, drop=False):
    return [function(batch) for batch in pages(count).batch(size, drop_remainder=drop)]


def plain(batches):
    return [batch.numpy().tolist() for batch in batches]


def failure(function):
    try:
        batched(5, function)
    except TypeError as error:
        return str(error)
    raise AssertionError("the size of a batch was known")


if __name__ == "__main__":
    assert plain(batched(5, staged_darkness)) == plain(eager_batches(5, darkness))
    assert plain(batched(5, staged_padded)) == plain(eager_batches(5, padded))
    assert plain(batched(7, fixed, drop=True)) == plain(eager_batches(7, fixed, drop=True))
    assert len(plain(batched(7, fixed, drop=True))) == 2
    text = failure(darkness)
    assert "Failed to convert elements of [None, -1, 2]" in text and "tf.reshape(batch, [batch.shape[0]" in text, text
    text = failure(padded)
    assert "unsupported operand type(s) for -: 'int' and 'NoneType'" in text and "size - batch.shape[0]" in text, text
    print("proved")
