"""
A link meant for editors is shown to everybody: readers who follow it end at a login or in a draft.

“Edit post” stands between headline and text, a screen reader reads it out in its list of links, and who follows it meets
a login page that is not for readers, or a preview that is not the published text. It also tells strangers which content
system runs the site and where its door is.

Let the template write such links only for people who are signed in, on the server and not by hiding them; take links
to drafts and previews out of the text. Look for other sites of the same template: a link that should not be there often
comes from a page that was saved or cached while an editor was signed in.

## Passed
Links of editors elsewhere, and readers' own accounts:
```html
<body>
<p>Our documentation is open: <a href="https://github.com/herald/handbook/edit/main/style.md">Edit this page</a></p>
<p><a href="/account/profile/edit">Edit profile</a> <a href="/wp-login.php">Log in</a> <a href="/wp-admin/profile.php">Your profile</a>
<a href="/admin-of-the-harbour/">The harbour's administration</a></p>
</body>
```

A wiki, which everybody may edit:
```html
<body>
<h2>History</h2> <a href="/w/index.php?title=Harbour&amp;action=edit&amp;section=1">Edit</a>
<a href="/wiki/Harbour?action=edit">Edit this page</a>
</body>
```

A public path with a name that content systems use, and a section about editing:
```html
<body>
<a href="/cms/de/wetter/">Weather</a> <a href="/editorials/">Editorials</a> <a href="/edition/">E-Edition</a>
<a href="/typo3conf/files/menu.pdf">Menu</a> <a href="/news/how-to-edit/">How to edit your study record</a>
<a href="/films/?preview=summer">Preview of the summer</a>
</body>
```

A link that is not shown, as blogs have it for their owner:
```html
<body>
<a href="/news/">News</a>
<span style="display: none"><a href="/wp-admin/post.php?post=812&amp;action=edit">Edit post</a></span>
</body>
```

## Failed
```html
<body>
<h1>Harbour opens again</h1>
<a class="post-edit-link" href="https://herald.example/wp-admin/post.php?post=812&amp;action=edit">Edit post</a><!-- failed -->
</body>
```

```html
<body>
<h1>Harbour opens again</h1>
<a href="/ghost/#/editor/post/5f2c7d">Edit post</a><!-- failed -->
<a href="/node/812/edit">Bearbeiten</a><!-- failed -->
<a href="/harbour-opens/edit-mode">Edit this article</a><!-- failed -->
</body>
```

A draft in the running text:
```html
<body>
<h1>Harbour opens again</h1>
<p>We have told of it <a href="/?p=812&amp;preview=true">before</a><!-- failed -->.</p>
</body>
```

## Could not tell
```html
<head><link rel="canonical" href="https://www.herald.example/harbour/"></head>
<body>
<h1>Harbour opens again</h1>
<a href="#">Edit post</a><!-- cantTell -->
<a href="/admin/">Admin</a><!-- cantTell -->
<a href="https://herald.example/wp-admin/">WordPress Admin</a><!-- cantTell -->
</body>
```

## Inapplicable
```html
<body><h1>Harbour opens again</h1><p>A page without links.</p></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.page import Page
from audit.page.html import Element, all_text, attr, body, is_hidden, text
from audit.page.structured import canonical, first
from audit.page.text import collapse, shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

# Where content systems keep their editors' pages: WordPress, Ghost, Drupal, Joomla, TYPO3, Umbraco, Sitecore.
_SYSTEM = re.compile(
    r"/wp-admin/(?!admin-ajax|profile\.php|user-edit)\w[\w-]*\.php|/ghost/?(#/|$)|/node/\d+/(edit|delete|revisions|layout)\b|"
    r"/administrator/(index\.php|$)|[?&](task=article\.edit|layout=edit)\b|/typo3/(index\.php|module|record|$)|"
    r"/umbraco/?(#|$)|/sitecore/(shell|login)",
    re.IGNORECASE,
)
# Craft, Wagtail, Django, and the habits of others; only on the page's own site.
_HABIT = re.compile(
    r"/admin/(\w+/)*(posts?|articles?|entry|entries|pages?|content|news|story|stories|node)/[^?#]*(\d|edit|change)|"
    r"/edit[-_](post|article|page|story|entry)\b|/(posts?|articles?|pages?|entries|stories)/[^/?#]+/edit/?$",
    re.IGNORECASE,
)
_PREVIEW = re.compile(r"[?&](preview=(true|1)|preview_id=\d+|preview_nonce=\w+)(&|#|$)", re.IGNORECASE)
_DOOR = re.compile(r"^((https?:)?//[^/]+)?/(admin|wp-admin|administrator|cms|backend|ghost)/?$", re.IGNORECASE)
_WIKI = re.compile(r"/wiki/|[?&]title=", re.IGNORECASE)
# “Edit post” as editors read it; a thing must be named, or “Edit profile” would count.
_SAYS_EDIT = re.compile(
    r"\W*(edit (this |the )?(post|article|story|page|entry)|"
    r"(diesen? |den |die )?(beitrag|artikel|seite|eintrag) bearbeiten|modifier (cet |cette |l['’])?(article|page|entrée|publication)|"
    r"editar (esta |este )?(entrada|artículo|noticia|página|artigo|notícia)|modifica (articolo|pagina|post)|"
    r"(artikel|bericht|pagina) bewerken|edytuj (wpis|artykuł|stronę)|"
    r"редактировать (запись|статью|страницу|новость)|редагувати (запис|статтю|сторінку|новину))\W*",
    re.IGNORECASE,
)
# Without one of these no expression above matches: most links are let go after a quick look.
_ADDRESS_WORDS = ("admin", "ghost", "/node/", "edit", "typo3", "umbraco", "sitecore", "preview", "cms", "backend")
_EDIT_WORDS = ("edit", "bearbeiten", "modif", "bewerken", "edytuj", "редактировать", "редагувати")


@rule(
    "Readers are shown no links of editors",
    impact="moderate",
    source="https://developer.wordpress.org/reference/functions/edit_post_link/ (read 2026-11)",
)
def link_admin_exposed(page: Page) -> Iterator[Verdict]:
    """Judge each link that is shown by its address, then by its text."""
    links = [link for link in body(page.tree).iter("a") if link.get("href") is not None]
    verdicts = [verdict for link in links if (verdict := _judge(page, link))]
    yield from verdicts
    if links and not verdicts:
        yield passed(body(page.tree))


def _judge(page: Page, link: Element) -> Verdict | None:
    href = attr(link, "href")
    said = collapse(all_text(link))
    says_edit = len(said) < 60 and _holds(_EDIT_WORDS, said) and _SAYS_EDIT.fullmatch(said) is not None
    may_lead = _holds(_ADDRESS_WORDS, href)
    is_system = may_lead and _SYSTEM.search(href) is not None
    suspicious = is_system or says_edit or (may_lead and any(form.search(href) for form in (_HABIT, _PREVIEW, _DOOR)))
    if not suspicious or is_hidden(link) or _WIKI.search(href) or not (is_system or _is_own(page, href)):
        return None
    name = f"“{shorten(said or attr(link, 'aria-label') or text(link), 60)}”, {shorten(href, 100)}"
    if is_system or _HABIT.search(href):
        return failed(link, f"Readers are shown a link into the content system: {name}.", about="editing")
    if _PREVIEW.search(href):
        return failed(link, f"Readers are shown a link to a preview: {name}.", about="preview")
    if says_edit and not href.startswith(("#", "javascript:")) and href:
        return failed(link, f"Readers are shown a link for editors: {name}.", about="editing")
    return cant_tell(link, f"Is this link meant for readers? {name}.", about="door")


def _holds(hints: tuple[str, ...], value: str) -> bool:
    low = value.lower()
    return any(hint in low for hint in hints)


def _is_own(page: Page, href: str) -> bool:
    """Whether an address is on the page's site, which may be known by the host it is published under."""
    host = _host(href)
    if not host:
        return True
    return _site(host) in {_site(_host(own)) for own in (page.url, canonical(page), first(page, "og:url")) if own}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _site(host: str) -> str:
    """A host without its subdomain: herald.example, herald.co.uk; near enough to tell own links from others'."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) < 4 else labels[-2:])
