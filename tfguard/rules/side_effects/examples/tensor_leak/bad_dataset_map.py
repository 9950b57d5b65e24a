"""A function of Dataset.map keeps what it sees: one symbolic tensor for the whole dataset."""

import tensorflow as tf

seen = []


def scale(value):
    seen.append(value)  # expect: tf-container-mutation, tf-tensor-leak
    return value / 10.0


def run():
    dataset = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]).map(scale)
    scaled = [float(value) for value in dataset]
    return scaled, [float(value) for value in seen]
