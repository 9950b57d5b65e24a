"""A U-shaped network whose blocks, scopes and outputs carry formatted names."""
import tensorflow as tf

LEVELS = 2
TEMPLATE = "level_%d/%s"


def kernel(level, kind, inputs, outputs):
    name = TEMPLATE % (level, kind)
    values = tf.random.stateless_normal([3, 3, inputs, outputs], [level, len(kind)])
    return tf.Variable(0.3 * values, name=name.replace("/", "_"))


class UNet(tf.Module):
    def __init__(self, channels=2):
        super().__init__()
        self.down = [kernel(i, "down", channels * 2**i, channels * 2 ** (i + 1)) for i in range(LEVELS)]
        self.up = [kernel(i, "upsample", channels * 2 ** (i + 1), channels * 2**i) for i in range(LEVELS)]

    def _block(self, x, weights, label):
        with tf.name_scope(f"block_{label}"):
            y = tf.nn.relu(tf.nn.conv2d(x, weights, 1, "SAME"))
            tf.debugging.assert_shapes([(y, x.shape[:3] + [None])], message=f"{label}: {x.shape} became {y.shape}")
            return y

    @tf.function
    def features(self, images, prefix="unet"):
        """A dict from names to maps; the names tell the level and the static size."""
        maps, x = {}, images
        for i, weights in enumerate(self.down):
            x = tf.nn.max_pool2d(self._block(x, weights, f"down{i}"), 2, 2, "SAME")
            maps["{}/down{}_{}x{}".format(prefix, i, x.shape[1], x.shape[2])] = x
        for i, weights in reversed(list(enumerate(self.up))):
            size = [2 * side for side in x.shape[1:3]]
            x = self._block(tf.image.resize(x, size, "nearest"), weights, "up%d" % i)
            maps[f"{prefix}/up{i}_{'x'.join(map(str, size))}"] = x
        maps["summary"] = tf.constant(f"{len(maps)} maps of {str(images.dtype.name)}, rank {images.shape.rank!r}")
        return maps

    @tf.function
    def report(self, images):
        mean = tf.reduce_mean(images)
        percent = tf.strings.as_string(100.0 * mean, precision=1)
        return tf.strings.join(["mean ", percent, "% of " + repr(tuple(images.shape))])


def picture():
    return tf.random.stateless_uniform([1, 8, 8, 2], [3, 3])


if __name__ == "__main__":
    net, image = UNet(), picture()
    graph, line = net.features(image), net.report(image)
    tf.config.run_functions_eagerly(True)
    eager, wanted = net.features(image), net.report(image)
    tf.config.run_functions_eagerly(False)
    assert line.numpy() == wanted.numpy() and line.numpy().endswith(b"% of (1, 8, 8, 2)")
    assert sorted(graph) == sorted(eager)
    assert {"unet/down0_4x4", "unet/up0_8x8"} < set(graph), list(graph)
    assert graph["summary"].numpy() == eager["summary"].numpy() == b"4 maps of float32, rank 4"
    assert bool(tf.reduce_all(tf.abs(graph["unet/up0_8x8"] - eager["unet/up0_8x8"]) < 1e-5))
    print("proved")
