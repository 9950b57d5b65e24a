"""Neural style transfer with a random feature extractor and one frozen configuration."""
from __future__ import annotations

import dataclasses

import keras
import numpy as np
import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class StyleConfig:
    style_weight: float = 10.0
    content_weight: float = 1.0
    variation_weight: float = 0.1
    layers: tuple[int, ...] = (0, 1)


def gram(features: tf.Tensor) -> tf.Tensor:
    flat = tf.reshape(features, [-1, features.shape[-1]])
    return tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)


def squared(first: tf.Tensor, second: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.square(first - second))


class Extractor(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stages = [keras.layers.Conv2D(4, 3, padding="same", activation="relu") for _ in range(2)]
        self(tf.zeros([1, 8, 8, 3]))

    def __call__(self, image: tf.Tensor) -> list[tf.Tensor]:
        outputs = []
        for stage in self.stages:
            image = stage(image)
            outputs.append(image)
        return outputs


@tf.function
def objective(image, content, styles, extractor, config, distance):
    outputs = extractor(image)
    loss = config.content_weight * distance(outputs[-1], content)
    for index, target in zip(config.layers, styles):
        loss += config.style_weight * distance(gram(outputs[index]), target)
    return loss + config.variation_weight * tf.reduce_mean(tf.image.total_variation(image))


def transfer(content_image: tf.Tensor, style_image: tf.Tensor, steps: int, config: StyleConfig) -> list[float]:
    extractor = Extractor()
    content = extractor(content_image)[-1]
    style_outputs = extractor(style_image)
    styles = [gram(style_outputs[index]) for index in config.layers]
    image = tf.Variable(content_image)
    optimizer = keras.optimizers.Adam(0.02)
    history = []
    for step in range(steps):
        with tf.GradientTape() as tape:
            loss = objective(image, content, styles, extractor, config, squared)
        optimizer.apply_gradients([(tape.gradient(loss, image), image)])
        image.assign(tf.clip_by_value(image, 0.0, 1.0))
        if step % 5 == 0:
            print(f"step {step}: {float(loss):.4f}")
        history.append(float(loss))
    return history


def main() -> list[float]:
    rng = np.random.default_rng(9)
    pictures = [tf.constant(rng.random([1, 8, 8, 3]), tf.float32) for _ in range(2)]
    config = dataclasses.replace(StyleConfig(), style_weight=5.0)
    return transfer(*pictures, steps=12, config=config)


if __name__ == "__main__":
    losses = main()
    assert len(losses) == 12 and losses[-1] < losses[0]
    assert objective.experimental_get_tracing_count() == 1
    print("proved")
