"""dummy"""
THRESHOLD=.5
def probability_of_answer(*a): return 0.0
