"""What a measure is: a named quantity, as a pure query (SQL) or a pure kernel (Arrow to Arrow).

The signature says everything: positional parameters name the tables and measures it reads, keyword-only
parameters are its settings. The plan, the command's options and the web form's fields follow from it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec

from kithkin.model.tables import Column

Form = Literal["query", "kernel"]

#: The setting that the shell gives to every measure that asks for it: the instant the answer is for.
AS_OF: Final = "as_of"

#: What may be the name of a private module.
_PRIVATE: Final = re.compile(r"\b_\w+")


class At(msgspec.Struct, frozen=True):
    """Asks for a table or measure as it was `days` from the answer's instant (negative = earlier).

    Used as `Annotated[str, At("tie_strength", days=-30)]` in the signature of a measure or page.
    """

    name: str
    days: int


class Passing(msgspec.Struct, frozen=True):
    """Says of a measure that the query reads each of its rows once, so that of a whole network they need not be kept.

    Used as `Annotated[str, Passing()]` in the signature of a query.
    """


class Input(msgspec.Struct, frozen=True):
    """One table or measure that a measure or page reads: under which parameter, which one, how much earlier."""

    parameter: str
    name: str
    days: int = 0
    is_passing: bool = False


class Setting(msgspec.Struct, frozen=True):
    """One keyword-only parameter: its type (`str`, `int`, `float`, `bool`) and default; `required` if it has none."""

    name: str
    type: type
    default: Any = None
    required: bool = False


class Measure(msgspec.Struct, frozen=True):
    """A named quantity; made by the decorator `measure`.

    Attributes
    ----------
    grain : the columns of which each combination has one row.
    columns : the columns beside the grain, each with unit, bounds and meaning.
    source : the paper or book, with section, or "ours" for what Kithkin defines.
    by : the key a kernel may be split on; empty for a query and for a single-machine kernel.
    """

    name: str
    function: Callable[..., Any]
    form: Form
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    source: str
    by: tuple[str, ...]
    inputs: tuple[Input, ...]
    settings: tuple[Setting, ...]

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return summary_of(self.function)

    def text(self, relations: Mapping[str, str], settings: Mapping[str, Any]) -> str:
        """Return the SQL of a query for these relation names and settings."""
        return inspect.cleandoc(self.function(*(relations[i.parameter] for i in self.inputs), **settings))

    def source_code(self) -> str:
        """Return the Python source of the function, which is what a kernel shows when asked for its query."""
        return inspect.getsource(self.function)

    def module_code(self) -> str:
        """Return the text that a kernel's answer follows from: of the module around the function and the private ones it uses."""
        return _module_code(self.function)


@cache
def _module_code(function: Callable[..., Any]) -> str:
    """Return the text of a function's module, and of the private modules beside it that it names, or that these name."""
    module = inspect.getmodule(function)
    if module is None:
        return inspect.getsource(function)
    private = _private_texts(Path(module.__file__ or "").parent)
    texts = [inspect.getsource(module)]
    used: set[str] = set()
    for text in texts:
        # Whether a name is imported is not asked: one too many costs no more than a result that is made anew.
        found = sorted(private.keys() & set(_PRIVATE.findall(text)) - used)
        used.update(found)
        texts += [private[name] for name in found]
    return "".join(texts)


@cache
def _private_texts(folder: Path) -> dict[str, str]:
    """Return the text of each private module of a package."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("_[!_]*.py"))}


def measure(
    *,
    grain: tuple[str, ...],
    source: str,
    columns: tuple[Column, ...] = (),
    unit: str = "",
    bounds: tuple[float | None, float | None] = (None, None),
    by: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Measure]:
    """Turn a pure function into a `Measure`.

    A function that returns `str` is a query; any other is a kernel. Without `columns` the measure has one
    column, a double that bears its name, with `unit` and `bounds`.
    """

    def declare(function: Callable[..., Any]) -> Measure:
        own = columns or (Column(function.__name__, "double", summary_of(function), unit, bounds=bounds),)
        returns = inspect.signature(function).return_annotation
        inputs, settings = signature_of(function)
        return Measure(
            name=function.__name__,
            function=function,
            form="query" if returns in (str, "str") else "kernel",
            grain=grain,
            columns=own,
            source=source,
            by=by,
            inputs=inputs,
            settings=settings,
        )

    return declare


def signature_of(function: Callable[..., Any]) -> tuple[tuple[Input, ...], tuple[Setting, ...]]:
    """Return what a measure's or page's signature says: its inputs and its settings."""
    hints = get_type_hints(function, include_extras=True)
    inputs, settings = [], []
    for parameter in inspect.signature(function).parameters.values():
        hint = hints.get(parameter.name, Any)
        if parameter.kind is parameter.KEYWORD_ONLY:
            required = parameter.default is parameter.empty
            default = None if required else parameter.default
            settings.append(Setting(parameter.name, _plain_type(hint), default, required))
            continue
        marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
        at = next((mark for mark in marks if isinstance(mark, At)), At(parameter.name, 0))
        is_passing = any(isinstance(mark, Passing) for mark in marks)
        inputs.append(Input(parameter.name, at.name, at.days, is_passing))
    return tuple(inputs), tuple(settings)


def _plain_type(hint: Any) -> type:
    """Return the one plain type of a hint such as `str | None`."""
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    return kinds[0] if kinds and kinds[0] in (str, int, float, bool, datetime) else str


def summary_of(function: Callable[..., Any]) -> str:
    """Return the first line of a function's docstring."""
    return (inspect.getdoc(function) or "").split("\n", 1)[0].rstrip(".")
