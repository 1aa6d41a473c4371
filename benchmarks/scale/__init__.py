"""How the road grows with the number of documents: time, processor time, memory, per room and end to end.

Belongs here: measuring `gongkai` at 10², 10³, 10⁴ documents. Does not: accuracy, peers (see `extract`).
Run it with `make bench-scale`; it writes docs/benchmarks/scale.{json,md,svg,png}.
"""
