"""A codec that refines blocks of an image until they are smooth enough, written against branches of tf.cond."""
import tensorflow as tf


def error_of(block, level):
    return tf.reduce_mean(tf.abs(block - level))


class Codec:
    def __init__(self, tolerance=0.05):
        self.tolerance = tolerance

    def halve(self, block, level):
        return level + 0.5 * (tf.reduce_mean(block) - level)

    def refine(self, block, level, depth):
        return tf.cond(
            error_of(block, level) > self.tolerance,
            lambda: self.deeper(block, level, depth),  # allow: tf-recursion
            lambda: depth,
        )

    def deeper(self, block, level, depth):
        return self.refine(block, self.halve(block, level), depth + 1)  # expect: tf-recursion

    def refine_by_loop(self, block, level, depth):
        while error_of(block, level) > self.tolerance:
            level = self.halve(block, level)
            depth += 1
        return depth

    def split(self, image, size):
        """Blocks of a square image, a list that is nested as deep as the sizes say."""
        if image.shape[0] <= size:
            return [image]
        half = image.shape[0] // 2
        quarters = [image[:half, :half], image[:half, half:], image[half:, :half], image[half:, half:]]
        return [block for quarter in quarters for block in self.split(quarter, size)]

    @tf.function
    def encode(self, image):
        depths = [self.refine_by_loop(block, tf.constant(0.0), tf.constant(0)) for block in self.split(image, 2)]
        return tf.stack(depths)

    @tf.function
    def encode_tree(self, image):
        depths = [self.refine(block, tf.constant(0.0), tf.constant(0)) for block in self.split(image, 2)]
        return tf.stack(depths)


def smooth_image(seed):
    noise = tf.random.stateless_uniform([2, 2], [seed, 6])
    return tf.repeat(tf.repeat(noise, 2, axis=0), 2, axis=1)


if __name__ == "__main__":
    codec = Codec()
    for seed in range(3):
        image = smooth_image(seed)
        graph, eager = codec.encode(image), Codec.encode.python_function(codec, image)
        assert graph.numpy().tolist() == eager.numpy().tolist()
        tree = Codec.encode_tree.python_function(codec, image)
        assert tree.numpy().tolist() == eager.numpy().tolist()
    try:
        codec.encode_tree(smooth_image(0))
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
    else:
        raise AssertionError("the tree had an end")
    print("proved")
