"""Reads recipes from CSV lines; configuration errors are handled by Python while the pipeline is built."""
import json

import tensorflow as tf

DEFAULTS = [[""], [0], [0.0]]


class Reader:
    """A pipeline from a configuration; unknown options fall back to defaults."""

    def __init__(self, config):
        try:
            self.options = json.loads(config)
        except json.JSONDecodeError:
            self.options = {}

    def option(self, name, default):
        try:
            return self.options[name]
        except KeyError:
            return default

    def normaliser(self):
        kind = self.option("scale", "none")
        try:
            factory = {"minutes": lambda t: t, "hours": lambda t: t / 60.0}[kind]
        except KeyError:
            factory = tf.identity
        return factory

    def parse(self, line):
        name, servings, minutes = tf.io.decode_csv(line, DEFAULTS)
        try:
            limit = int(self.option("limit", "90"))
        except ValueError:
            limit = 90
        scale = self.normaliser()
        if servings > 4:
            minutes = minutes * 1.5
        minutes = tf.minimum(minutes, float(limit))
        return {"name": tf.strings.lower(name), "minutes": scale(minutes), "servings": servings}

    def dataset(self, lines):
        data = tf.data.Dataset.from_tensor_slices(lines).map(self.parse)
        if self.option("drop_slow", False):
            data = data.filter(lambda recipe: recipe["minutes"] < 60.0)
        return data


@tf.function
def total_minutes(dataset):
    total = tf.constant(0.0)
    try:
        for recipe in dataset:
            total += recipe["minutes"]
    finally:
        total = tf.round(total)
    return total


LINES = ["Soup,4,30", "Stew,6,100", "Salad,2,10"]


def eager_rows(reader):
    rows = [reader.parse(tf.constant(line)) for line in LINES]
    return [r for r in rows if not reader.option("drop_slow", False) or r["minutes"] < 60.0]


if __name__ == "__main__":
    for config in ("{}", "not json", '{"limit": "80", "scale": "minutes"}', '{"drop_slow": true, "limit": "x"}'):
        reader = Reader(config)
        got = [(r["name"].numpy(), float(r["minutes"])) for r in reader.dataset(LINES)]
        want = [(r["name"].numpy(), float(r["minutes"])) for r in eager_rows(reader)]
        assert got == want, (got, want)
    whole = Reader("{}").dataset(LINES)
    for _ in range(2):
        assert float(total_minutes(whole)) == float(total_minutes.python_function(whole)) == 130.0
    print("proved")
