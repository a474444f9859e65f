"""The one door to LangChain. A language model may choose and order steps that it is given, write a summary beside the
verbatim text, and pick the passages' own sentences that answer a question: nothing else.

It is never trusted. Its reply is read by `parse.py` and judged by `ordering.py` and `wording.py`, and what people see
is cut out of the manuals by our code: no character that a model wrote is shown. Where a reply is refused, and where no
model is set, the deterministic result stands. Start at `model.py`.
"""
