"""A traced call for each layer of a list: all of them end in the last layer."""

import keras
import tensorflow as tf

layers = [keras.layers.Rescaling(scale) for scale in (2.0, 3.0, 5.0)]


class Bank:
    def __init__(self):
        self.calls = []
        for layer in layers:
            self.calls.append(tf.function(lambda x: layer(x)))  # expect: tf-loop-capture


def run():
    bank = Bank()
    results = [call(tf.constant([1.0])).numpy() for call in bank.calls]
    return {"results": results, "wanted": [[2.0], [3.0], [5.0]]}
