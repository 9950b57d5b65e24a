"""A tagger of short messages: signatures of the served functions are taken from the data they were trained on."""
import tensorflow as tf

WORDS = tf.constant(["rain", "sun", "snow", "wind"])


def examples():
    texts = tf.constant(["rain and wind", "sun", "snow or sun today", "wind"])
    return tf.data.Dataset.from_tensor_slices((texts, tf.constant([0, 1, 2, 0])))


def batches(data, size=2):
    return data.batch(size)


def bag(texts):
    tokens = tf.strings.split(texts)
    hits = tf.cast(tokens[..., None] == WORDS, tf.float32)
    return tf.reduce_sum(hits, axis=1)


class Tagger(tf.Module):
    def __init__(self, tags=3):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([4, tags], [5, 5]))

    def tag(self, texts):
        return tf.argmax(bag(texts) @ self.w, axis=-1)

    def loss(self, texts, tags):
        logits = bag(texts) @ self.w
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(tags, logits))

    def agreement(self, texts, first, second):
        found = tf.cast(self.tag(texts), tf.int32)
        return tf.reduce_mean(tf.cast((found == first) | (found == second), tf.float32))


class Service:
    def __init__(self, tagger, data):
        self.tagger = tagger
        self.spec = batches(data).element_spec

    def loss(self):
        return tf.function(self.tagger.loss, input_signature=self.spec)

    def tag(self):
        return tf.function(self.tagger.tag, input_signature=[self.spec[0]])

    def agreement(self):
        texts, tags = self.spec
        return tf.function(self.tagger.agreement, input_signature=[texts] + [tags] * 3)  # expect: tf-bad-input-signature


def tag_unlabelled(tagger, texts):
    spec = batches(tf.data.Dataset.from_tensor_slices(texts)).element_spec
    return tf.function(tagger.tag, input_signature=spec)(texts)  # unseen: tf-bad-input-signature  allow: tf-function-in-loop


if __name__ == "__main__":
    tagger = Tagger()
    service = Service(tagger, examples())
    loss, tag = service.loss(), service.tag()
    for texts, tags in batches(examples()):
        assert abs(float(loss(texts, tags)) - float(tagger.loss(texts, tags))) < 1e-5
        assert bool(tf.reduce_all(tag(texts) == tagger.tag(texts)))
    texts, tags = next(iter(batches(examples())))
    assert 0.0 <= float(tagger.agreement(texts, tags, tags)) <= 1.0
    for call, said in (
        (service.agreement, "contains 1 extra type constraints"),
        (lambda: tag_unlabelled(tagger, texts), "must be either a tuple or a list"),
    ):
        try:
            call()
        except TypeError as error:
            assert said in str(error), error
        else:
            raise AssertionError("the signature fitted")
    print("proved")
