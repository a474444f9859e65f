"""When to do it: for each open job the window that costs least in expectation, several machines at once.

Start reading in `solve.py`. What is minimised stands in `cost.py`, how likely a failure is before then in `life.py`.

What is simplified, on purpose:
- One job at a time on one machine: each is bracketed by its own lock-out and return to service.
- A machine may fail until the window of its job begins; in a planned stop it stands, and cannot fail.
- A stop at once is planned for each job alone: two of one machine each pay for all the time that it stands. `notes.py`
  says so where it happens.
- A failure of one machine does not change the plan for another: after one, plan again.
- The crew of a stop at once, or of a failure, is called out: it takes nobody from the plan.
- What is not done within the horizon is still to be done after it, in a stop of its own.
"""
