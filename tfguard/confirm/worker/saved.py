"""What a driven run saves: each SavedModel is loaded again and put beside the object that it was made from.

TensorFlow itself says what is lost: the loaded function is called with the arguments of the program's own
calls, and so is the live object, eagerly. Variables are no loss, they are saved and can be assigned to: those
of the loaded object get the live object's values before the two are compared.
"""

from __future__ import annotations

import gc
import inspect
import os
import tempfile
from typing import Any, Callable, Iterator

from . import failure
from .calls import underlying
from .tokens import numbers

MAX_SAVES = 6
MAX_CALLS = 40  # of the program's, whose arguments are kept
MAX_TRIALS = 4  # for each save
MAX_NUMBERS = 16
SIZE = 4  # of a dimension that a signature leaves open
_ORIGINAL = "_tfguard_original"
_PLAIN = (bool, int, float, str)


class Called:
    """One call of a ``tf.function`` by the program."""

    def __init__(self, function: Any, arguments: Any, keywords: Any) -> None:
        self.function = function
        self.arguments = arguments
        self.keywords = keywords


class Save:
    """One SavedModel.

    Attributes:
        site: the probe of the call that made it.
        live: the object that was saved.
        earlier: whether the object was there before the code that is driven.
        loaded: what was loaded again, or None.
        error: why it could not be.
    """

    def __init__(self, site: int, live: Any, earlier: bool) -> None:
        self.site = site
        self.live = live
        self.earlier = earlier
        self.loaded: Any = None
        self.error: dict[str, Any] | None = None


class SavedLog:
    """Everything that is saved at watched calls, and the calls of functions, live and loaded.

    Args:
        claims: by probe of the call that saves, what is said of it: ``module`` and ``qualname`` of the traced
            function, ``parameter`` where a Python argument is meant.
        tensorflow: the module.
        eagerly: switches ``tf.function`` off and on.
        root: folder of the shadow files.
    """

    def __init__(
        self, claims: dict[int, dict[str, str]], tensorflow: Any, eagerly: Callable[[bool], None], root: str
    ) -> None:
        self.claims = claims
        self.tensorflow = tensorflow
        self.eagerly = eagerly
        self.root = root
        self.saves: list[Save] = []
        self.calls: list[Called] = []
        self.loads: list[Any] = []
        self.reports: list[dict[str, Any]] = []
        self._kind: Any = type(tensorflow.function(_nothing))
        self._earlier: set[int] | None = None
        self._watching = bool(claims)
        if claims:
            self._load = _watch_loading(tensorflow, self)

    def begin(self) -> None:
        """The code that is driven starts: what is there now may have been called by code that is not run."""
        if self._watching and self._earlier is None:
            self._earlier = {
                id(value) for value in gc.get_objects() if hasattr(type(value), "_trackable_children")
            }

    def called(self, function: Any, arguments: Any, keywords: Any) -> None:
        """The program calls a ``tf.function``."""
        if self._watching and len(self.calls) < MAX_CALLS and not self.tensorflow.inside_function():
            self.calls.append(Called(function, arguments, keywords))

    def load_called(self, loaded: Any) -> None:
        """The program has loaded a SavedModel."""
        if self._watching:
            self.loads.append(loaded)

    def site_called(self, site: int, arguments: Any, keywords: Any) -> None:
        """A watched call has returned: it may be one that saves."""
        eager = self.tensorflow.config.functions_run_eagerly()
        if site in self.claims and len(self.saves) < MAX_SAVES and not eager:
            self._saved(site, *arguments, **keywords)

    def _saved(self, site: int, obj: Any = None, export_dir: Any = "", *_: Any, **__: Any) -> None:
        # The names are those of tf.saved_model.save.
        save = Save(site, obj, self._is_earlier(obj, self.claims[site]))
        self.saves.append(save)
        try:
            # At once: the folder may be a temporary one.
            save.loaded = self._load(export_dir)
        except Exception as error:  # noqa: BLE001 - whatever loading raises
            save.error = failure.describe(error, self.root, [])

    def examine(self) -> None:
        """Compare each SavedModel with its object, now that the program has done what it does."""
        self._watching = False
        for save in self.saves:
            self.reports.append(self._examined(save, self.claims[save.site]))

    # One SavedModel

    def _is_earlier(self, obj: Any, claim: dict[str, str]) -> bool:
        function = getattr(obj, self._name(obj, claim) or "_", None)
        return self._earlier is None or bool(self._earlier & {id(obj), id(function)})

    def _name(self, obj: Any, claim: dict[str, str]) -> str:
        """The attribute that holds the traced function."""
        for holder in (obj, *type(obj).__mro__):
            for name, held in list(getattr(holder, "__dict__", {}).items()):
                if isinstance(held, self._kind) and _is_meant(underlying(held), claim):
                    return str(name)
        return ""

    def _examined(self, save: Save, claim: dict[str, str]) -> dict[str, Any]:
        name = self._name(save.live, claim)
        live, loaded = getattr(save.live, name or "_", None), getattr(save.loaded, name or "_", None)
        report: dict[str, Any] = {
            "site": save.site,
            "earlier": save.earlier,
            "name": name,
            "traces": -1,
            "synchronous": False,
            "error": save.error,
            "trials": [],
        }
        if isinstance(live, self._kind) and isinstance(loaded, self._kind):
            report["traces"] = len(getattr(loaded, "concrete_functions", ()))
            report["synchronous"] = self._synchronise(save)
            report["trials"] = list(self._trials(name, live, loaded, claim))
        return report

    def _synchronise(self, save: Save) -> bool:
        """Give the loaded object's variables the values that the live object's have now."""
        checkpoint = self.tensorflow.train.Checkpoint
        try:
            path = checkpoint(root=save.live).write(os.path.join(tempfile.mkdtemp(), "variables"))
            checkpoint(root=save.loaded).read(path).assert_existing_objects_matched()
        except Exception:  # noqa: BLE001 - whatever stands in the way, the variables may differ
            return False
        return True

    def _trials(self, name: str, live: Any, loaded: Any, claim: dict[str, str]) -> Iterator[dict[str, Any]]:
        mine = [call for call in self.calls if underlying(call.function) is underlying(live)]
        again = [getattr(other, name, None) for other in self.loads]
        restored = [call for call in self.calls if any(call.function is function for function in again)]
        if claim["parameter"]:
            yield from self._changed(live, loaded, [*mine, *restored], claim["parameter"])
            return
        # What the program asks of its loaded model tells more than what it asked of the object.
        calls = [*restored, *mine] or list(self._from_signature(live))
        for call in calls[:MAX_TRIALS]:
            yield self._trial(live, loaded, call.arguments, call.keywords)

    def _trial(self, live: Any, loaded: Any, arguments: Any, keywords: Any) -> dict[str, Any]:
        saved = self._answer(loaded, arguments, keywords)
        self.eagerly(True)
        try:
            alive = self._answer(live, arguments, keywords)
        finally:
            self.eagerly(False)
        return {"value": "", "base": None, "live": alive, "saved": saved}

    def _changed(
        self, live: Any, loaded: Any, calls: list[Called], parameter: str
    ) -> Iterator[dict[str, Any]]:
        """Call with other Python values of one argument; the call with the first value goes through."""
        bound = [one for one in (_bound(live, call) for call in calls) if one is not None]
        values = [one.arguments.get(parameter) for one in bound]
        for one, first in zip(bound, values):
            base = self._answer(loaded, one.args, one.kwargs)
            if base["error"] is not None:
                continue
            for value in _others(first, values)[:MAX_TRIALS]:
                one.arguments[parameter] = value
                trial = self._trial(live, loaded, one.args, one.kwargs)
                trial.update({"value": repr(value)[:60], "base": base})
                yield trial
            return

    def _answer(self, function: Any, arguments: Any, keywords: Any) -> dict[str, Any]:
        try:
            result = function(*arguments, **keywords)
        except Exception as error:  # noqa: BLE001 - the user's, or TensorFlow's refusal
            return {"result": [], "error": failure.describe(error, self.root, [])}
        return {"result": numbers(result, MAX_NUMBERS)[:MAX_NUMBERS], "error": None}

    def _from_signature(self, live: Any) -> Iterator[Called]:
        """Make tensors that fit the declared signature, each element another number."""
        specs = getattr(live, "input_signature", None)
        if not isinstance(specs, (list, tuple)) or not all(type(s).__name__ == "TensorSpec" for s in specs):
            return
        if any(not (spec.dtype.is_floating or spec.dtype.is_integer) for spec in specs):
            return
        yield Called(live, [self._ramp(spec) for spec in specs], {})

    def _ramp(self, spec: Any) -> Any:
        tf = self.tensorflow
        sizes = [SIZE] if spec.shape.rank is None else [size or SIZE for size in spec.shape.as_list()]
        return tf.cast(tf.reshape(tf.range(tf.reduce_prod(tf.constant(sizes, tf.int32))), sizes), spec.dtype)


def _is_meant(function: Any, claim: dict[str, str]) -> bool:
    named = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    return named == (claim["module"], claim["qualname"])


def _bound(live: Any, call: Called) -> Any:
    """The arguments by parameter, defaults too; None where they do not fit."""
    try:
        found = inspect.signature(live.python_function).bind(*call.arguments, **call.keywords)
    except (TypeError, ValueError):
        return None
    found.apply_defaults()
    return found


def _others(first: Any, values: list[Any]) -> list[Any]:
    """Other values of a Python argument: those that the program passes, and a flag's second one.

    Numbers and texts are not made up: nobody may want to pass any other.
    """
    if type(first) not in _PLAIN:
        return []
    found = [not first] if type(first) is bool else []
    for value in values:
        if type(value) in _PLAIN and value != first and value not in found:
            found.append(value)
    return found


def _watch_loading(tf: Any, log: SavedLog) -> Callable[..., Any]:
    """Let a log see what is loaded; give TensorFlow's own function."""
    original: Callable[..., Any] = getattr(tf.saved_model.load, _ORIGINAL, tf.saved_model.load)

    def load(*arguments: Any, **keywords: Any) -> Any:
        loaded = original(*arguments, **keywords)
        log.load_called(loaded)
        return loaded

    setattr(load, _ORIGINAL, original)
    tf.saved_model.load = load
    return original


def _nothing() -> None:
    """Stand for a function to trace; it is never called."""
