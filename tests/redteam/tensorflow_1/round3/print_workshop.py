"""A workshop of prints: an old command line around new code, with flags, files and logs of the first version."""
import os
import tempfile

import tensorflow as tf

app, flags, gfile, logging = tf.compat.v1.app, tf.compat.v1.flags, tf.compat.v1.gfile, tf.compat.v1.logging

flags.DEFINE_integer("sheets", 3, "How many sheets to print.")
flags.DEFINE_float("ink", 0.8, "How much ink there is on the plate.")
flags.DEFINE_string("session", "evening", "When the workshop runs.")
flags.DEFINE_bool("disable_eager_execution", False, "Kept for old scripts; has no effect.")
FLAGS = flags.FLAGS


class Plate(tf.Module):
    def __init__(self, ink):
        super().__init__()
        self.ink = tf.Variable(ink)

    @tf.function
    def pull(self, paper):
        printed = paper * self.ink
        self.ink.assign(self.ink * 0.9)
        if tf.reduce_mean(printed) < 0.2:
            self.ink.assign(0.8)
        return printed


class Shop:
    """What old scripts call; each of the names does something small."""

    def __init__(self):
        self.placeholder = "<blank sheet>"
        self.pulled = []

    def run(self, plate, fetches):
        results = [plate.pull(paper) for paper in fetches]
        self.pulled += [float(tf.reduce_sum(result)) for result in results]
        return results

    def disable_eager_execution(self):
        return self.placeholder

    def trainable_variables(self):
        return []


def papers(count):
    return [tf.random.stateless_uniform([2, 2], [seed, 5]) for seed in range(count)]


def write(folder, shop):
    path = os.path.join(folder, "pulled.txt")
    with gfile.Open(path, "w") as file:
        file.write(" ".join(f"{value:.4f}" for value in shop.pulled))
    with gfile.GFile(path) as file:
        return [float(word) for word in file.read().split()]


def main(arguments):
    logging.set_verbosity(logging.ERROR)
    logging.info("session %s", FLAGS.session)
    shop, plate = Shop(), Plate(FLAGS.ink)
    if FLAGS.disable_eager_execution:
        shop.disable_eager_execution()
    shop.run(plate, papers(FLAGS.sheets))
    reference, eager = Plate(FLAGS.ink), []
    for paper in papers(FLAGS.sheets):
        eager.append(float(tf.reduce_sum(Plate.pull.python_function(reference, paper))))
    assert all(abs(a - b) < 1e-5 for a, b in zip(shop.pulled, eager))
    assert abs(float(plate.ink) - float(reference.ink)) < 1e-6
    with tempfile.TemporaryDirectory() as folder:
        written = write(folder, shop)
    assert len(written) == len(arguments) + 2 and abs(written[0] - eager[0]) < 1e-3
    print("proved")


if __name__ == "__main__":
    try:
        app.run(main=main, argv=["print_workshop"])
    except SystemExit as done:
        assert not done.code
