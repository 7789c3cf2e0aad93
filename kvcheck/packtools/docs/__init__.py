"""A pack as pages that can be read, printed and signed: law beside rule beside cases, in both languages."""
