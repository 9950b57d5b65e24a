"""Augmentation of small images with tf.data: flips, mixing, padding."""
import numpy as np
import tensorflow as tf

POLICY = ("flip", "invert", "shift")


def apply_policy(image, label, coin):
    for name in POLICY:
        if name == "flip":
            image = image[:, ::-1] if coin > 0.5 else image
        elif name == "invert" and coin is not None:
            if coin > 0.8:
                image = 1.0 - image
        else:
            shift = 1 if label == 0 else -1
            image = tf.roll(image, shift, axis=0)
    return image, label


def enough_light(image, label):
    if label == 2:
        return True
    return tf.reduce_mean(image) > 0.2


def border(image, label):
    """Crops or pads: the branches may differ in shape."""
    if tf.reduce_max(image[0]) > 0.9:
        image = image[1:]
    rows = [row / 2.0 if tf.reduce_max(row) > 0.5 else row for row in tf.unstack(image[-2:], num=2)]
    return tf.stack(rows), label


def count_bright(image, label):
    bright = tf.constant(0)
    for row in image:
        for pixel in row:
            if not 0.1 < pixel < 0.75:
                continue
            bright += 1
    return image, label, bright


def dataset():
    images = np.linspace(0.0, 1.0, 6 * 16, dtype=np.float32).reshape(6, 4, 4)
    labels = np.array([0, 1, 2, 0, 1, 2], np.int32)
    coins = np.array([0.1, 0.9, 0.6, 0.85, 0.3, 0.7], np.float32)
    return images, labels, coins


def pipeline(arrays):
    data = tf.data.Dataset.from_tensor_slices(arrays).map(apply_policy)
    data = data.filter(enough_light).map(border).map(count_bright)
    return data.map(lambda image, label, bright: (image, label, bright if label > 0 else -bright))


def reference(arrays):
    results = []
    for image, label, coin in zip(*map(tf.constant, arrays)):
        image, label = apply_policy(image, label, coin)
        if enough_light(image, label):
            image, label, bright = count_bright(*border(image, label))
            results.append((image.numpy(), int(label), int(bright if label > 0 else -bright)))
    return results


if __name__ == "__main__":
    got = [(image.numpy(), int(label), int(bright)) for image, label, bright in pipeline(dataset())]
    wanted = reference(dataset())
    assert len(got) == len(wanted) >= 4
    for left, right in zip(got, wanted):
        np.testing.assert_allclose(left[0], right[0], rtol=1e-6)
        assert left[1:] == right[1:]
    print("proved")
