"""Dates that are computed from constants are the same at each call."""

import datetime

import tensorflow as tf

EPOCH = datetime.date(2020, 1, 1)


@tf.function
def days_since_epoch(days):
    offset = (datetime.date(2021, 1, 1) - EPOCH).days
    hour = datetime.timedelta(hours=6).total_seconds() / 3600.0
    return days + offset + hour


def run():
    return [days_since_epoch(tf.constant(day)).numpy() for day in (1.0, 2.0)]
