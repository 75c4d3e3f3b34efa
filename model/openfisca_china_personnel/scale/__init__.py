"""The same model over rosters of any size: in blocks, over all cores, over a cluster."""
