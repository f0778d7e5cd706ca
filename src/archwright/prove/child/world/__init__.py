"""A frozen world: the clock, chance, the network and threads, the same in every run."""
