"""Reads what people write about work: letters to words, words to clauses, clauses to acts."""

from kvcheck.wording.clauses import Grammar, Statement
from kvcheck.wording.parts import Said
from kvcheck.wording.texts import as_written, strange
from kvcheck.wording.tokens import Tokenizer

__all__ = ["Grammar", "Said", "Statement", "Tokenizer", "as_written", "strange"]
