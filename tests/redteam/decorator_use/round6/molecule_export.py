"""Builds serving functions for a model that predicts the solubility of molecules."""
import functools

import tensorflow as tf

FEATURES = 5

batch_function = functools.partial(
    tf.function,
    input_signature=[
        tf.TensorSpec([None, FEATURES], tf.float32),
        tf.TensorSpec([None], tf.float32),
    ],
)


def descriptors(masses, bonds):
    return tf.stack([masses, bonds, masses * bonds, tf.square(masses), tf.sqrt(bonds)], axis=1)


def make_predictor(coefficients):
    @batch_function
    def predict(features, temperature):
        shift = 0.01 * (temperature - 298.0)
        return tf.linalg.matvec(features, coefficients) + shift

    return predict


def make_ensemble(members):
    stacked = tf.stack(members)

    @batch_function  # expect: tf-bad-input-signature
    def predict(features, temperature, weights):  # allow: tf-bad-input-signature
        shift = 0.01 * (temperature - 298.0)
        each = tf.matmul(features, stacked, transpose_b=True)
        return tf.linalg.matvec(each, weights / tf.reduce_sum(weights)) + shift

    return predict


def coefficients(seed):
    return tf.random.stateless_normal([FEATURES], seed=seed, stddev=0.1)


def main():
    features = descriptors(tf.constant([1.2, 0.4]), tf.constant([4.0, 9.0]))
    temperature = tf.constant([298.0, 310.0])
    single = make_predictor(coefficients([1, 0]))(features, temperature)
    ensemble = make_ensemble([coefficients([1, 0]), coefficients([2, 0])])
    return single, ensemble(features, temperature, tf.constant([2.0, 1.0]))


if __name__ == "__main__":
    features = descriptors(tf.constant([1.2, 0.4]), tf.constant([4.0, 9.0]))
    assert make_predictor(coefficients([1, 0]))(features, tf.constant([298.0, 310.0])).shape == (2,)
    try:
        main()
    except TypeError as error:
        assert "input_signature missing type constraint for weights" in str(error), error
    else:
        raise AssertionError("the third parameter had a specification")
    print("proved")
