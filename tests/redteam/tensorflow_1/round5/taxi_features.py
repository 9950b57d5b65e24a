"""Turns lines about taxi rides into features for a fare model."""
import tensorflow as tf

LINES = [
    "2.5;7.0;airport centre",
    "0.8;3.5;centre",
    "11.2;24.0;harbour airport",
]
DEFAULTS = [[0.0], [0.0], [""]]
STOPS = ["airport", "centre", "harbour"]


def split(line):
    return tf.decode_csv(line, record_defaults=DEFAULTS, field_delim=";")  # expect: tf1-removed-api


def tags(text):
    words = tf.string_split([text]).values  # expect: tf1-removed-api
    return tf.cast(tf.reduce_any(words[:, None] == tf.constant(STOPS)[None], axis=0), tf.float32)


def modern_split(line):
    return tf.io.decode_csv(line, record_defaults=DEFAULTS, field_delim=";")


def modern_tags(text):
    words = tf.strings.split(text)
    return tf.cast(tf.reduce_any(words[:, None] == tf.constant(STOPS)[None], axis=0), tf.float32)


class Parser:
    """Steps of the parsing of a line; a step may be replaced."""

    def __init__(self, splitter=split, tagger=tags):
        self.splitter = splitter
        self.tagger = tagger

    def __call__(self, line):
        distance, fare, places = self.splitter(line)
        features = tf.concat([[distance, tf.math.log1p(distance)], self.tagger(places)], axis=0)
        return features, fare


def rides(lines, parser, batch=2):
    dataset = tf.data.Dataset.from_tensor_slices(lines)
    return dataset.map(parser).batch(batch)


def main():
    parser = Parser()
    return [fares.numpy().tolist() for _, fares in rides(LINES, parser)]


if __name__ == "__main__":
    parser = Parser(modern_split, modern_tags)
    batches = list(rides(LINES, parser))
    assert batches[0][1].numpy().tolist() == [7.0, 3.5] and batches[1][0].shape == (1, 5)
    assert parser(tf.constant(LINES[0]))[0].numpy().tolist() == batches[0][0][0].numpy().tolist()
    for run, missing in (
        (main, "decode_csv"),
        (lambda: rides(LINES, Parser(splitter=modern_split)), "string_split"),
        (lambda: Parser()(tf.constant(LINES[0])), "decode_csv"),
    ):
        try:
            run()
        except AttributeError as error:
            assert f"module 'tensorflow' has no attribute '{missing}'" in str(error), error
        else:
            raise AssertionError(missing)
    print("proved")
