"""Cuts images into tiles and writes them with TensorFlow's own file operations."""

from __future__ import annotations

import json
import os
import pathlib
import tempfile

import numpy as np
import tensorflow as tf


class TileSpec:
    """Tile layout, read from a JSON file when it is made."""

    def __init__(self, path: str):
        with open(path, encoding="utf-8") as source:
            raw = json.load(source)
        self.size = int(raw["size"])
        self.suffix = pathlib.Path(path).with_suffix(".raw").name

    def count(self, height: int, width: int):
        return (height // self.size) * (width // self.size)


class Exporter:
    """Writes each tile and an index; counts what was written in a variable."""

    def __init__(self, spec: TileSpec, folder: str):
        self.spec = spec
        self.folder = folder
        self.written = tf.Variable(0, trainable=False, dtype=tf.int64)
        self.last = tf.Variable(0.0, dtype=tf.float64, trainable=False)

    def _path(self, number):
        prefix = os.path.join(self.folder, "tile-")
        return tf.strings.join([prefix, tf.strings.as_string(number), "-", self.spec.suffix])

    def _tiles(self, image):
        size = self.spec.size
        window = [1, size, size, 1]
        patches = tf.image.extract_patches(image[None], window, window, [1, 1, 1, 1], "VALID")
        return tf.reshape(patches, [-1, size * size * image.shape[-1]])

    @tf.function
    def export(self, image):
        """Appends the tiles of an image; returns the bytes written so far in the folder."""
        for tile in self._tiles(image):
            tf.io.write_file(self._path(self.written), tf.io.serialize_tensor(tile))
            self.written.assign_add(1)
        self.last.assign(tf.timestamp())
        tf.print("tiles written:", self.written, output_stream=f"file://{self.folder}/log.txt")
        return tf.identity(self.written)

    @tf.function
    def load(self, number):
        return tf.io.parse_tensor(tf.io.read_file(self._path(number)), tf.float32)


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    with tempfile.TemporaryDirectory() as folder:
        spec_path = os.path.join(folder, "layout.json")
        with open(spec_path, "w", encoding="utf-8") as out:
            json.dump({"size": 2}, out)
        exporter = Exporter(TileSpec(spec_path), folder)
        counts, stamps = [], []
        for seed in range(3):
            image = tf.random.stateless_uniform([4, 4, 1], [seed, 1])
            counts.append(int(exporter.export(image)))
            stamps.append(float(exporter.last))
        tiles = [exporter.load(tf.constant(i, tf.int64)).numpy() for i in range(counts[-1])]
        log = pathlib.Path(folder, "log.txt").read_text(encoding="utf-8")
        assert len(set(stamps)) == 3
    return counts, np.stack(tiles), log


if __name__ == "__main__":
    eager, graph = run(True), run(False)
    assert eager[0] == graph[0] == [4, 8, 12]
    np.testing.assert_array_equal(eager[1], graph[1])
    assert eager[2] == graph[2] and graph[2].count("tiles written") == 3
    print("proved")
