"""Reads what people write about work: letters to words, words to clauses, clauses to acts."""

from kvcheck.wording.clauses import Grammar, Statement, strange, with_firms
from kvcheck.wording.parts import Said
from kvcheck.wording.tokens import Tokenizer

__all__ = ["Grammar", "Said", "Statement", "Tokenizer", "strange", "with_firms"]
