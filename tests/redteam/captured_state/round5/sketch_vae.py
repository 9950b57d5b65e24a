"""A toy variational autoencoder for sketches whose KL weight is annealed."""
import tensorflow as tf


class SketchVae(tf.Module):
    def __init__(self, size=3):
        super().__init__()
        self.mean = tf.Variable(tf.eye(size))
        self.log_var = tf.Variable(tf.zeros([size, size]))
        self.decode = tf.Variable(tf.eye(size))

    def terms(self, strokes):
        mean, log_var = strokes @ self.mean, strokes @ self.log_var
        noise = tf.random.stateless_normal(tf.shape(mean), (7, 7))
        code = mean + tf.exp(0.5 * log_var) * noise
        rebuilt = tf.reduce_mean(tf.square(code @ self.decode - strokes))
        divergence = -0.5 * tf.reduce_mean(1.0 + log_var - mean**2 - tf.exp(log_var))
        return rebuilt, divergence


def anneal(vae, strokes, epochs, step_size=0.01):
    beta = 0.0
    step_size = tf.constant(step_size)

    def objective():
        rebuilt, divergence = vae.terms(strokes)
        return rebuilt + beta * divergence  # expect: tf-global-read

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = objective()
        variables = vae.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(step_size * gradient)
        return loss

    curve = []
    while len(curve) < epochs:
        curve.append(float(step()))
        beta = min(1.0, beta + 0.5)
    return curve


def main():
    return anneal(SketchVae(), tf.constant([[1.0, 0.0, 2.0], [0.0, 2.0, 1.0]]), epochs=3)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    assert abs(graph[0] - eager[0]) < 1e-4
    assert eager[2] > graph[2] + 0.2, (graph, eager)
    print("proved")
