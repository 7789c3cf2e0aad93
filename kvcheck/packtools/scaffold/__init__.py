"""Packs, rules and facts to start from, with cases: what they say is put in place of by who writes them."""
