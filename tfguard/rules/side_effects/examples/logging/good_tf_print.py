"""The cure for values: tf.print writes at each call, to a file if wanted."""

import pathlib

import tensorflow as tf

LOG = "file://" + str(pathlib.Path.cwd() / "losses.log")


@tf.function
def check_gradient(gradient):
    norm = tf.norm(gradient)
    if norm > 100.0:
        tf.print("gradient explodes", norm, output_stream=LOG)
        gradient = tf.zeros_like(gradient)
    return gradient


def run():
    for value in (1.0, 500.0, 600.0):
        check_gradient(tf.constant([value, 0.0]))
    return pathlib.Path("losses.log").read_text().splitlines()
