"""A tensor and a Python number in one dict, inside a closure: the number is what is new."""

import tensorflow as tf


def make_trainer():
    @tf.function
    def step(inputs):
        return inputs["values"] * (1.0 + inputs["window"][0])

    def train(values, index):
        return step({"values": values, "window": (index, 1)})  # expect: tf-python-container-arg

    return train, step


def run():
    train, step = make_trainer()
    results = []
    for index in range(4):
        results.append(train(tf.constant([1.0, 2.0]), index).numpy())
    return {"results": results, "traces": step.experimental_get_tracing_count()}
