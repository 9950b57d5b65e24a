"""Metropolis sampling with an adapted proposal; the base class compiles the step."""
import tensorflow as tf


class Chain:
    """Subclasses say how a candidate is found; the step is compiled once a chain."""

    def __init__(self, dimension):
        self.dimension = dimension
        self.advance = tf.function(self._advance)

    def log_density(self, point):
        return -0.5 * tf.reduce_sum(point**2)

    def _advance(self, point, step, curvature):
        key = tf.stack([step, 17])
        candidate = point + self.heat(step) * self.jump(key, curvature)
        ratio = self.log_density(candidate) - self.log_density(point)
        chance = tf.math.log(tf.random.stateless_uniform([], key))
        return tf.where(chance < ratio, candidate, point)

    def heat(self, step):
        return 1.0

    def jump(self, key, curvature):
        raise NotImplementedError


class AdaptiveChain(Chain):
    def jump(self, key, curvature):
        """A jump scaled by the curvature; its estimate may be singular at first."""
        noise = tf.random.stateless_normal([self.dimension], key)
        try:  # allow: tf-try-except
            scale = tf.linalg.inv(curvature)
        except tf.errors.InvalidArgumentError:  # expect: tf-try-except
            scale = tf.eye(self.dimension)
        return tf.linalg.matvec(scale, noise)


class AnnealedChain(Chain):
    def heat(self, step):
        if step < 10:  # allow: tf-branch-undefined
            factor = 4.0  # allow: tf-branch-undefined
        elif step < 40:  # allow: tf-branch-undefined
            factor = 2.0  # allow: tf-branch-undefined
        elif step >= 40:  # expect: tf-branch-undefined
            factor = 1.0  # allow: tf-branch-undefined
        return factor

    def jump(self, key, curvature):
        return tf.random.stateless_normal([self.dimension], key)


def run(chain, steps, curvature):
    point = tf.zeros([chain.dimension])
    for step in tf.range(steps):
        point = chain.advance(point, step, curvature)
    return point


def main():
    flat = tf.ones([2, 2])
    return run(AdaptiveChain(2), 50, flat), run(AnnealedChain(2), 50, flat)


if __name__ == "__main__":
    point, step = tf.zeros([2]), tf.constant(3)
    singular, regular = tf.ones([2, 2]), tf.eye(2)
    adaptive, annealed = AdaptiveChain(2), AnnealedChain(2)
    key = tf.constant([3, 17])
    plain = tf.random.stateless_normal([2], key).numpy().tolist()
    assert adaptive.jump(key, singular).numpy().tolist() == plain
    assert adaptive._advance(point, step, singular).shape == (2,)
    assert adaptive.advance(point, step, regular).shape == (2,)
    try:
        adaptive.advance(point, step, singular)
    except tf.errors.InvalidArgumentError as error:
        assert "not invertible" in str(error), error
    else:
        raise AssertionError("the handler ran")
    assert [annealed.heat(tf.constant(n)) for n in (3, 20, 60)] == [4.0, 2.0, 1.0]
    assert annealed._advance(point, step, regular).shape == (2,)
    try:
        annealed.advance(point, step, regular)
    except ValueError as error:
        assert "'factor' must also be initialized in the else branch" in str(error), error
    else:
        raise AssertionError("heat was traced")
    print("proved")
