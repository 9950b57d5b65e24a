"""Audio guides: models are evaluated in graph code by mistake, and next to it as one should."""
import functools

import keras
import numpy as np
import tensorflow as tf


def quality_model():
    keras.utils.set_random_seed(13)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", loss="mse")
    return model


def graph_function(function=None, **options):
    """What the project calls a traced function."""
    if function is None:
        return functools.partial(graph_function, **options)
    return functools.wraps(function)(tf.function(function, **options))


MODEL = quality_model()
predict = functools.partial(MODEL.predict, verbose=0)


@graph_function
def ranking(clips):
    """The clips in the order of their predicted quality."""
    scores = predict(clips)  # expect: tf-keras-eager-api
    return tf.argsort(tf.reshape(scores, [-1]))


@graph_function
def staged_ranking(clips):
    return tf.argsort(tf.reshape(MODEL(clips, training=False), [-1]))


@graph_function(autograph=True)
def error(clips, ratings):
    return tf.constant(1.0) * MODEL.evaluate(clips, ratings, verbose=0)  # expect: tf-keras-eager-api


@graph_function(autograph=True)
def staged_error(clips, ratings):
    return tf.reduce_mean(MODEL.compute_loss(y=ratings, y_pred=MODEL(clips, training=False)))


class Guide:
    """Has a predict of its own, without Keras."""

    def __init__(self, model):
        self.model = model

    def predict(self, clips):
        return tf.sigmoid(self.model(clips, training=False))

    def evaluate(self, clips, ratings):
        return tf.reduce_mean(tf.abs(self.predict(clips) - ratings))


GUIDE = Guide(MODEL)


@graph_function
def guided(clips, ratings):
    return GUIDE.predict(clips), GUIDE.evaluate(clips, ratings)


def clips():
    rng = np.random.default_rng(9)
    return tf.constant(rng.normal(size=(5, 3)).astype(np.float32)), tf.constant([[0.1], [0.5], [0.9], [0.2], [0.4]])


if __name__ == "__main__":
    sounds, ratings = clips()
    order = np.argsort(predict(sounds)[:, 0]).tolist()
    tf.config.run_functions_eagerly(True)
    eager = ranking(sounds).numpy().tolist(), float(error(sounds, ratings))
    eager_guide = [v.numpy().tolist() for v in guided(sounds, ratings)]
    tf.config.run_functions_eagerly(False)
    assert eager[0] == order == staged_ranking(sounds).numpy().tolist()
    assert abs(float(staged_error(sounds, ratings)) - eager[1]) < 1e-5
    np.testing.assert_allclose(guided(sounds, ratings)[0], eager_guide[0], rtol=1e-5)
    caught = {}
    for name, function, arguments in (("ranking", ranking, (sounds,)), ("error", error, (sounds, ratings))):
        try:
            function(*arguments)
        except (AttributeError, RuntimeError, tf.errors.OperatorNotAllowedInGraphError) as problem:
            caught[name] = str(problem)
    assert "scores = predict(clips)" in caught["ranking"], caught
    assert "MODEL.evaluate(clips, ratings, verbose=0)" in caught["error"], caught
    print("proved")
