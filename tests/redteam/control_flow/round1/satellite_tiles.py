"""Input code for satellite tiles: decodes, crops to squares, and drops broken files."""
import tensorflow as tf

SIDE = 2
MISSING = tf.zeros([SIDE, SIDE, 3], tf.uint8)


def decode(contents):
    """One tile; broken downloads become black tiles."""
    try:
        image = tf.io.decode_png(contents, channels=3)
        image = tf.ensure_shape(image[:SIDE, :SIDE], [SIDE, SIDE, 3])
    except tf.errors.InvalidArgumentError:  # expect: tf-try-except
        image = MISSING
    return image


def square(image):
    height, width = tf.shape(image)[:2]  # expect: tf-tensor-iteration
    side = tf.minimum(height, width)
    return image[:side, :side]


def square_by_index(image):
    extent = tf.shape(image)
    side = tf.minimum(extent[0], extent[1])
    channels = image.shape[-1]
    height, width = tf.unstack(extent[:2])
    top, left = (height - side) // 2, (width - side) // 2
    cropped = image[top : top + side, left : left + side]
    cropped.set_shape([None, None, channels])
    return cropped


def tiles(contents):
    return tf.data.Dataset.from_tensor_slices(contents).map(decode, num_parallel_calls=2)


def squares(images):
    return images.map(square)


def squares_by_index(images):
    return images.map(square_by_index)


def samples():
    image = tf.cast(tf.reshape(tf.range(12), [2, 2, 3]), tf.uint8)
    return image, tf.io.encode_png(image)


if __name__ == "__main__":
    picture, png = samples()
    broken = tf.constant(b"<html>404</html>")
    assert bool(tf.reduce_all(decode(png) == picture))
    assert int(tf.reduce_sum(tf.cast(decode(broken), tf.int32))) == 0

    good = [t.numpy().tolist() for t in tiles([png.numpy()])]
    assert good == [picture.numpy().tolist()]
    try:
        list(tiles([png.numpy(), broken.numpy()]))
    except tf.errors.InvalidArgumentError as error:
        assert "PNG" in str(error) or "image" in str(error), error
    else:
        raise AssertionError("the handler ran in the graph")

    wide = tf.concat([picture, picture], axis=1)
    assert square(wide).shape == (2, 2, 3)
    pipeline = tf.data.Dataset.from_tensors(wide)
    assert next(iter(squares_by_index(pipeline))).shape == (2, 2, 3)
    try:
        squares(pipeline)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "Iterating over a symbolic" in str(error) and "height, width = tf.shape(image)[:2]" in str(error)
    else:
        raise AssertionError("a tensor was unpacked")
    print("proved")
