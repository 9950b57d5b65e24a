"""The keys of a dict of tensors are texts, wherever the dict comes from."""

import tensorflow as tf

HEADS = ("depth", "mask")


def outputs(x):
    return {name: x * (place + 1.0) for place, name in enumerate(HEADS)}


@tf.function
def losses(x):
    report = {}
    for name in sorted(outputs(x)):
        report[f"loss/{name}"] = tf.reduce_sum(outputs(x)[name])
    for name in list(report):
        report["squared " + str(name)] = tf.square(report[name])
    return report


def run():
    return [{key: float(value) for key, value in losses(tf.ones([2])).items()} for _ in range(3)]
