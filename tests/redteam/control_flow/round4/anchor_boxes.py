"""Anchor boxes and box statistics for a single-stage object detector."""
import tensorflow as tf

SCALES = (0.5, 1.0, 2.0)


@tf.function
def anchors(features, stride):
    """Centres and sizes of the anchors of a feature map [batch, height, width, channels]."""
    height, width = tf.shape(features)[1:3]  # expect: tf-tensor-iteration
    ys = (tf.range(height, dtype=tf.float32) + 0.5) * stride
    xs = (tf.range(width, dtype=tf.float32) + 0.5) * stride
    grid_x, grid_y = tf.meshgrid(xs, ys)
    boxes = []
    for scale in SCALES:
        side = tf.fill(tf.shape(grid_x), stride * scale)
        boxes.append(tf.stack([grid_y, grid_x, side, side], axis=-1))
    return tf.reshape(tf.stack(boxes, axis=2), [-1, 4])


def iou(box, others):
    top, left, bottom, right = tf.unstack(others, axis=1)
    inner_height = tf.minimum(box[2], bottom) - tf.maximum(box[0], top)
    inner_width = tf.minimum(box[3], right) - tf.maximum(box[1], left)
    inner = tf.nn.relu(inner_height) * tf.nn.relu(inner_width)
    area = (box[2] - box[0]) * (box[3] - box[1])
    return inner / (area + (bottom - top) * (right - left) - inner)


@tf.function
def match(truth, candidates):
    """The best candidate of each box that an annotator drew."""
    overlaps = tf.stack([iou(box, candidates) for box in truth])  # expect: tf-tensor-iteration
    return tf.argmax(overlaps, axis=1)


@tf.function
def best_scores(scores):
    top = tf.constant(0.0)
    for level, score in enumerate(scores):  # expect: tf-tensor-iteration
        top = tf.maximum(top, score / (1.0 + level))
    return top


def grid():
    return anchors(tf.zeros([1, 2, 3, 8]), tf.constant(8.0))


def assignment():
    truth = tf.constant([[0.0, 0.0, 4.0, 4.0], [2.0, 2.0, 8.0, 8.0]])
    candidates = tf.constant([[0.0, 0.0, 5.0, 4.0], [3.0, 2.0, 8.0, 8.0], [0.0, 0.0, 9.0, 9.0]])
    return match(truth, candidates)


def ranking():
    return best_scores(tf.constant([0.5, 0.8, 0.9]))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    boxes, matched, best = grid(), assignment(), ranking()
    tf.config.run_functions_eagerly(False)
    assert boxes.shape == (18, 4) and matched.numpy().tolist() == [0, 1] and abs(float(best) - 0.5) < 1e-6
    for run, line in [
        (grid, "height, width = tf.shape"),
        (assignment, "for box in truth"),
        (ranking, "for level, score in enumerate"),
    ]:
        try:
            run()
        except tf.errors.OperatorNotAllowedInGraphError as error:
            assert "Iterating over a symbolic `tf.Tensor` is not allowed" in str(error), error
            assert line in str(error), error
        else:
            raise AssertionError(line)
    print("proved")
