"""What hostile files try, and what comes of it: a clear outcome, in bounded time and memory, and nothing else."""
