"""Crop yields from stacks of field images; NumPy handles shapes and tables, TensorFlow the pixels."""
import numpy as np
import tensorflow as tf

BANDS = ("red", "green", "infrared")
CENTRES = np.array([0.66, 0.55, 0.84])
SOIL_LINE = np.polyfit([0.1, 0.2, 0.4], [0.15, 0.25, 0.45], 1).astype(np.float32)


def pixel_count(images):
    return int(np.prod(images.shape[1:3]))


def position_grid(images):
    """Coordinates of the pixels, from the static shape alone."""
    rows, columns = images.shape[1], images.shape[2]
    y, x = np.meshgrid(np.linspace(-1.0, 1.0, rows), np.linspace(-1.0, 1.0, columns), indexing="ij")
    return np.stack([y, x], axis=-1).astype(images.dtype.as_numpy_dtype)


class YieldModel(tf.Module):
    def __init__(self, bands):
        super().__init__()
        spread = np.sqrt(2.0 / len(bands))
        self.weights = tf.Variable(np.full([len(bands)], spread, np.float32))
        self.bias = tf.Variable(np.float32(0.1))

    def vegetation(self, images):
        red, infrared = images[..., BANDS.index("red")], images[..., BANDS.index("infrared")]
        slope, offset = SOIL_LINE
        line = np.hypot(1.0, slope) if np.ndim(images) == 4 else np.float32(1.0)
        return (infrared - slope * red - offset) / np.float32(line)

    @tf.function
    def predict_yield(self, images):
        """A number for each field; the middle of a field counts most."""
        near = np.exp(-np.sum(position_grid(images) ** 2, axis=-1))
        mask = np.ones(images.shape[1:3], np.float32) * near
        mean = tf.reduce_sum(self.vegetation(images) * mask, axis=[1, 2]) / np.sum(mask)
        colour = tf.tensordot(images, self.weights * np.float32(CENTRES), 1)
        scale = np.log(pixel_count(images)) / np.sqrt(images.shape[-1])
        return self.bias + mean + np.float32(scale) * tf.reduce_mean(colour, axis=[1, 2])

    @tf.function
    def padded(self, images):
        size = np.max(np.shape(images)[1:3])
        rest = np.subtract([size, size], images.shape.as_list()[1:3])
        return tf.pad(images, np.pad(np.stack([np.zeros_like(rest), rest], axis=1), [(1, 1), (0, 0)]))


def fields():
    return tf.random.stateless_uniform([2, 3, 4, len(BANDS)], [3, 1])


if __name__ == "__main__":
    model = YieldModel(BANDS)
    stack = fields()
    graph = model.predict_yield(stack), model.padded(stack)
    eager = YieldModel.predict_yield.python_function(model, stack), YieldModel.padded.python_function(model, stack)
    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(graph, eager))
    assert graph[0].shape == [2] and graph[1].shape == [2, 4, 4, 3]
    print("proved")
