"""Evolution-strategies gradient with an inner evaluation that is built inside the traced step."""
import tensorflow as tf

weights = tf.Variable([2.0, -1.0, 0.5])


def objective(candidate, x, y):
    return tf.reduce_mean(tf.square(tf.linalg.matvec(x, candidate) - y))


@tf.function
def es_step(x, y, sigma, rate):
    @tf.function
    def evaluate(noise, scale):
        return objective(weights + scale * noise, x, y)

    gradient = tf.zeros_like(weights)
    for _ in tf.range(8):
        noise = tf.random.normal([3])
        difference = evaluate(noise, sigma) - evaluate(noise, -sigma)
        gradient += difference / (2.0 * sigma) * noise
    weights.assign_sub(rate * gradient / 8.0)
    return objective(weights, x, y)


def optimise(generations):
    x = tf.random.stateless_normal([16, 3], [1, 2])
    y = tf.linalg.matvec(x, tf.constant([1.0, 1.0, 1.0]))
    sigmas = tf.unstack(tf.linspace(0.2, 0.05, generations))
    losses = []
    for generation, sigma in enumerate(sigmas):
        rate = tf.constant(0.1 / (1 + 0.1 * generation))
        losses.append(float(es_step(x, y, sigma, rate)))
    return losses


if __name__ == "__main__":
    tf.random.set_seed(3)
    trail = optimise(12)
    print(f"{trail[0]:.3f} -> {trail[-1]:.3f}")
    assert trail[-1] < trail[0]
    assert es_step.experimental_get_tracing_count() == 1
    print("proved")
