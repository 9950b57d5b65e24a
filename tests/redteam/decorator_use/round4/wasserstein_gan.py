"""Critic and generator updates of a Wasserstein GAN on points of a plane."""
import tensorflow as tf
from tensorflow import keras

NOISE = tf.TensorSpec([None, 4], tf.float32)
POINTS = tf.TensorSpec([None, 2], tf.float32)


def mlp(inputs, outputs, name):
    return keras.Sequential(
        [keras.Input([inputs]), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(outputs)], name=name
    )


def make_critic_update(generator, critic, optimizer):
    @tf.function(input_signature=[NOISE, POINTS])  # expect: tf-bad-input-signature
    def update(noise, real, penalty):  # allow: tf-bad-input-signature
        fake = generator(noise, training=True)
        mix = tf.random.uniform([tf.shape(real)[0], 1])
        between = mix * real + (1.0 - mix) * fake
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                inner.watch(between)
                scores = critic(between, training=True)
            slope = tf.norm(inner.gradient(scores, between), axis=1)
            loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
            loss += penalty * tf.reduce_mean((slope - 1.0) ** 2)
        variables = critic.trainable_variables
        optimizer.apply_gradients(zip(outer.gradient(loss, variables), variables))
        return loss

    return update


def make_generator_update(generator, critic, optimizer):
    @tf.function(input_signature=(NOISE, tf.float32))  # expect: tf-bad-input-signature
    def update(noise, weight):  # allow: tf-bad-input-signature
        with tf.GradientTape() as tape:
            loss = -weight * tf.reduce_mean(critic(generator(noise, training=True)))
        variables = generator.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    return update


def train(steps):
    generator, critic = mlp(4, 2, "generator"), mlp(2, 1, "critic")
    critic_update = make_critic_update(generator, critic, keras.optimizers.Adam(1e-3))
    generator_update = make_generator_update(generator, critic, keras.optimizers.Adam(1e-3))
    for _ in range(steps):
        critic_update(tf.random.normal([16, 4]), tf.random.normal([16, 2]), tf.constant(10.0))
        generator_update(tf.random.normal([16, 4]), tf.constant(1.0))


if __name__ == "__main__":
    try:
        train(2)
    except TypeError as error:
        assert "input_signature missing type constraint for penalty" in str(error), error
    else:
        raise AssertionError("the signature was complete")
    try:
        make_generator_update(mlp(4, 2, "g"), mlp(2, 1, "c"), keras.optimizers.SGD())
    except TypeError as error:
        assert "must be a possibly nested sequence of TensorSpec" in str(error), error
    else:
        raise AssertionError("a dtype was a spec")
    print("proved")
