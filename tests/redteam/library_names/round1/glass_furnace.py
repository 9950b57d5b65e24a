"""A controller that imports what it needs where it needs it; one import in a seldom used method is misspelt."""
import tensorflow as tf


class Controller:
    def __init__(self, size):
        from tensorflow.keras import Sequential
        from tensorflow.keras.layers import Dense, InputLayer

        self.model = Sequential([InputLayer(shape=(size,)), Dense(1, kernel_initializer="ones")])

    def heat(self, sensors):
        return self.model(sensors)

    def save_best(self, path):
        from tensorflow.keras.callbacks import ModelCheckpoints  # expect: tf-unknown-name

        return ModelCheckpoints(path)

    def stop_early(self):
        from tensorflow.keras.callbacks import EarlyStopping

        return EarlyStopping(patience=2)

    def schedule(self):
        import tensorflow.keras.optimizers.schedule as schedules  # expect: tf-unknown-name

        return schedules.ExponentialDecay(0.1, 10, 0.9)

    def private(self):
        from tensorflow.python.framework import ops

        return ops.get_default_graph()


if __name__ == "__main__":
    controller = Controller(3)
    assert float(controller.heat(tf.ones([1, 3]))[0, 0]) == 3.0
    assert controller.stop_early().patience == 2 and controller.private() is not None
    for broken in (lambda: controller.save_best("x"), controller.schedule):
        try:
            broken()
        except ImportError as error:
            assert "ModelCheckpoints" in str(error) or "schedule" in str(error)
        else:
            raise AssertionError("it was imported")
    print("proved")
