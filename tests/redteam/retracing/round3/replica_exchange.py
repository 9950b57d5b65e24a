"""Parallel tempering: replicas of a chain at inverse temperatures that are spaced anew each sweep."""
import tensorflow as tf


def double_well(position):
    return tf.reduce_sum((position**2 - 1.0) ** 2, axis=-1)


class Sampler:
    """Template of a sampler: what one sweep over the replicas is."""

    def __init__(self, energy, replicas, dimensions):
        self.energy = energy
        self.chains = [tf.zeros([dimensions]) + 0.1 * i for i in range(replicas)]
        self.sweeps = 0

    def betas(self):
        raise NotImplementedError

    def advance(self, chain, beta):
        raise NotImplementedError

    def sweep(self):
        self.chains = [self.advance(chain, beta) for chain, beta in zip(self.chains, self.betas())]
        self.sweeps += 1
        return self.chains[-1]


class TemperedLangevin(Sampler):
    def __init__(self, energy, replicas=3, dimensions=2, step=0.01):
        super().__init__(energy, replicas, dimensions)
        self.step = tf.constant(step)
        self._kernel = tf.function(self._langevin)

    def betas(self):
        """The ladder gets denser while the chains settle."""
        ratio = 0.5 + 0.4 * self.sweeps / (1.0 + self.sweeps)
        return [ratio**rung for rung in range(len(self.chains))]

    def _langevin(self, chain, beta):
        with tf.GradientTape() as tape:
            tape.watch(chain)
            energy = beta * self.energy(chain)
        noise = tf.random.normal(tf.shape(chain)) * tf.sqrt(2.0 * self.step)
        return chain - self.step * tape.gradient(energy, chain) + noise

    def advance(self, chain, beta):
        return self._kernel(chain, beta=beta)  # expect: tf-python-scalar-arg


def sample(sweeps):
    sampler = TemperedLangevin(double_well)
    coldest = [sampler.sweep() for _ in range(sweeps)]
    return sampler, tf.stack(coldest)


if __name__ == "__main__":
    tf.random.set_seed(1)
    counts = []
    for sweeps in (2, 4, 6):
        sampler, draws = sample(sweeps)
        assert draws.shape == [sweeps, 2]
        counts.append(sampler._kernel.experimental_get_tracing_count())
    assert counts == [5, 9, 13], counts
    control = TemperedLangevin(double_well)
    for beta in (1.0, 0.7, 0.4, 0.2):
        control._kernel(control.chains[0], beta=tf.constant(beta))
    assert control._kernel.experimental_get_tracing_count() == 1
    print("proved")
