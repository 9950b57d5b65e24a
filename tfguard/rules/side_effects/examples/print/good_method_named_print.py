"""A method that is only called print: here it is a graph operation."""

import pathlib

import tensorflow as tf
from tensorflow import print as graph_print

STREAM = "file://" + str(pathlib.Path.cwd() / "values.log")


class Monitor:
    def print(self, name, value):
        graph_print(name, value, output_stream=STREAM)


monitor = Monitor()


@tf.function
def halve(value):
    result = value / 2.0
    monitor.print("half", result)
    return result


def run():
    for value in (2.0, 4.0, 6.0):
        halve(tf.constant(value))
    return pathlib.Path("values.log").read_text().splitlines()
