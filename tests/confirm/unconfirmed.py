"""Findings in bad examples that no experiment confirms, and why; all others are confirmed."""

from __future__ import annotations

_SWITCH = "no run can tell: the switch does what it says, and whether that is wanted is the question"
_CALLED_CACHE = "the calls are made of the traced function, and not of the cache that a call puts around it"

UNCONFIRMED = {
    "attribute_read/bad_keras_callback:23 tf-attribute-read": (
        "one call of fit is one watched call, and the change lies inside of it"
    ),
    "decorator_order/bad_calls:20 tf-decorator-order": _CALLED_CACHE,
    "decorator_order/bad_calls:35 tf-decorator-order": _CALLED_CACHE,
    "run_eagerly_left/bad_attribute_in_method:16 tf-run-eagerly-left": _SWITCH,
    "run_eagerly_left/bad_compile:22 tf-run-eagerly-left": _SWITCH,
    "run_eagerly_left/bad_config_at_start:5 tf-run-eagerly-left": _SWITCH,
    "run_eagerly_left/bad_imported_name:16 tf-run-eagerly-left": _SWITCH,
    "tensorarray_write_dropped/bad_helper_drops_result:7 tf-tensorarray-write-dropped": (
        "keeping the result in the helper alone mends nothing: it would have to return it"
    ),
    "variable_creation/bad_first_call_flag:14 tf-variable-creation": (
        "the results differ because of the flag too, which is a finding of its own"
    ),
    "variable_creation/bad_inside_staged_loop:15 tf-variable-creation": (
        "TensorFlow names the line that uses the variable outside of the loop's graph"
    ),
    "compat_switch/bad_alias:6 tf1-compat-switch": _SWITCH,
    "compat_switch/bad_eager_off:5 tf1-compat-switch": _SWITCH,
    "compat_switch/bad_in_main:14 tf1-compat-switch": _SWITCH,
}
