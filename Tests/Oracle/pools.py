def random_calls(seed: int, n: int): return []
