"""Serves the care of house plants by name: text stays outside of the part that XLA compiles."""
import sys

import tensorflow as tf

NAMES = ["fern", "cactus", "ivy"]


class Care(tf.Module):
    def __init__(self):
        super().__init__()
        keys = tf.lookup.KeyValueTensorInitializer(NAMES, tf.range(len(NAMES), dtype=tf.int64))
        self.table = tf.lookup.StaticHashTable(keys, default_value=-1)
        self.water = tf.Variable([2.0, 0.2, 1.0])
        self.light = tf.Variable([0.3, 0.9, 0.5])

    @tf.function(jit_compile=True)
    def dose(self, index, temperature):
        known = index >= 0
        place = tf.maximum(index, 0)
        base = tf.gather(self.water, place)
        warm = 1.0 + 0.05 * tf.nn.relu(temperature - 20.0)
        return tf.where(known, base * warm, 0.0), tf.gather(self.light, place)

    @tf.function
    def advise(self, name, temperature):
        index = self.table.lookup(name)
        water, light = self.dose(index, temperature)
        if tf.reduce_any(index < 0):
            tf.print("unknown plant", name, output_stream=sys.stdout)
        litres = tf.strings.as_string(water, precision=1)
        return tf.strings.join([name, litres], ": "), light

    @tf.function(jit_compile=False)
    def shout(self, name):
        return tf.strings.upper(name)


def order():
    return tf.constant(["ivy", "fern", "ivy"])


if __name__ == "__main__":
    care = Care()
    for temperature in tf.constant([18.0, 25.0, 32.0]):
        graph = care.advise(order(), temperature)
        tf.config.run_functions_eagerly(True)
        eager = care.advise(order(), temperature)
        tf.config.run_functions_eagerly(False)
        assert graph[0].numpy().tolist() == eager[0].numpy().tolist()
        assert graph[1].numpy().tolist() == eager[1].numpy().tolist()
    assert graph[0].numpy()[0] == b"ivy: 1.6", graph
    assert care.shout(order()).numpy()[1] == b"FERN"
    print("proved")
