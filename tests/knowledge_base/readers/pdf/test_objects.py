import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import apply
from knowledge_base.readers.pdf.objects import matrix_of, page_objects
from tests.knowledge_base.readers.pdf.paper import first_page
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf, stream


def test_objects_in_forms_are_found_with_the_matrix_of_the_forms_around_them() -> None:
    inner = stream("0 0 m 10 0 l S", "/Type/XObject/Subtype/Form/BBox[0 0 50 50]")
    outer = stream(
        "q 2 0 0 2 5 5 cm /X2 Do Q", "/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X2 10 0 R>>>>"
    )
    data = raw_pdf("q 3 0 0 3 100 100 cm /X1 Do Q", resources="/XObject<</X1 11 0 R>>", objects=[inner, outer])
    document, page = first_page(data)
    ((item, matrix),) = page_objects(page, pdfium.FPDF_PAGEOBJ_PATH, 100)
    assert apply(matrix, *apply(matrix_of(item), 10, 0)) == (100 + 3 * (5 + 2 * 10), 100 + 3 * 5)
    document.close()


def test_a_form_that_draws_itself_comes_to_an_end() -> None:
    form = stream(
        "/X1 Do 0 0 m 10 0 l S", "/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Resources<</XObject<</X1 10 0 R>>>>"
    )
    document, page = first_page(raw_pdf("/X1 Do", resources="/XObject<</X1 10 0 R>>", objects=[form]))
    assert len(list(page_objects(page, pdfium.FPDF_PAGEOBJ_PATH, 100))) <= 100
    document.close()


def test_no_more_objects_are_looked_at_than_allowed() -> None:
    document, page = first_page(raw_pdf("".join(line("x", y=y) for y in range(10, 800, 10))))
    assert len(list(page_objects(page, pdfium.FPDF_PAGEOBJ_TEXT, 5))) == 5
    document.close()
