"""Two optimizers of an adversarial pair; both rates are set in one loop."""

import keras
import tensorflow as tf

drawn, judged = tf.Variable(0.0), tf.Variable(0.0)
generator_optimizer = keras.optimizers.SGD(1.0)
critic_optimizer = keras.optimizers.SGD(2.0)
generator_optimizer.build([drawn])
critic_optimizer.build([judged])


@tf.function
def step(gradient):
    generator_optimizer.apply_gradients([(gradient, drawn)])
    critic_optimizer.apply_gradients([(gradient, judged)])


def run():
    for rate in (0.5, 0.25):
        step(tf.constant(-1.0))
        for optimizer in (generator_optimizer, critic_optimizer):
            optimizer.lr = rate  # expect: tf-optimizer-lr
    step(tf.constant(-1.0))
    return {"results": [drawn.numpy(), judged.numpy()], "wanted": [1.75, 2.75]}
