"""The Pylint checker of one family of rules: it says what the analysis found, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pylint.checkers import BaseChecker
from pylint.interfaces import CONTROL_FLOW, HIGH, INFERENCE

from tfguard.plugin.messages import RuleMessage, rule_messages
from tfguard.reporting.paths import shown_path
from tfguard.syntax.settings import DEFAULT_CONSTANT_SIZE, DEFAULT_LOOP_ITERATIONS, Settings
from tfguard.syntax.versions import NEWEST, Versions, keras_version, tensorflow_version
from tfguard.tracing.traced import Confidence

if TYPE_CHECKING:
    from astroid import nodes
    from pylint.interfaces import Confidence as PylintConfidence
    from pylint.lint import PyLinter
    from pylint.typing import MessageDefinitionTuple, Options

    from tfguard.plugin.module_findings import ModuleFindings
    from tfguard.rules.finding import Finding

NAME = "tfguard"
PREVIEW_NAME = "tfguard-preview"
DECORATORS_OPTION = "tfguard-traced-decorators"
SIZE_OPTION = "tfguard-constant-size"
ITERATIONS_OPTION = "tfguard-loop-iterations"
TENSORFLOW_OPTION = "tfguard-target-tensorflow"
KERAS_OPTION = "tfguard-target-keras"
INFER_OPTION = "tfguard-infer-tensorflow"

_CONFIDENCES: dict[Confidence, PylintConfidence] = {
    Confidence.HIGH: HIGH,
    Confidence.CONTROL_FLOW: CONTROL_FLOW,
    Confidence.INFERENCE: INFERENCE,
}


class OptionsChecker(BaseChecker):
    """Finds code that goes wrong because tf.function traces Python."""

    # The docstring is the group's text in ``pylint --help``. The options have a checker of their own
    # so that they are registered once; without messages, Pylint never runs it.
    name = NAME
    options: Options = (
        (
            DECORATORS_OPTION,
            {
                "default": (),
                "type": "csv",
                "metavar": "<dotted names>",
                "help": "Functions that trace what they decorate or wrap, as tf.function does, for"
                " wrappers whose source is not part of the project (for example"
                " tf_agents.utils.common.function). Comma separated.",
            },
        ),
        (
            SIZE_OPTION,
            {
                "default": DEFAULT_CONSTANT_SIZE,
                "type": "int",
                "metavar": "<KiB>",
                "help": "From how many KiB on an array that becomes a constant of a graph is reported.",
            },
        ),
        (
            ITERATIONS_OPTION,
            {
                "default": DEFAULT_LOOP_ITERATIONS,
                "type": "int",
                "metavar": "<number>",
                "help": "From how many known iterations on a loop that tracing unrolls is reported.",
            },
        ),
        (
            TENSORFLOW_OPTION,
            {
                "default": "",
                "type": "string",
                "metavar": "<version>",
                "help": f"The TensorFlow that the code is for (default {NEWEST}).",
            },
        ),
        (
            INFER_OPTION,
            {
                "default": False,
                "type": "yn",
                "metavar": "<y or n>",
                "help": "Let Pylint read TensorFlow and Keras, as it does by itself: slow, and it reports"
                " names as missing that are there.",
            },
        ),
        (
            KERAS_OPTION,
            {
                "default": "",
                "type": "string",
                "metavar": "<2 or 3>",
                "help": "The Keras that the code is for (default: the one that comes with that TensorFlow).",
            },
        ),
    )


class FamilyChecker(BaseChecker):
    """Reports one family's findings.

    Args:
        linter: the linter that the checker belongs to.
        rules: the rules it speaks for; their ids share the first digits, all preview or all not.
        findings: the analysis, shared by the checkers of a linter.
    """

    def __init__(self, linter: PyLinter, rules: tuple[RuleMessage, ...], findings: ModuleFindings) -> None:
        # Before the base class reads them: it registers the name.
        self.name = PREVIEW_NAME if rules[0].preview else NAME
        self.msgs = {rule.id: _message(rule) for rule in rules}
        self._findings = findings
        super().__init__(linter)

    def visit_module(self, module: nodes.Module) -> None:
        """Report this family's findings; Pylint decides which of them are shown.

        Everything is reported, also what is disabled: a finding that meets a disable comment is
        how Pylint learns that the comment is of use.

        Args:
            module: the module that Pylint checks now.
        """
        for finding in self._findings.of(module, settings_of(self.linter)):
            if finding.rule_id in self.msgs:
                self._report(module, finding)
        failure = self._findings.take_failure()
        if failure is not None:
            # Pylint's own message for a file that could not be checked: --disable=all keeps it.
            self.linter.add_message("fatal", node=module, line=1, args=failure, confidence=HIGH)

    def leave_module(self, _: nodes.Module) -> None:
        """Let go of the findings; every checker has visited the module by now."""
        self._findings.drop()

    def _report(self, module: nodes.Module, finding: Finding) -> None:
        place = finding.call or finding.place
        # With the module as node and an explicit place: there are no astroid nodes to name, and
        # Pylint refuses a message without a node.
        self.add_message(
            finding.symbol,
            node=module,
            line=place.line,
            col_offset=place.column - 1,
            end_lineno=place.end_line,
            end_col_offset=place.end_column - 1,
            args=(_text(finding),),
            confidence=_CONFIDENCES[finding.confidence],
        )


def settings_of(linter: PyLinter) -> Settings:
    """What Pylint's configuration says of the analysis.

    Args:
        linter: the linter, its options read.
    """
    decorators, size = value_of(linter, DECORATORS_OPTION), value_of(linter, SIZE_OPTION)
    tensorflow, keras = value_of(linter, TENSORFLOW_OPTION), value_of(linter, KERAS_OPTION)
    versions = Versions(tensorflow_version(tensorflow), keras_version(keras))
    iterations = value_of(linter, ITERATIONS_OPTION)
    return Settings(tuple(decorators), size, versions, _asked_for(linter), iterations)


def _asked_for(linter: PyLinter) -> frozenset[str]:
    """Rules that are enabled by their own name; Pylint has put all names in place of ``tfguard``."""
    enabled = frozenset(getattr(linter.config, "enable", None) or ())
    rules = rule_messages() if enabled else ()
    if all(rule.symbol in enabled for rule in rules if not rule.preview):
        return frozenset()
    return frozenset(rule.id for rule in rules if rule.older and rule.symbol in enabled)


def value_of(linter: PyLinter, option: str) -> Any:
    """What Pylint's configuration says of one option."""
    return getattr(linter.config, option.replace("-", "_"))


def _message(rule: RuleMessage) -> MessageDefinitionTuple:
    description = f"{rule.summary.rstrip('.')}. See: tfguard explain {rule.symbol}"
    return ("%s", rule.symbol, description, {"default_enabled": not rule.preview})


def _text(finding: Finding) -> str:
    """The message; where the place lies in another file, behind that place."""
    if finding.call is None:
        return finding.message
    place = finding.place
    return f"in {shown_path(place.path)}:{place.line}:{place.column}: {finding.message}"
