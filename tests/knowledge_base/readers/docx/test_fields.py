from knowledge_base.readers.docx.fields import Fields


def test_words_between_begin_and_separate_are_code_and_those_after_are_not() -> None:
    fields = Fields()
    assert not fields.in_code
    fields.mark("begin")
    fields.add_code(" REF x ")
    assert fields.in_code
    fields.mark("separate")
    assert not fields.in_code
    assert fields.mark("end") is False
    assert not fields.in_code


def test_a_field_in_the_code_of_another_is_code_to_its_end() -> None:
    fields = Fields()
    for kind in ("begin", "begin", "separate"):
        fields.mark(kind)
    assert fields.in_code
    fields.mark("end")
    assert fields.in_code
    fields.mark("separate")
    assert not fields.in_code


def test_contents_are_told_apart() -> None:
    fields = Fields()
    fields.mark("begin")
    fields.add_code(' toc \\o "1-3"')
    fields.mark("separate")
    assert fields.in_contents
    fields.mark("end")
    assert not fields.in_contents


def test_a_field_that_draws_its_words_ends_in_something_unreadable() -> None:
    fields = Fields()
    fields.mark("begin")
    fields.add_code("EQ \\f(1;2)")
    assert fields.mark("end") is True


def test_marks_without_a_beginning_do_nothing() -> None:
    fields = Fields()
    assert [fields.mark(kind) for kind in ("end", "separate", "nonsense")] == [False, False, False]
    assert not fields.in_code
