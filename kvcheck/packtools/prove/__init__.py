"""Properties of the rules, proved for every plan or refuted by one: facts and conditions as terms of a solver (z3).

`situation` has facts and conditions as terms, `verdicts` what the rules come to, `world` what holds of the facts of any
plan, `claims` and `idle` when a property does not hold; `hunt` looks for a plan in which it does not, `staging` and
`person` write it, and the engine has the last word. Only what is written here knows of a solver; `solver` is its door.
"""
