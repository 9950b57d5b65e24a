"""The TensorFlow and Keras that a file is written for, and what differs between them.

The facts were seen with TensorFlow 2.12 to 2.15 (Keras 2) and with 2.18 and 2.21 (Keras 3).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import field

from tfguard.syntax.module import Module
from tfguard.syntax.project import Project
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.syntax.source import SourceError
from tfguard.syntax.versions import TENSORFLOW_VERSIONS, Versions

KERAS_2, KERAS_3 = 2, 3
# From here on tf.keras is Keras 3 (release notes of TensorFlow 2.16).
BRINGS_KERAS_3 = (2, 16)
_LEGACY_PACKAGE = "tf_keras"
_LEGACY_VARIABLE = "TF_USE_LEGACY_KERAS"
_ON = ("1", "true", "True")  # what turns the variable on (tensorflow/python/util/lazy_loader.py, 2.21)


@dataclass(frozen=True, slots=True)
class Target:
    """What a file is for.

    Attributes:
        tensorflow: major and minor version.
        keras: major version.
        is_said: users, or the file, say which; else the newest are assumed.
    """

    tensorflow: tuple[int, int] = TENSORFLOW_VERSIONS[-1]
    keras: int = KERAS_3
    is_said: bool = field(default=False, compare=False)

    @property
    def keras_converts(self) -> bool:
        """AutoGraph converts ``call`` of layers and models, losses and metrics that Keras itself calls.

        Keras 3 calls them as they are; only a ``tf.function`` of their own is converted.
        """
        return self.keras == KERAS_2

    @property
    def needs_slots(self) -> bool:
        """An optimizer makes variables at its first use even where it keeps nothing for each variable."""
        return self.keras == KERAS_2

    @property
    def runs_steps_in_graphs(self) -> bool:
        """``train_on_batch`` and ``test_on_batch`` work in a traced function."""
        return self.keras == KERAS_3

    @property
    def closes_layers(self) -> bool:
        """A layer takes no new weights or sublayers once its ``call`` runs."""
        return self.keras == KERAS_3

    @property
    def models_count_batches(self) -> bool:
        """Making a model makes variables even where no layer has weights."""
        return self.tensorflow < (2, 13)

    @property
    def datasets_share_variables(self) -> bool:
        """A variable made in a function of a dataset is made once and shared by all elements."""
        return self.tensorflow < (2, 13)

    @property
    def tensors_have_ndim(self) -> bool:
        """``x.ndim`` works on a symbolic tensor."""
        return self.tensorflow >= (2, 13)

    @property
    def refuses_walrus(self) -> bool:
        """AutoGraph leaves functions with assignment expressions as they are.

        So it was seen with 2.12, and with 2.18 and later; 2.15 converts them, what is between was not run.
        """
        return self.tensorflow < (2, 13) or self.tensorflow >= (2, 18)

    @property
    def lr_is_rate(self) -> bool:
        """``lr`` of an optimizer is another name of its learning rate."""
        return self.keras == KERAS_2

    @property
    def weights_are_variables(self) -> bool:
        """What ``add_weight`` gives is a ``tf.Variable``."""
        return self.keras == KERAS_2

    @property
    def names(self) -> str:
        """For people: ``TensorFlow 2.15 with Keras 2``."""
        return f"TensorFlow {self.tensorflow[0]}.{self.tensorflow[1]} with Keras {self.keras}"


NEWEST = Target()


def what_differs(versions: Versions, installed: str) -> str:
    """What users say their code is for, where another TensorFlow is installed; else empty.

    Args:
        versions: what users say.
        installed: the version of the TensorFlow at hand; empty where that is not known.
    """
    found = re.match(r"(\d+)\.(\d+)", installed)
    if found is None:
        return ""
    version = int(found[1]), int(found[2])
    keras = KERAS_3 if version >= BRINGS_KERAS_3 else KERAS_2
    said: list[str] = []
    if versions.tensorflow not in (None, version):
        said.append(f"TensorFlow {'.'.join(map(str, versions.tensorflow or ()))}")
    if versions.keras not in (None, keras):
        said.append(f"Keras {versions.keras}")
    return f"{' and '.join(said)}, where TensorFlow {installed} has Keras {keras}" if said else ""


def target_of(versions: Versions, module: Module, project: Project | None = None) -> Target:
    """What a file is for: what its text says of Keras, else what users say, else the newest.

    Args:
        versions: what users say.
        module: the file.
        project: finds the files that it imports; one of them may hand on ``tf_keras`` under another name.
    """
    tensorflow = versions.tensorflow or TENSORFLOW_VERSIONS[-1]
    if uses_legacy_keras(module) or (project is not None and _is_handed_legacy(module, project)):
        return Target(tensorflow, KERAS_2, is_said=True)
    keras = versions.keras or (KERAS_3 if tensorflow >= BRINGS_KERAS_3 else KERAS_2)
    return Target(tensorflow, keras, is_said=versions.tensorflow is not None or versions.keras is not None)


def uses_legacy_keras(module: Module) -> bool:
    """Whether a file imports ``tf_keras``, or sets the variable that makes ``tf.keras`` mean it."""
    if _LEGACY_PACKAGE in module.text and any(map(_is_legacy, _imported(module))):
        return True
    return _LEGACY_VARIABLE in module.text and any(map(_sets_legacy, ast.walk(module.tree)))


def _is_handed_legacy(module: Module, project: Project) -> bool:
    """Whether a file gets ``tf_keras`` from one of its project: ``from .compat import keras``."""
    for binding in (one for found in module.index.scope.bindings.values() for one in found):
        imported = binding.imported
        if imported is None or imported.name is None:
            continue
        path, _ = project.imported_path(imported, module)
        try:
            if path is None or path == module.path or _LEGACY_PACKAGE not in project.text(path, module.path):
                continue
            theirs = project.load(path, module.path).index.scope.bindings.get(imported.name, ())
        except SourceError:
            continue
        if any(one.imported is not None and _is_legacy(one.imported.module) for one in theirs):
            return True
    return False


def _imported(module: Module) -> Iterator[str]:
    scopes: list[Scope] = [module.index.scope, *module.index.functions, *module.index.classes]
    for scope in scopes:
        for bindings in scope.bindings.values():
            for binding in bindings:
                if binding.imported is not None and not binding.imported.level:
                    yield binding.imported.module


def _is_legacy(imported: str) -> bool:
    return imported.partition(".")[0] == _LEGACY_PACKAGE


def _sets_legacy(node: ast.AST) -> bool:
    """``os.environ[name] = "1"``, ``setdefault(name, "1")``, ``putenv(name, "1")``, ``{name: "1"}``."""
    match node:
        case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=name))], value=value):
            pass
        case ast.Call(func=ast.Attribute(), args=[ast.Constant(value=name), value]):
            pass
        case ast.Call(func=ast.Attribute(attr="update"), keywords=[*keywords]) if keywords:
            return any(_turns_on(keyword.arg, keyword.value) for keyword in keywords)
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return any(_turns_on(getattr(key, "value", None), value) for key, value in pairs)
        case _:
            return False
    return _turns_on(name, value)


def _turns_on(name: object, value: ast.expr) -> bool:
    # What is not written out, `str(int(legacy))`, may be either: the newer Keras is assumed.
    text = value.value if isinstance(value, ast.Constant) else None
    return name == _LEGACY_VARIABLE and text in _ON
