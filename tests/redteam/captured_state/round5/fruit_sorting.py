"""Sort fruit by colour; settings come from defaults, a file and the command line."""
import argparse
import json

import tensorflow as tf

SETTINGS = {"threshold": 0.5, "gain": 1.0, "channels": ["red", "green"]}
verbose = False

belt_offset = tf.Variable(0.0)


def override(pairs):
    for pair in pairs:
        key, _, text = pair.partition("=")
        SETTINGS[key] = json.loads(text)


def configure(argv):
    global verbose
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", default="{}")
    parser.add_argument("--set", nargs="*", default=[])
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(argv)
    SETTINGS.update(json.loads(options.profile))
    override(options.set)
    verbose = options.verbose


def brightness(colours):
    return SETTINGS["gain"] * tf.reduce_mean(colours, axis=-1) + belt_offset


@tf.function
def ripe(colours):
    return brightness(colours) > SETTINGS["threshold"]


def sort(batches):
    counts = []
    for batch in batches:
        belt_offset.assign_add(0.1)
        decision = ripe(tf.constant(batch))
        if verbose:
            print("ripe:", decision.numpy())
        counts.append(int(tf.math.count_nonzero(decision)))
    return counts


def main(argv):
    configure(argv)
    batches = [[[0.2, 0.4], [0.9, 0.7]]] * 4
    return sort(batches)


if __name__ == "__main__":
    counted = main(["--profile", '{"threshold": 0.75}', "--set", "gain=1.5"])
    assert ripe.experimental_get_tracing_count() == 1
    assert counted == [1, 1, 1, 2], counted  # 0.45 + 0.1 n > 0.75
    print("proved")
