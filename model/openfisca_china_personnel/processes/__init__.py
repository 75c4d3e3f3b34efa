"""Work over the cores of this machine, in processes that can be ended."""
