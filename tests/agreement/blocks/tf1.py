"""What TensorFlow 2 has left of TensorFlow 1."""

from __future__ import annotations

from agreement.forms import PLAIN, Form, Sign

SESSION, PLACEHOLDER, VARIABLES, SWITCH = (
    "tf1-session",
    "tf1-placeholder",
    "tf1-variables",
    "tf1-compat-switch",
)
B = Sign.BOTH

# The rules speak in code that uses TensorFlow 2 too.
TRACED = "@tf.function\ndef $double(value):\n    return value * 2.0"
ALSO = "$two = $double(tf.constant(1.0))\n"

FORMS = (
    Form(rule=SESSION, bad=True, sign=B, top="@tf.function\ndef $f(value):\n    with tf.compat.v1.Session() as session:\n        return session.run(value)", calls="$res = [$f(tf.constant(2.0)) for i in range(4)]", read=("$res",)),
    Form(rule=SESSION, bad=True, sign=B, top=TRACED + "\n\n\ndef $f(value):\n    return tf.compat.v1.Session().run(value * 2.0)", calls=ALSO + "$res = $f(tf.constant(2.0))", read=("$res",)),
    Form(rule=SESSION, bad=True, sign=B, top=TRACED, calls=ALSO + "with tf.Session() as $sess:\n    $res = $sess.run(tf.constant(2.0))", read=("$res",)),
    Form(rule=SESSION, bad=True, sign=B, body="$out = $x * $s.eval()", wraps=PLAIN),
    Form(rule=SESSION, bad=False, sign=B, top="class $Session:\n    def run(self, value):\n        return value * 2.0\n\n    def eval(self, value):\n        return value", owners=(), body="$session = $Session()\n$out = $session.run($session.eval($x))", wraps=PLAIN),
    Form(rule=SESSION, bad=False, sign=B, top=TRACED, calls=ALSO + "with tf.Graph().as_default():\n    $t = tf.constant(2.0) * 3.0\n    with tf.compat.v1.Session() as $sess:\n        $res = float($sess.run($t))", read=("$res",)),
    Form(rule=PLACEHOLDER, bad=True, sign=B, top=TRACED, calls=ALSO + "$p = tf.<<placeholder || compat.v1.placeholder>>(tf.float32, [3])\n$res = [1.0]", read=("$res",)),
    Form(rule=PLACEHOLDER, bad=True, sign=B, body="$p = tf.compat.v1.placeholder(tf.float32, [3])\n$out = $x + $p", wraps=PLAIN),
    Form(rule=PLACEHOLDER, bad=False, sign=B, top="def $placeholder(value):\n    return value * 2.0", owners=(), body="$out = $placeholder($x)", wraps=PLAIN),
    Form(rule=PLACEHOLDER, bad=False, sign=B, top=TRACED, calls=ALSO + "with tf.Graph().as_default():\n    $p = tf.compat.v1.placeholder(tf.float32, [])\n    with tf.compat.v1.Session() as $sess:\n        $res = float($sess.run($p * 2.0, feed_dict={$p: 3.0}))", read=("$res",)),
    Form(rule=VARIABLES, bad=True, sign=B, top=TRACED, calls=ALSO + "<<$w = tf.get_variable('w', [3]) || tf.global_variables_initializer() || $o = tf.train.AdamOptimizer(0.1) || $v = tf.compat.v1.train.Saver()>>\n$res = [1.0]", read=("$res",)),
    Form(rule=VARIABLES, bad=True, body="$w = tf.compat.v1.get_variable('$name', [3], initializer=tf.compat.v1.ones_initializer())\n$out = $x * $w", wraps=PLAIN, allowed=("tf-variable-creation",)),
    Form(rule=VARIABLES, bad=True, sign=B, body="$out = $x\nwith tf.variable_scope('$name'):\n    $out = $x * 2.0", wraps=PLAIN),
    Form(rule=VARIABLES, bad=False, state={"c": "tf.Variable([1.0, 2.0, 3.0], name='$n')"}, body="$out = $x * $c"),
    Form(rule=VARIABLES, bad=False, sign=B, body="with tf.name_scope('$name'):\n    $out = $x * 2.0", wraps=PLAIN),
    Form(rule=SWITCH, bad=True, alone=True, top="tf.compat.v1.<<disable_eager_execution || disable_v2_behavior>>()\n\n\n@tf.function\ndef $double(value):\n    return value * 2.0", calls="$res = [$double(tf.fill([2], i + 1.0)).numpy() for i in range(4)]", read=("$res",), sign=B),
    Form(rule=SWITCH, bad=False, alone=True, top="tf.compat.v1.<<enable_eager_execution || enable_v2_behavior>>()\n\n\n@tf.function\ndef $double(value):\n    return value * 2.0", calls="$res = [$double(tf.fill([2], i + 1.0)).numpy() for i in range(4)]", read=("$res",), sign=B),
)  # fmt: skip
