"""Breed classifier whose augmentation gets harder while it trains."""
import numpy as np
import tensorflow as tf

CFG = {
    "seed": 7,
    "image_size": 16,
    "batch_size": 8,
    "epochs": 4,
    "breeds": 3,
    "augment": {"flip": True, "brightness": 0.0, "max_brightness": 0.4},
}


def flip(images):
    return tf.image.random_flip_left_right(images)


def brighten(images):
    limit = CFG["augment"]["brightness"]  # expect: tf-global-read
    shift = tf.random.uniform([tf.shape(images)[0], 1, 1, 1], -limit, limit)
    return images + shift, tf.reduce_max(tf.abs(shift))


def augment(images):
    if CFG["augment"]["flip"]:
        images = flip(images)
    return brighten(images)


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input((CFG["image_size"], CFG["image_size"], 3)),
        tf.keras.layers.Conv2D(4, 3, activation="relu"),
        tf.keras.layers.GlobalAveragePooling2D(),
        tf.keras.layers.Dense(CFG["breeds"]),
    ])


def make_train_step(model, optimizer):
    criterion = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @tf.function
    def train_step(images, labels):
        images, shift = augment(images)
        with tf.GradientTape() as tape:
            loss = criterion(labels, model(images, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss, shift

    return train_step


def ramp_up(settings, epoch, epochs):
    """Linear curriculum from clean images to the full strength."""
    progress = epoch / max(1, epochs - 1)
    settings.update(brightness=progress * settings["max_brightness"])


def main():
    rng = np.random.default_rng(CFG["seed"])
    images = rng.random((32, CFG["image_size"], CFG["image_size"], 3), dtype=np.float32)
    labels = rng.integers(CFG["breeds"], size=32)
    dataset = tf.data.Dataset.from_tensor_slices((images, labels)).batch(CFG["batch_size"])
    train_step = make_train_step(build_model(), tf.keras.optimizers.Adam(1e-3))
    strongest = []
    for epoch in range(CFG["epochs"]):
        ramp_up(CFG["augment"], epoch, CFG["epochs"])
        shifts = [train_step(batch, target)[1].numpy() for batch, target in dataset]
        strongest.append(max(shifts))
    return strongest


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    strongest = main()
    assert strongest[0] == 0.0 and 0.2 < strongest[-1] <= 0.4
    tf.config.run_functions_eagerly(False)
    assert main() == [0.0] * 4 and CFG["augment"]["brightness"] == 0.4
    print("proved")
