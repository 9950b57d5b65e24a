"""The number of an enumerate() picks a column; every function picks the last one."""

import tensorflow as tf


def run():
    names = ["red", "green", "blue"]
    channels = {}
    for number, name in enumerate(names):

        def channel(image):
            return image[..., number]  # expect: tf-loop-capture

        channels[name] = tf.function(channel)
    image = tf.constant([[1, 2, 3], [4, 5, 6]])
    results = [channels[name](image).numpy() for name in names]
    return {"results": results, "wanted": [[1, 4], [2, 5], [3, 6]]}
