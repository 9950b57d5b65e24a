"""Runs the stages of a study of soils: only stages that can be compiled are compiled."""
import inspect

import tensorflow as tf

STAGES = {}


def stage(function):
    """Registers a stage; generators and coroutines stay what they are."""
    if inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function):
        STAGES[function.__name__] = function
        return function
    compiled = tf.function(function)
    STAGES[function.__name__] = compiled
    return compiled


def identity(function):
    return function


COMPILE_SAMPLING = False
maybe = tf.function if COMPILE_SAMPLING else identity


@stage
def normalise(samples):
    return (samples - tf.reduce_mean(samples, axis=0)) / (tf.math.reduce_std(samples, axis=0) + 1e-6)


@stage
def batches(samples):
    for start in range(0, samples.shape[0], 2):
        yield samples[start : start + 2]


@stage
def acidity(batch):
    score = tf.reduce_sum(batch * tf.constant([0.7, -0.2, 0.1]), axis=1)
    if tf.reduce_max(score) > 1.0:
        score = score / tf.reduce_max(score)
    return score


@stage
async def upload(scores):
    return [round(float(score), 4) for score in scores]


@maybe
def holes(grid):
    for row in grid:
        yield row[0], row[-1]


class Study:
    def __init__(self, stages):
        self.stages = stages

    def run(self, samples):
        samples = self.stages["normalise"](samples)
        return tf.concat([self.stages["acidity"](batch) for batch in self.stages["batches"](samples)], axis=0)


async def main(study, samples):
    return await upload(study.run(samples))


def soil():
    return tf.random.stateless_normal([6, 3], [3, 8])


if __name__ == "__main__":
    import asyncio

    study = Study(STAGES)
    for shift in tf.constant([0.0, 1.0]):
        graph = asyncio.run(main(study, soil() + shift))
        tf.config.run_functions_eagerly(True)
        eager = asyncio.run(main(study, soil() + shift))
        tf.config.run_functions_eagerly(False)
        assert len(graph) == 6 and all(abs(a - b) < 1e-3 for a, b in zip(graph, eager)), (graph, eager)
    assert [pair for pair in holes([[1, 2, 3], [4, 5]])] == [(1, 3), (4, 5)]
    assert acidity.experimental_get_tracing_count() == 1
    print("proved")
