"""The cure: copy the argument, then change the copy."""

import tensorflow as tf


@tf.function
def collect(value, outputs):
    outputs = list(outputs)
    outputs.append(value * 2.0)
    return tf.stack(outputs)


@tf.function
def normalize(features):
    features = {**features, "mean": tf.reduce_mean(features["image"])}
    features["image"] = features["image"] - features["mean"]
    return features


@tf.function
def split_label(example):
    example = example.copy()
    label = example.pop("label")
    return example["image"] + label


def run():
    image = tf.constant([1.0, 2.0])
    outputs, features = [tf.constant(0.0)], {"image": image}
    collected = collect(tf.constant(1.0), outputs).numpy()
    normalized = normalize(features)["image"].numpy()
    split = split_label({"image": image, "label": image}).numpy()
    return collected, normalized, split, len(outputs), sorted(features)
