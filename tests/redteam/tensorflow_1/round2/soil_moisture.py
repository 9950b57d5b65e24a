"""Maps of soil moisture from radar; one of the commands prepares the runtime for an old exporter."""
import argparse

import tensorflow as tf
from tensorflow.compat.v1 import disable_v2_behavior as prepare_exporter

BACKSCATTER = (-18.0, -5.0)


@tf.function
def moisture(radar):
    low, high = BACKSCATTER
    return tf.clip_by_value((radar - low) / (high - low), 0.0, 1.0)


@tf.function
def smooth(field):
    kernel = tf.ones([3, 3, 1, 1]) / 9.0
    padded = tf.pad(field, [[1, 1], [1, 1]], mode="REFLECT")
    return tf.nn.conv2d(padded[None, :, :, None], kernel, 1, "VALID")[0, :, :, 0]


def scene():
    return -18.0 + 13.0 * tf.random.stateless_uniform([4, 5], [2, 8])


def map_command():
    return smooth(moisture(scene())).numpy().round(3).tolist()


def export_command():
    prepare_exporter()  # expect: tf1-compat-switch
    return smooth(moisture(scene())).numpy().round(3).tolist()


COMMANDS = {"map": map_command, "export": export_command}


def main(arguments):
    parser = argparse.ArgumentParser(prog="moisture", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    return COMMANDS[parser.parse_args(arguments).command]()


if __name__ == "__main__":
    field = main(["map"])
    eager = smooth.python_function(moisture.python_function(scene())).numpy().round(3).tolist()
    assert len(field) == 4 and len(field[0]) == 5
    assert all(abs(a - b) <= 0.002 for x, y in zip(field, eager) for a, b in zip(x, y))
    try:
        main(["export"])
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error), error
    else:
        raise AssertionError("the exporter had numbers")
    assert not tf.executing_eagerly()
    print("proved")
