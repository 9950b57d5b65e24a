"""Reads addresses from postcards: crops, orders and corrects strings in an input pipeline of many helpers."""
import functools

import numpy as np
import tensorflow as tf

HEIGHT, WIDTH = 4, 6


def upright(card):
    """Turns cards that stand on their side."""
    shape = tf.shape(card["image"])
    if shape[0] > shape[1]:
        return {**card, "image": tf.transpose(card["image"])}
    return card


def contrast(card, low=0.2):
    image = card["image"]
    spread = tf.reduce_max(image) - tf.reduce_min(image)
    if spread < low:
        factor = 1.0
        shift = 0.5 - tf.reduce_mean(image)
    else:
        factor = 1.0 / spread
        shift = -tf.reduce_min(image) * factor
    card["image"] = image * factor + shift
    return card


def zip_code(text):
    if tf.strings.length(text) == 0:
        return tf.constant("00000")
    digits = tf.strings.regex_replace(text, "[^0-9]", "")
    if tf.strings.length(digits) >= 5:
        return tf.strings.substr(digits, -5, 5)
    while tf.strings.length(digits) < 5:
        digits = "0" + digits
    return digits


def shade(ink):
    return "light" if ink > 0.2 else "blank"


def fit(card):
    image = tf.image.resize_with_crop_or_pad(card["image"][..., tf.newaxis], HEIGHT, WIDTH)
    ink = tf.reduce_mean(image)
    label = "dark" if ink > 0.5 else shade(ink)
    usable = 0.05 < ink < 0.95 and not tf.math.is_nan(ink)
    return dict(image=image, label=label, usable=usable, code=zip_code(card["text"]))


def read(images, texts):
    def generate():
        for image, text in zip(images, texts):
            if not image.size:
                return
            yield {"image": image, "text": text}

    return tf.data.Dataset.from_generator(
        generate,
        output_signature={"image": tf.TensorSpec([None, None]), "text": tf.TensorSpec([], tf.string)},
    )


STAGES = (upright, functools.partial(contrast, low=0.3), fit)


def pipeline(cards):
    for stage in STAGES:
        cards = cards.map(stage)
    cards = cards.filter(lambda card: card["usable"] and card["label"] != "blank")
    cards = cards.take_while(lambda card: True if card["code"] != "99999" else False)
    return cards.map(lambda card: (card["code"], card["label"], tf.reduce_sum(card["image"])))


def by_hand(images, texts):
    for image, text in zip(images, texts):
        card = {"image": tf.constant(image), "text": tf.constant(text)}
        for stage in STAGES:
            card = stage(card)
        if card["code"] == "99999":
            break
        if card["usable"] and card["label"] != "blank":
            label = tf.constant(card["label"])
            yield card["code"].numpy(), label.numpy(), tf.reduce_sum(card["image"]).numpy()


if __name__ == "__main__":
    rng = np.random.default_rng(7)
    shapes = [(4, 6), (6, 4), (3, 5), (7, 2), (4, 4)]
    images = [rng.uniform(0.0, 1.0, size=shape).astype(np.float32) for shape in shapes]
    images[2] *= 0.01
    texts = ["12345 Berlin", "Town 77", "", "80331-0001", "99 999"]
    for order in (slice(None), slice(None, None, -1), slice(0, 4)):
        expected = list(by_hand(images[order], texts[order]))
        got = [tuple(t.numpy() for t in row) for row in pipeline(read(images[order], texts[order]))]
        assert len(got) == len(expected)
        for left, right in zip(got, expected):
            assert left[:2] == right[:2] and abs(left[2] - right[2]) < 1e-4, (left, right)
    assert [row[0] for row in got][:2] == [b"12345", b"00077"]
    print("proved")
