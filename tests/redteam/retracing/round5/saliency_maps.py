"""Saliency and smoothed-gradient maps for a small image classifier."""
import numpy as np
import tensorflow as tf

COUNTS = []


def build_classifier():
    return tf.keras.Sequential(
        [
            tf.keras.Input((8, 8, 1)),
            tf.keras.layers.Conv2D(2, 3, activation="relu"),
            tf.keras.layers.GlobalAveragePooling2D(),
            tf.keras.layers.Dense(3),
        ]
    )


def gradient_map(model, image, target):
    def score_gradient(pixels):
        with tf.GradientTape() as tape:
            tape.watch(pixels)
            score = tf.gather(model(pixels[None])[0], target)
        return tf.abs(tape.gradient(score, pixels))

    compiled = tf.function(score_gradient)  # expect: tf-function-in-loop
    result = compiled(image)
    COUNTS.append(compiled.experimental_get_tracing_count())
    return result[..., 0]


def smoothed(model, image, target, samples=4, spread=0.1):
    noise = np.random.default_rng(0).normal(0.0, spread, [samples, 8, 8, 1]).astype(np.float32)
    maps = [gradient_map(model, image + n, target) for n in noise]
    return tf.add_n(maps) / samples


def explain(model, images):
    figures = {}
    for name, image in images.items():
        target = tf.argmax(model(image[None])[0])
        figures[name] = smoothed(model, image, target).numpy()
    return figures


def main():
    diagonal = tf.eye(8)[..., None]
    images = {"diagonal": diagonal, "mirror": tf.reverse(diagonal, [1]), "blank": tf.zeros([8, 8, 1])}
    return explain(build_classifier(), images)


if __name__ == "__main__":
    assert sorted(main()) == ["blank", "diagonal", "mirror"]
    assert COUNTS == [1] * 12
    print("proved")
