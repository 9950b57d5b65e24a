"""A tokenizer whose vocabulary is read when it is made, and documents that are read in the graph."""

from __future__ import annotations

import pathlib
import pickle
import random
import tempfile
import time

import tensorflow as tf


class Vocabulary:
    """Reads its words from a file; made before anything is compiled."""

    def __init__(self, path: pathlib.Path, seed: int = 5):
        with open(path, encoding="utf-8") as handle:
            self.words = [line.strip() for line in handle]
        self.created = time.time()
        rng = random.Random(seed)
        self.embedding_scale = rng.uniform(0.9, 1.1)
        pickle.dumps(self.words)
        initializer = tf.lookup.KeyValueTensorInitializer(
            self.words, tf.range(len(self.words), dtype=tf.int64)
        )
        self.table = tf.lookup.StaticHashTable(initializer, default_value=-1)

    def __len__(self):
        return len(self.words)


class DocumentEncoder:
    """Counts known words in files and writes the counts beside them."""

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.total = tf.Variable(0, dtype=tf.int64, trainable=False)

    def _counts(self, text):
        ids = self.vocabulary.table.lookup(tf.strings.split(text))
        known = tf.boolean_mask(ids, ids >= 0)
        return tf.math.bincount(tf.cast(known, tf.int32), minlength=len(self.vocabulary))

    @tf.function(input_signature=[tf.TensorSpec([], tf.string)])
    def encode_file(self, path):
        text = tf.io.read_file(path)
        counts = self._counts(text)
        self.total.assign_add(tf.cast(tf.reduce_sum(counts), tf.int64))
        line = tf.strings.reduce_join(tf.strings.as_string(counts), separator=" ")
        tf.io.write_file(tf.strings.join([path, ".counts"]), line)
        return self.vocabulary.embedding_scale * tf.cast(counts, tf.float32)


def drive(eager: bool, folder: pathlib.Path):
    """Encodes one file whose text changes, and reads what was written."""
    tf.config.run_functions_eagerly(eager)
    (folder / "vocab.txt").write_text("red\ngreen\nblue\n", encoding="utf-8")
    encoder = DocumentEncoder(Vocabulary(folder / "vocab.txt"))
    document = folder / "document.txt"
    rows = []
    for text in ("red red blue", "green grey", "blue red green blue", ""):
        document.write_text(text, encoding="utf-8")
        scaled = encoder.encode_file(tf.constant(str(document)))
        written = (folder / "document.txt.counts").read_text(encoding="utf-8")
        rows.append((scaled.numpy().tolist(), written, int(encoder.total)))
    tf.config.run_functions_eagerly(False)
    return rows


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        eager, graph = drive(True, pathlib.Path(first)), drive(False, pathlib.Path(second))
    assert eager == graph, (eager, graph)
    assert [row[1] for row in graph] == ["2 0 1", "0 1 0", "1 1 2", "0 0 0"]
    print("proved")
