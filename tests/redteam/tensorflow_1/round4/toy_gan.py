"""A generative adversarial network for points on a ring; losses typed in from the paper's first code."""
import tensorflow as tf

NOISE, HIDDEN = 4, 16
EPS = 1e-7


def perceptron(sizes, seed):
    layers = []
    for i, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
        kernel = tf.random.stateless_normal([rows, columns], [seed, i], stddev=rows**-0.5)
        layers.append((tf.Variable(kernel), tf.Variable(tf.zeros([columns]))))
    return layers


def forward(layers, x):
    for kernel, bias in layers[:-1]:
        x = tf.nn.leaky_relu(x @ kernel + bias)
    kernel, bias = layers[-1]
    return x @ kernel + bias


generator = perceptron([NOISE, HIDDEN, 2], seed=1)
discriminator = perceptron([2, HIDDEN, 1], seed=2)
d_variables = [v for layer in discriminator for v in layer]
g_variables = [v for layer in generator for v in layer]


def apply(grads, variables, rate):
    for grad, variable in zip(grads, variables):
        variable.assign_sub(rate * grad)


@tf.function
def discriminator_step(real):
    noise = tf.random.normal([8, NOISE])
    with tf.GradientTape() as tape:
        p_real = tf.sigmoid(forward(discriminator, real))
        p_fake = tf.sigmoid(forward(discriminator, forward(generator, noise)))
        loss = -tf.reduce_mean(tf.log(p_real + EPS) + tf.math.log(1.0 - p_fake + EPS))  # expect: tf1-removed-api
    apply(tape.gradient(loss, d_variables), d_variables, 0.1)
    return loss


@tf.function
def generator_step(real):
    noise = tf.random_normal(tf.shape(real[:, :1]) * [1, NOISE])  # expect: tf1-removed-api
    with tf.GradientTape() as tape:
        p_fake = tf.sigmoid(forward(discriminator, forward(generator, noise)))
        loss = -tf.reduce_mean(tf.math.log(p_fake + EPS))
    apply(tape.gradient(loss, g_variables), g_variables, 0.1)
    return loss


@tf.function
def realism(points):
    return tf.reduce_mean(tf.sigmoid(forward(discriminator, points)))


def ring(seed):
    angle = tf.random.stateless_uniform([8, 1], [seed, 3], 0.0, 6.2831853)
    return tf.concat([tf.cos(angle), tf.sin(angle)], axis=1)


def train(step, rounds=3):
    return [float(step(ring(i))) for i in range(rounds)]


def main():
    print("realism", float(realism(ring(0))))
    train(discriminator_step)
    train(generator_step)


if __name__ == "__main__":
    assert abs(float(realism(ring(0))) - float(realism.python_function(ring(0)))) < 1e-6
    for step, name in ((discriminator_step, "log"), (generator_step, "random_normal")):
        try:
            train(step)
        except AttributeError as error:
            assert "module 'tensorflow' has no attribute '%s'" % name in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
