"""The annotators: a table of contents. An annotator is here or it does not exist."""

from typing import Final

from kithkin.annotators.commercial import commercial
from kithkin.annotators.courtesy import courtesy
from kithkin.annotators.language import language
from kithkin.annotators.meaning import meaning
from kithkin.annotators.question import question
from kithkin.annotators.template import template
from kithkin.annotators.turning import turning
from kithkin.model.annotator import Annotator

ANNOTATORS: Final[tuple[Annotator, ...]] = (commercial, courtesy, language, meaning, question, template, turning)
