"""Fusion of two imaging modalities with refinement layers."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


class FusionBase(keras.layers.Layer):
    """Joins two scans; subclasses say how the joined features are refined."""

    def __init__(self, width=4, **kwargs):
        super().__init__(**kwargs)
        self.project = keras.layers.Dense(width)

    def build(self, shapes):
        first, second = shapes
        self.project.build((None, first[-1] + second[-1]))

    def call(self, scans):
        joined = self.project(tf.concat(scans, axis=-1))
        return self.refine(joined)

    def refine(self, features):
        raise NotImplementedError


class ScaledFusion(FusionBase):
    def refine(self, features):
        peak = tf.reduce_max(tf.abs(features))
        return features / tf.maximum(peak, 1.0)


class DiffusedFusion(FusionBase):
    """Smooths until neighbouring channels agree."""

    def __init__(self, tolerance=0.1, **kwargs):
        super().__init__(**kwargs)
        self.tolerance = tolerance

    def roughness(self, features):
        return tf.reduce_max(tf.abs(features - tf.roll(features, 1, axis=-1)))

    def refine(self, features):
        while self.roughness(features) > self.tolerance:  # expect: tf-keras-call-control-flow
            features = 0.5 * (features + tf.roll(features, 1, axis=-1))
        return features


def build_model(fusion):
    pet, ct = keras.Input([3]), keras.Input([2])
    fused = fusion([pet, ct])
    model = keras.Model([pet, ct], keras.layers.Dense(1)(fused))
    model.compile(optimizer="adam", loss="mse")
    return model


def patients():
    rng = np.random.default_rng(2)
    pet = rng.normal(size=(6, 3)).astype(np.float32)
    ct = rng.normal(size=(6, 2)).astype(np.float32)
    return [pet, ct], rng.normal(size=(6, 1)).astype(np.float32)


def main():
    scans, outcome = patients()
    for fusion in (ScaledFusion(), DiffusedFusion(tolerance=0.2)):
        build_model(fusion).fit(scans, outcome, verbose=0)


if __name__ == "__main__":
    inputs, target = patients()
    eager = DiffusedFusion(0.2)([tf.constant(part) for part in inputs])
    assert eager.shape == [6, 4]
    build_model(ScaledFusion()).fit(inputs, target, verbose=0)
    try:
        main()
    except Exception as error:
        assert "as a Python `bool` is not allowed" in str(error), error
    else:
        raise AssertionError("refine was converted")
    print("proved")
