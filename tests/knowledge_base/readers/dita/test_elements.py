from lxml import etree

from knowledge_base.readers.dita.elements import child_of, children, conditions, cut, kind, language, said, within


def xml(text: str) -> etree._Element:
    return etree.fromstring(text)


def test_an_element_is_what_its_name_says() -> None:
    assert kind(xml("<step/>")) == "step"


def test_a_specialised_element_is_what_its_class_says() -> None:
    assert kind(xml('<oventask class="- topic/topic task/task ovens/oventask "/>')) == "task"
    assert kind(xml('<knob class="+ topic/ph ui-d/uicontrol ovens-d/knob "/>')) == "uicontrol"


def test_a_known_name_goes_before_a_class_that_lies() -> None:
    assert kind(xml('<p class="- topic/topic task/step "/>')) == "p"


def test_an_unknown_element_keeps_its_name_and_one_of_another_language_is_foreign() -> None:
    assert kind(xml("<knob/>")) == "knob"
    assert kind(xml('<math xmlns="http://www.w3.org/1998/Math/MathML"/>')) == "foreign"


def test_comments_and_instructions_are_no_children() -> None:
    root = xml("<p><!-- a --><b/><?pi?><i/></p>")
    assert [child.tag for child in children(root)] == ["b", "i"]
    assert [kind(node) for node in root] == ["", "b", "", "i"]
    assert list(children(None)) == []


def test_what_is_within_a_topic_comes_in_document_order_without_nested_topics() -> None:
    root = xml("<topic><title><b/></title><body><p/></body><topic><body><ul/></body></topic></topic>")
    assert [one.tag for one in within(root)] == ["topic", "title", "b", "body", "p"]


def test_the_first_child_of_a_kind_is_found() -> None:
    root = xml("<step><note/><cmd>a</cmd><cmd>b</cmd></step>")
    found = child_of(root, "cmd", "info")
    assert found is not None
    assert found.text == "a"
    assert child_of(root, "info") is None


def test_cutting_an_element_leaves_the_words_after_it() -> None:
    root = xml("<p>one <b>two</b> three <i>four</i> five</p>")
    cut(root[1])
    cut(root[0])
    assert root.text == "one  three  five"
    assert len(root) == 0


def test_conditions_are_values_of_the_attributes_for_it() -> None:
    found = conditions(xml('<p product="BC100  BC200" props="site(hall1 hall2) loud" rev="3" audience=""/>'))
    assert found == {"product": frozenset({"BC100", "BC200"}), "props": frozenset({"hall1", "hall2", "loud"})}
    assert said(found) == "product: BC100 BC200; props: hall1 hall2 loud"


def test_a_language_is_what_the_element_states() -> None:
    assert language(xml('<p xml:lang="de-AT"/>')) == "de-AT"
    assert language(xml("<p/>")) is None
