"""One small adapter per modality; adapters are made when a modality is first seen."""
import keras
import numpy as np
import tensorflow as tf


class AdapterBank(tf.Module):
    def __init__(self, units):
        super().__init__()
        self.units = units
        self._adapters = {}

    def adapter(self, modality):
        if modality not in self._adapters:
            self._adapters[modality] = keras.layers.Dense(
                self.units, kernel_initializer="ones", name="adapter_" + modality)
        return self._adapters[modality]

    def __call__(self, batch):
        projected = []
        for modality in sorted(batch):
            projected.append(self.adapter(modality)(batch[modality]))
        return tf.add_n(projected)


class FusionModel(tf.Module):
    def __init__(self):
        super().__init__()
        self.bank = AdapterBank(4)
        self.forward = tf.function(self._forward)

    def _forward(self, batch):
        fused = self.bank(batch)
        if len(batch) > 1:
            fused = fused / float(len(batch))
        return tf.nn.relu(fused)


def toy_batch(scale):
    return {"audio": tf.fill([2, 3], scale), "video": tf.fill([2, 5], -0.5 * scale), "text": tf.ones([2, 2])}


if __name__ == "__main__":
    outputs = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        model = FusionModel()
        outputs[eagerly] = [model.forward(toy_batch(float(k))).numpy() for k in range(4)]
        assert sorted(model.bank._adapters) == ["audio", "text", "video"]
        assert sum(len(a.variables) for a in model.bank._adapters.values()) == 6
    np.testing.assert_allclose(outputs[True], outputs[False], rtol=1e-5)
    print("proved")
