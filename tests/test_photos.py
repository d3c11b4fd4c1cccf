"""Which pictures are photos, what is said of them and by whom, and which one opens the article."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page, credits
from audit.page.html import Element
from audit.page.photos import Photo, content_images, lead_photo, photos
from audit.page.pictures import Kind, address, background, file_key, file_name, kind, size, with_background

ARTICLE = """
<head><title>Grain store in Balta burned down</title><meta property="og:type" content="article">{head}</head>
<body>{above}<article><h1>Grain store in Balta burned down</h1>{below}
<p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said on Monday.</p>
<p>It burned for six hours, and the smoke could be seen from the other bank of the river, neighbours told us.</p>
</article></body>
"""
RENDERED = """
<html xmlns:r="urn:audit:rendered" r:box="0 0 1280 4000"><head><title>Balta</title></head>
<body><article><h1>Balta</h1>{}<p>The fire broke out shortly after midnight.</p></article></body></html>
"""


def served(html: str) -> Page:
    return Page(Snapshot(url="https://valleytimes.example/fire", served=html))


def article(below: str = "", *, above: str = "", head: str = "") -> Page:
    return served(ARTICLE.format(below=below, above=above, head=head))


def rendered(html: str) -> Page:
    return Page(Snapshot(url="https://valleytimes.example/fire", rendered=RENDERED.format(html)))


def images(page: Page) -> list[Element]:
    return list(page.tree.iter("img"))


def only_photo(html: str) -> Photo:
    (photo,) = photos(article(html))
    return photo


# --- addresses and sizes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/fire.jpg">', "/fire.jpg"),
        ('<img src="/blank.gif" data-src="/fire.jpg">', "/fire.jpg"),
        (
            '<img src="data:image/gif;base64,R0lGOD" data-lazy-srcset="/fire-400.jpg 400w, /fire.jpg 800w">',
            "/fire-400.jpg",
        ),
        ('<img src="/img/grey-placeholder.png" srcset="/fire.jpg 1x, /fire2.jpg 2x">', "/fire.jpg"),
        ('<picture><source srcset="/fire.webp 1x"><img src="data:,"></picture>', "/fire.webp"),
        # The name of a real photo may hold the words that placeholders are called by.
        ('<img src="/media/trans_NvBQ-grey-whale.jpeg">', "/media/trans_NvBQ-grey-whale.jpeg"),
        ('<img src="data:image/svg+xml,%3Csvg">', ""),
    ],
)
def test_address_is_found_behind_lazy_placeholders(html: str, expected: str) -> None:
    assert expected == address(images(served(html))[0])


def test_address_is_what_the_browser_loaded() -> None:
    page = rendered('<img src="/small.jpg" data-src="/other.jpg" r:src="https://valleytimes.example/large.jpg"/>')
    assert "https://valleytimes.example/large.jpg" == address(images(page)[0])


def test_file_name_is_decoded_and_without_query() -> None:
    image = images(served('<img src="/media/Snow%20in%20Kyiv.jpg?w=600#x">'))[0]
    assert "Snow in Kyiv.jpg" == file_name(image)


def test_size_of_a_placeholder_or_a_broken_picture_is_not_the_size_of_the_picture() -> None:
    page = rendered(
        '<img src="data:," data-src="/a.jpg" width="600" height="400" r:src="data:," r:natural="1 1" r:box="0 0 1 1"/>'
        '<img src="/b.jpg" r:src="https://valleytimes.example/b.jpg" r:natural="0 0" r:box="0 0 16 16"/>'
        '<img src="/c.jpg" r:src="https://valleytimes.example/c.jpg" r:natural="900 600" r:box="0 0 300 200"/>'
    )
    assert [(600, 400), (None, None), (300, 200)] == [size(image) for image in images(page)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div style=\"background-image: url('/media/fire.jpg')\"></div>", ["/media/fire.jpg"]),
        ('<div style="color: red; background: #222 url(/media/fire.jpg) center"></div>', ["/media/fire.jpg"]),
        ('<div style="background: url(data:image/png;base64,AA) 0 0"></div>', []),
        ('<div style="list-style-image: url(/dot.png)"></div>', []),
    ],
)
def test_the_picture_in_a_background_is_read_off_the_style(html: str, expected: list[str]) -> None:
    assert expected == [background(element) for element in with_background(served(html))]


def test_what_the_browser_drew_in_a_background_counts_before_the_style() -> None:
    page = rendered(
        '<div r:box="0 0 800 400" r:background="https://valleytimes.example/large.jpg"></div>'
        '<div r:box="0 0 20 20" style="background: url(/small.jpg)"></div>'
    )
    assert ["https://valleytimes.example/large.jpg"] == [background(element) for element in with_background(page)]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("/media/fire-800x600.jpg", "https://valleytimes.example/media/fire.webp?w=9", True),
        ("/media/1/fire.jpg", "/media/2/fire.jpg", False),
        ("/media/fire.jpg", "https://other.example/media/fire.jpg", False),
    ],
)
def test_two_sizes_of_a_photo_have_one_key(one: str, other: str, is_same: bool) -> None:
    page = served("")
    assert is_same is (file_key(page, one) == file_key(page, other))
    assert "" == file_key(page, "/image?id=1")


# --- kinds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/count.php" width="1" height="1">', Kind.PIXEL),
        ('<img class="pixel" src="//counter.example/31">', Kind.PIXEL),
        ('<img src="/count.php" width="0" height="0">', Kind.PIXEL),
        ('<img src="/hotel.jpg" width="600" height="0" alt="Anzeige">', Kind.ADVERT),
        ('<img src="/img/logo.png">', Kind.ICON),
        ('<div class="social-share"><img src="/img/x.png"></div>', Kind.ICON),
        ('<img src="/a.jpg" width="48" height="48">', Kind.ICON),
        ('<img src="/img/access.png" style="width: 18px; height: auto">', Kind.ICON),
        ('<div class="author-box"><img src="/people/lys.jpg"></div>', Kind.PORTRAIT),
        ('<div class="ad-slot"><a href="https://shop.example/"><img src="/a.jpg"></a></div>', Kind.ADVERT),
        ('<div class="video-player"><img src="/poster.jpg"></div>', Kind.VIDEO),
        ('<a href="/2026/harbour"><img src="/harbour.jpg"></a>', Kind.TEASER),
        ('<div class="related"><a href="/2026/harbour">Harbour</a><img src="/harbour.jpg"></div>', Kind.TEASER),
        ('<a href="/media/fire-large.jpg"><img src="/fire.jpg"></a>', Kind.PHOTO),
        ('<a href="/galleries/fire"><img src="/fire.jpg"></a>', Kind.PHOTO),
        (
            '<figure><a href="/more"><img src="/a.jpg"></a><figcaption>Smoke above Balta</figcaption></figure>',
            Kind.PHOTO,
        ),
        # Names that only look like others: a deny word, a ratio, a picture size, a hash of a build tool.
        ('<div class="media--not-video aspect-video"><img class="size-teaser" src="/fire.jpg"></div>', Kind.PHOTO),
        ('<div class="sc-8yioqf hgAdPf"><img src="/fire.jpg"></div>', Kind.PHOTO),
        # A large picture is no icon, whatever its gallery calls it.
        ('<dt class="gallery-icon"><img src="/fire.jpg" width="520" height="520"></dt>', Kind.PHOTO),
        # An opening without a link is no teaser.
        ('<div class="story-promo"><img src="/fire.jpg"></div>', Kind.PHOTO),
    ],
)
def test_kind_of_a_picture(html: str, expected: Kind) -> None:
    page = article(html)
    assert expected == kind(page, images(page)[0])


def test_layout_around_the_headline_says_nothing_of_the_pictures_in_it() -> None:
    page = served(
        f'<div class="with-sidebar share comments">{ARTICLE.format(below="<img src=/fire.jpg>", above="", head="")}</div>'
    )
    assert Kind.PHOTO == kind(page, images(page)[0])


def test_content_images_are_shown_photos() -> None:
    page = article(
        '<img src="/fire.jpg" alt=""><div hidden><img src="/b.jpg"></div><img src="/logo.svg"><img src="data:,">'
    )
    assert ["/fire.jpg"] == [address(image) for image in content_images(page)]


# --- captions and credits -----------------------------------------------------------------------------------------


def test_figcaption_is_tied_and_comes_without_credit_and_label() -> None:
    photo = only_photo(
        '<figure><img src="/fire.jpg"><figcaption>Image caption, Smoke above Balta. <span class="photo-credit">O. Lys</span>'
        "</figcaption></figure>"
    )
    assert ("Smoke above Balta.", "O. Lys", True) == (photo.caption, photo.credit, photo.is_tied)


def test_caption_by_class_is_found_in_the_frame_and_right_behind_it() -> None:
    inside = only_photo(
        '<div class="image"><img src="/fire.jpg"><p class="bildunterschrift">Rauch über Balta</p></div>'
    )
    behind = only_photo('<div><img src="/fire.jpg"></div><div><div class="image-caption">Smoke above Balta</div></div>')
    assert ("Rauch über Balta", False) == (inside.caption, inside.is_tied)
    assert ("Smoke above Balta", False) == (behind.caption, behind.is_tied)


def test_caption_of_one_picture_is_not_taken_for_its_neighbour() -> None:
    page = article(
        '<div class="pics"><div><img src="/a.jpg"><p class="caption">Smoke</p></div><div><img src="/b.jpg"></div></div>'
    )
    assert ["Smoke", ""] == [photo.caption for photo in photos(page)]


def test_caption_of_a_gallery_stands_for_each_of_its_pictures() -> None:
    page = article(
        '<figure><figure><img src="/a.jpg"></figure><figure><img src="/b.jpg"></figure><figcaption>The fire</figcaption></figure>'
    )
    assert ["The fire", "The fire"] == [photo.caption for photo in photos(page)]


def test_hidden_caption_says_nothing() -> None:
    photo = only_photo('<figure><img src="/fire.jpg"><figcaption hidden>Smoke above Balta</figcaption></figure>')
    assert photo.caption_element is not None
    assert "" == photo.caption


@pytest.mark.parametrize(
    "beside",
    [
        "<span>Getty Images</span>",
        "<cite>O. Lys</cite>",
        '<span itemprop="copyrightHolder">O. Lys</span>',
        '<meta itemprop="author" content="O. Lys">',
        "<small>Foto: O. Lys</small>",
        '<div class="fotograf">O. Lys</div>',
    ],
)
def test_credit_is_found_beside_the_caption(beside: str) -> None:
    photo = only_photo(f'<figure><img src="/fire.jpg">{beside}<figcaption>Smoke above Balta</figcaption></figure>')
    assert "Smoke above Balta" == photo.caption
    assert photo.credit in {"Getty Images", "O. Lys", "Foto: O. Lys"}


def test_credit_in_a_data_attribute_counts() -> None:
    assert "O. Lys" == only_photo('<img src="/fire.jpg" data-credit="O. Lys">').credit


# --- the words of credits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Smoke above Balta. (Olena Lys / Valley Times)", "Smoke above Balta.", "Olena Lys / Valley Times"),
        ("Smoke above Balta. Photo: Olena Lys", "Smoke above Balta.", "Photo: Olena Lys"),
        (
            "Rauch über Balta (Symbolfoto: picture alliance/dpa | O. Lys)",
            "Rauch über Balta",
            "Symbolfoto: picture alliance/dpa | O. Lys",
        ),
        ("Rauch über dem TurmBild: AFP/O. LYS", "Rauch über dem Turm", "Bild: AFP/O. LYS"),
        (
            "Le maire à Brest, le 4 mars. HENRI LYS / AFP",
            "Le maire à Brest, le 4 mars.",
            "HENRI LYS / AFP",
        ),
        ("Un tractor en el puerto de Vigo.EFE", "Un tractor en el puerto de Vigo.", "EFE"),
        ("Дым над Балтой. Фото: УНІАН", "Дым над Балтой.", "Фото: УНІАН"),
        ("Smoke — Picture by Ahmad Zaki", "Smoke", "Picture by Ahmad Zaki"),
        ("横浜港に停泊する客船（代表撮影）", "横浜港に停泊する客船", "代表撮影"),
        ("© Nora Brandt", "", "© Nora Brandt"),
        ("Smoke, via Flickr", "Smoke", "via Flickr"),
        # Words that only look like a credit.
        (
            "The minister told Reuters on Monday that she would stay in office",
            "The minister told Reuters on Monday that she would stay in office",
            "",
        ),
        ("The mayor (left) and the governor (right)", "The mayor (left) and the governor (right)", ""),
        ("Ein Arbeiter (Archivbild)", "Ein Arbeiter (Archivbild)", ""),
        ("El alcalde PÃ©rez en Vigo", "El alcalde PÃ©rez en Vigo", ""),
    ],
)
def test_credit_is_told_from_the_caption(text: str, caption: str, credit: str) -> None:
    assert (caption, credit) == credits.split(text)


def test_a_name_that_may_be_a_credit_is_only_a_maybe() -> None:
    assert ("Water the seeds. (Lucy Marsh)", "") == credits.split("Water the seeds. (Lucy Marsh)")
    assert credits.may_name_someone("Water the seeds. (Lucy Marsh)")
    assert not credits.may_name_someone("Apples cost half of what they did last year.")


def test_a_text_too_long_for_a_caption_is_not_searched() -> None:
    text = "Photo by A / B. " * 1_000
    assert "" == credits.split(text)[1]


# --- the lead photo -----------------------------------------------------------------------------------------------


def lead(page: Page) -> str:
    photo = lead_photo(page)
    return address(photo.image) if photo else ""


def test_lead_photo_is_the_first_below_the_headline() -> None:
    assert "/fire.jpg" == lead(article('<img src="/logo.png"><img src="/fire.jpg"><img src="/ruin.jpg">'))


def test_lead_photo_may_stand_above_the_headline() -> None:
    assert "/fire.jpg" == lead(article(above='<div><img src="/fire.jpg" width="1200" height="600"></div>'))


def test_the_picture_shown_when_sharing_leads() -> None:
    head = '<meta property="og:image" content="https://cdn.example/x/ruin-1200x630.jpg?w=1">'
    assert "/ruin-800x420.jpg" == lead(article('<img src="/chart.jpg"><img src="/ruin-800x420.jpg">', head=head))


@pytest.mark.parametrize(
    "below",
    [
        "",
        '<div class="video-player"><img src="/poster.jpg"></div><img src="/fire.jpg">',
        '<video src="/fire.mp4"></video><img src="/fire.jpg">',
        '<a href="/2026/harbour"><img src="/harbour.jpg"></a>',
        '<img src="/fire.jpg" width="150" height="90">',
        '<img src="/animation.gif">',
        f"{'<p>' + 'Nobody was in the building when it began. ' * 4 + '</p>'}" * 4 + '<img src="/fire.jpg">',
    ],
)
def test_articles_without_a_lead_photo(below: str) -> None:
    assert "" == lead(article(below))


def test_a_page_that_is_no_article_has_no_lead_photo() -> None:
    assert "" == lead(served('<h1>Valley Times</h1><img src="/fire.jpg" width="800" height="400">'))


def test_lead_photo_of_a_rendered_page_is_one_that_is_shown() -> None:
    page = rendered(
        '<img src="/m.jpg" r:hidden="1" r:src="https://v.example/m.jpg"/>'
        '<img src="/fire.jpg" r:src="https://v.example/fire.jpg" r:natural="1200 600" r:box="0 90 1200 600"/>'
    )
    assert ["https://v.example/fire.jpg"] == [address(image) for image in content_images(page)]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ('<p class="image-copyright">© Oliver Scarf/Agency</p>', "© Oliver Scarf/Agency"),
        ('<p class="image-copyright">Everything on copyright law, from A to Z</p>', ""),
        ('<p>He said so.</p><p class="image-copyright">© Oliver Scarf/Agency</p>', ""),
        ('<img src="/b.jpg" width="800"><p class="image-copyright">© Oliver Scarf/Agency</p>', ""),
    ],
)
def test_a_credit_right_behind_the_caption_belongs_to_the_photo(below: str, expected: str) -> None:
    caption = '<p class="image-description">A protest in London</p>'
    page = article(f'<section><div><img src="/a.jpg" width="800"></div>{caption}{below}</section>')
    assert expected == photos(page)[0].credit


def test_the_words_of_a_credit_that_name_somebody() -> None:
    assert {"olena", "marchuk", "reuters"} == credits.named("Photo: Olena Marchuk / Reuters")
    assert frozenset() == credits.named("© Photo by")
