"""Random crops and erased patches for image augmentation."""
import tensorflow as tf

ATTEMPTS = 6
SIZE = 4


@tf.function
def crop_with_object(image, mask, seed):
    """Tries several corners until enough of the object is inside the crop."""
    corner = tf.zeros([2], tf.int32)
    for attempt in range(ATTEMPTS):  # allow: tf-tensor-break-in-python-loop
        corner = tf.random.stateless_uniform([2], seed + attempt, 0, 5, tf.int32)
        window = tf.slice(mask, corner, [SIZE, SIZE])
        if tf.reduce_mean(window) >= 0.25:  # allow: tf-tensor-break-in-python-loop
            break  # expect: tf-tensor-break-in-python-loop
    return tf.slice(image, corner, [SIZE, SIZE])


@tf.function
def darken_until(image, target):
    """Halves the contrast of an image until its mean is below the target."""
    steps = 0
    while True:  # allow: tf-tensor-break-in-python-loop
        if tf.reduce_mean(image) < target:  # allow: tf-tensor-break-in-python-loop
            break  # expect: tf-tensor-break-in-python-loop
        image = image * 0.5
        steps += 1
    return image, steps


@tf.function
def erase(image, seed):
    """Skips the patches that would cover bright pixels."""
    for attempt in range(3):
        row = tf.random.stateless_uniform([], seed + attempt, 0, 7, tf.int32)
        if tf.reduce_max(image[row]) > 0.9:
            continue
        keep = tf.cast(tf.range(8) != row, tf.float32)
        image = image * keep[:, tf.newaxis]
    return image


def sample():
    image = tf.reshape(tf.range(64.0), [8, 8]) / 64.0
    return image, tf.cast(image > 0.4, tf.float32), tf.constant([7, 11])


def augment():
    image, mask, seed = sample()
    crop = crop_with_object(image, mask, seed)
    dark, steps = darken_until(image, tf.constant(0.2))
    return crop, dark, steps, erase(image, seed)


def text_of(function, *args):
    try:
        function(*args)
    except NotImplementedError as error:
        return str(error)
    raise AssertionError(function)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = augment()
    assert eager[0].shape == [SIZE, SIZE] and int(eager[2]) == 2
    tf.config.run_functions_eagerly(False)
    picture, objects, key = sample()
    text = text_of(crop_with_object, picture, objects, key)
    assert "break and return statements which depend on a TF condition are not supported in Python for loops" in text
    text = text_of(darken_until, picture, tf.constant(0.2))
    assert "started as non-Tensor, then changed to Tensor" in text
    assert bool(tf.reduce_all(erase(picture, key) == eager[3]))
    print("proved")
