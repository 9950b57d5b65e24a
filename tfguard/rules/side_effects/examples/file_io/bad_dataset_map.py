"""A file that is opened in a function of Dataset.map is read once, while the dataset is defined."""

import pathlib

import tensorflow as tf

VISITS = pathlib.Path("visits.txt")


def load(index):
    with VISITS.open("a") as file:  # expect: tf-file-io
        file.write("visited\n")
    return index * 2


def run():
    VISITS.write_text("")
    dataset = tf.data.Dataset.range(100).map(load)
    doubled = sum(int(value) for value in dataset)
    return doubled, len(VISITS.read_text().splitlines()) >= 100
