"""A (mu, lambda) evolution strategy; the search distribution is created by the first generation."""
import tensorflow as tf


class EvolutionStrategy:
    def __init__(self, width, population=6):
        self.width = width
        self.population = population
        self.generation = 0
        self.evaluations = 0
        self.mean = None

    @tf.function
    def ask(self, noise):
        """Proposes a population around the current mean."""
        if self.generation == 0:  # allow: tf-attribute-read
            self.mean = tf.Variable(tf.zeros([self.width]))  # expect: tf-variable-creation  allow: tf-attribute-mutation
        return self.mean + 0.3 * noise

    @tf.function
    def rank(self, population):
        fitness = -tf.reduce_sum(tf.square(population - 1.0), axis=1)
        self.evaluations += self.population  # expect: tf-attribute-mutation
        return tf.argsort(fitness, direction="DESCENDING")

    def tell(self, population, order):
        elite = tf.gather(population, order[: self.population // 2])
        self.mean.assign(tf.reduce_mean(elite, axis=0))
        self.generation += 1


def search(strategy, generations):
    for generation in range(generations):
        noise = tf.random.stateless_normal([strategy.population, strategy.width], seed=[generation, 0])
        population = strategy.ask(noise)
        strategy.tell(population, strategy.rank(population))
    return strategy.mean.numpy()


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    strategy = EvolutionStrategy(3)
    search(strategy, 4)
    assert strategy.evaluations == 24
    tf.config.run_functions_eagerly(False)
    strategy = EvolutionStrategy(3)
    try:
        search(strategy, 4)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the counter is still 0 when the first call traces again")
    for _ in range(4):
        strategy.rank(tf.zeros([6, 3]))
    assert strategy.evaluations == 6, strategy.evaluations
    print("proved")
