"""Rule-based text normalisation; the rules are plain Python, the texts are tensors."""

from __future__ import annotations

import io
import json
import os
import pathlib
import re
import string

import numpy as np
import tensorflow as tf

DEFAULTS = json.loads('{"lower": true, "strip": "!?", "replace": {"colour": "color"}}')


class RuleError(ValueError):
    pass


def escape_class(characters: str) -> str:
    """A character class for RE2."""
    buffer = io.StringIO()
    buffer.write("[")
    for character in sorted(set(characters)):
        if character in string.punctuation:
            buffer.write("\\")
        buffer.write(character)
    buffer.write("]")
    return buffer.getvalue()


def compile_rules(options):
    """Turns options into a list of pattern and replacement."""
    rules = []
    if options.get("strip"):
        rules.append((escape_class(options["strip"]), ""))
    replace = dict(options.get("replace", {}))
    replace.setdefault("  +", " ")
    while replace:
        rules.append(replace.popitem())
    rules.sort()
    return rules


def cache_name(kind: str) -> str:
    root = pathlib.Path(os.sep) / "cache"
    return os.path.join(str(root.with_suffix(".d")), re.sub(r"\W+", "-", kind))


class Normaliser:
    """Applies the rules to a batch of strings."""

    def __init__(self, **options):
        self.options = {**DEFAULTS, **options}

    def pieces(self, texts):
        return tf.strings.split(texts).to_tensor(default_value="")

    @tf.function
    def __call__(self, texts):
        options = dict(self.options)
        if options.pop("lower"):
            texts = tf.strings.lower(texts)
        for pattern, replacement in compile_rules(options):
            texts = tf.strings.regex_replace(texts, pattern, replacement)
        label = cache_name("unit tests").rsplit(os.sep, 1)[-1]
        return tf.strings.strip(texts), self.pieces(texts), tf.constant(label)


BATCHES = (["Hello, World!", "The  COLOUR?"], ["a!b", "  x   y "], ["", "Mixed Case colour"])

if __name__ == "__main__":
    normaliser, shouting = Normaliser(), Normaliser(lower=False, strip=".,")
    for batch in BATCHES:
        for fn in (normaliser, shouting):
            tf.config.run_functions_eagerly(True)
            eager = fn(tf.constant(batch))
            tf.config.run_functions_eagerly(False)
            graph = fn(tf.constant(batch))
            for a, b in zip(eager, graph):
                np.testing.assert_array_equal(a.numpy(), b.numpy())
    assert normaliser.options["lower"] is True and "replace" in DEFAULTS
    assert normaliser(tf.constant(["COLOUR!"]))[0].numpy().tolist() == [b"color"]
    print("proved")
