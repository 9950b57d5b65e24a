"""Input pipeline for a classifier of photos: scaling, random crops and batches."""
import functools

import tensorflow as tf

SIZE = 6
STATS = {"mean": 0.5, "std": 0.25}


def standardise(image, mean, std):
    return (tf.cast(image, tf.float32) / 255.0 - mean) / std


def scale_and_crop(image, label, train):
    image = standardise(image, **STATS)
    if train:
        image = tf.image.resize_images(image, [SIZE + 2, SIZE + 2])  # expect: tf1-removed-api
        image = tf.image.random_crop(image, [SIZE, SIZE, 3])
    else:
        image = tf.image.resize(image, [SIZE, SIZE])
    return image, tf.one_hot(label, 3)


def raw_photos(count=9):
    images = tf.random.stateless_uniform([count, 10, 8, 3], [6, 6], 0, 255, tf.int32)
    return tf.data.Dataset.from_tensor_slices((tf.cast(images, tf.uint8), tf.range(count) % 3))


def input_fn(train, batch=3):
    dataset = raw_photos()
    if train:
        dataset = dataset.shuffle(9, seed=1).repeat(2)
    dataset = dataset.map(functools.partial(scale_and_crop, train=train))
    return dataset.batch(batch, drop_remainder=True).prefetch(1)


@tf.function
def accuracy(images, labels):
    guess = tf.argmax(tf.reduce_mean(images, axis=[1, 2]), axis=-1)
    return tf.reduce_mean(tf.cast(guess == tf.argmax(labels, axis=-1), tf.float32))


def validate():
    return [float(accuracy(images, labels)) for images, labels in input_fn(train=False)]


def first_batch():
    iterator = input_fn(train=False).make_one_shot_iterator()  # expect: tf1-removed-api
    return iterator.get_next()


def train():
    return [float(accuracy(images, labels)) for images, labels in input_fn(train=True)]


if __name__ == "__main__":
    assert validate() == [float(accuracy.python_function(*pair)) for pair in input_fn(train=False)]
    try:
        train()
    except AttributeError as error:
        assert "has no attribute 'resize_images'" in str(error), error
        assert "photo_batches.py" in str(error), error
    else:
        raise AssertionError("there was resize_images")
    try:
        first_batch()
    except AttributeError as error:
        assert "has no attribute 'make_one_shot_iterator'" in str(error), error
    else:
        raise AssertionError("the dataset has the old method")
    print("proved")
