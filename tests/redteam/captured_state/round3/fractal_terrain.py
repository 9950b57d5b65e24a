"""Layered terrain for a game map: each octave is a ripple of its own."""
import tensorflow as tf

OCTAVES = {"hills": 0, "rocks": 2, "gravel": 4}


def ripple(points, frequency, amplitude):
    waves = tf.sin(frequency * points[:, 0]) * tf.cos(frequency * points[:, 1])
    return amplitude * waves


def build_layers(octaves, persistence=0.5):
    layers = {}
    for name, octave in octaves.items():
        frequency = 2.0 ** octave
        layers[name] = tf.function(
            lambda points: ripple(points, frequency, persistence)  # expect: tf-loop-capture  allow: tf-global-read
        )
    return layers


def build_masks(levels):
    """One compiled mask a height level, in the order of the levels."""
    return [
        tf.function(lambda heights: tf.cast(heights > level, tf.int32))  # expect: tf-loop-capture  allow: tf-global-read
        for level in levels
    ]


class Terrain:
    def __init__(self, octaves, levels):
        self.layers = build_layers(octaves)
        self.masks = build_masks(levels)

    def heights(self, points):
        return {name: layer(points) for name, layer in self.layers.items()}

    def biomes(self, heights):
        return [int(tf.reduce_sum(mask(heights))) for mask in self.masks]


def survey():
    points = tf.constant([[0.5, 0.1], [1.0, 0.2], [2.0, 0.3]])
    terrain = Terrain(OCTAVES, [0.0, 1.0, 2.0])
    return terrain.heights(points), terrain.biomes(tf.constant([0.5, 1.5, 2.5]))


if __name__ == "__main__":
    layers, biomes = survey()
    assert layers["hills"].numpy().tolist() == layers["gravel"].numpy().tolist()
    spots = tf.constant([[0.5, 0.1], [1.0, 0.2], [2.0, 0.3]])
    assert layers["hills"].numpy().tolist() != ripple(spots, 1.0, 0.5).numpy().tolist()
    assert biomes == [1, 1, 1]
    assert [sum(h > level for h in (0.5, 1.5, 2.5)) for level in (0.0, 1.0, 2.0)] == [3, 2, 1]
    print("proved")
