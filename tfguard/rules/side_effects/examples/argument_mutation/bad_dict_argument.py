"""Adding, replacing or removing an entry of a dict argument."""

import tensorflow as tf


@tf.function
def normalize(features):
    features["mean"] = tf.reduce_mean(features["image"])  # expect: tf-argument-mutation
    return features["image"] - features["mean"]


@tf.function
def split_label(example):
    label = example.pop("label")  # expect: tf-argument-mutation
    return example["image"], label


def attempt(function, argument):
    try:
        function(argument)
        return sorted(argument)
    except ValueError as error:
        return "modified" if "were modified" in str(error) else str(error)


def run():
    image = tf.constant([1.0, 2.0])
    return attempt(normalize, {"image": image}), attempt(split_label, {"image": image, "label": image})
