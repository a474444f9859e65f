"""What the readers of lightweight markup (Markdown, AsciiDoc) share: the file itself is the reading text.

Words that a reader of the page would not see are blanked in it, character for character, so that every position is
still that of the file. From the outline (sections, paragraphs, lists, notices, tables) come the blocks, and the tasks
where a numbered list says without doubt what to do in which order.
"""
