"""Evaluates a solubility model on several sets of molecules, one error a set."""
import keras
import tensorflow as tf

DESCRIPTORS = 5


def build():
    keras.utils.set_random_seed(9)
    model = keras.Sequential([keras.Input([DESCRIPTORS]), keras.layers.Dense(4), keras.layers.Dense(1)])
    return model


model = build()
rmse = keras.metrics.RootMeanSquaredError(name="rmse")


@tf.function
def evaluate(descriptors, solubility):
    rmse.reset_states()  # expect: tf1-removed-api
    predicted = model(descriptors, training=False)
    rmse.update_state(solubility, tf.squeeze(predicted, -1))
    return rmse.result()


@tf.function
def accumulate(descriptors, solubility):
    predicted = model(descriptors, training=False)
    rmse.update_state(solubility, tf.squeeze(predicted, -1))


def molecules(seed):
    descriptors = tf.random.stateless_normal([8, DESCRIPTORS], [seed, 4])
    return descriptors, tf.reduce_mean(descriptors, axis=1)


def main():
    return {name: float(evaluate(*molecules(seed))) for seed, name in enumerate(["acids", "esters", "salts"])}


if __name__ == "__main__":
    rmse.reset_state()
    accumulate(*molecules(0))
    assert float(rmse.result()) > 0.0
    try:
        main()
    except AttributeError as error:
        assert "has no attribute 'reset_states'" in str(error), error
    else:
        raise AssertionError("Keras 3 still knew the old name")
    print("proved")
