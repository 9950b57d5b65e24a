"""Projections of points by two kinds of cameras that check their input in their own way."""
import tensorflow as tf

FIELD = 1.2


class Camera(tf.Module):
    def __init__(self, focal):
        super().__init__()
        self.focal = tf.Variable(focal)

    def check(self, points):
        """Hook for subclasses: refuses points that the camera cannot see."""

    def distort(self, plane):
        return plane

    @tf.function
    def project(self, points):
        assert points.shape[-1] == 3, f"points of {points.shape}"
        self.check(points)
        return self.focal * self.distort(points[:, :2] / points[:, 2:])


class PinholeCamera(Camera):
    def check(self, points):
        depth = points[:, 2]
        assert tf.reduce_all(depth > 0.0), "a point lies behind the camera"  # expect: tf-tensor-assert


class FisheyeCamera(Camera):
    def check(self, points):
        angle = tf.atan2(tf.norm(points[:, :2], axis=1), points[:, 2])
        widest = tf.reduce_max(angle)
        if widest > FIELD:
            raise ValueError("a point lies outside of the field of view")  # expect: tf-tensor-raise

    def distort(self, plane):
        radius = tf.norm(plane, axis=1, keepdims=True)
        return plane * tf.atan(radius) / radius


def corners():
    return tf.constant([[0.2, 0.1, 1.0], [-0.3, 0.2, 2.0], [0.5, -0.4, 1.5]])


if __name__ == "__main__":
    plain, pinhole, fisheye = Camera(2.0), PinholeCamera(2.0), FisheyeCamera(2.0)
    board = corners()
    flat = plain.project(board).numpy().tolist()
    tf.config.run_functions_eagerly(True)
    assert pinhole.project(board).numpy().tolist() == flat
    assert fisheye.project(board).shape == [3, 2]
    tf.config.run_functions_eagerly(False)
    try:
        pinhole.project(board)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "assert tf.reduce_all(depth > 0.0)" in str(error), error
    else:
        raise AssertionError("the assert was converted")
    try:
        fisheye.project(board)
    except ValueError as error:
        assert "outside of the field of view" in str(error), error
    else:
        raise AssertionError("the raise was conditional")
    print("proved")
