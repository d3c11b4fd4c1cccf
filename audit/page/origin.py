"""
Who an element is from: the site's template, the article's text, or others whose markup the newsroom cannot mend.

Told from what stands around it: the names ad servers, consent tools and social embeds give to the elements they put in,
and frames of other hosts. What nothing speaks of is the site's own.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from audit.model import Origin
from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, attr

# Ids and classes as their makers document them; whole words between hyphens and underscores.
_CONSENT = re.compile(
    r"^(onetrust|ot-sdk|optanon|cybotcookiebot|cookiebot|didomi|usercentrics|uc-(banner|center)|qc-cmp|sp_message|truste|"
    r"trustarc|cky-|cookieyes|klaro|iubenda|cmplz|borlabs|axeptio|osano|termly|evidon|fc-consent|cmpbox|tarteaucitron)",
    re.IGNORECASE,
)
_AD = re.compile(
    r"^(google_ads_iframe|div-gpt-ad|adsbygoogle|gpt-ad|taboola|trc_|outbrain|ob-widget|ob_|rc-widget|dfp-ad|teads|"
    r"amp-ad|adsninja|ad-manager|criteo|mgid|revcontent|plista|ligatus|adfox|yandex_rtb)",
    re.IGNORECASE,
)
_EMBED = re.compile(
    r"^(twitter-(tweet|timeline|video)|instagram-media|fb-(post|video|page|comments)|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"reddit-embed|telegram-post|datawrapper|infogram|flourish-embed|disqus_thread|hyvor-talk|spotify-embed|soundcloud)",
    re.IGNORECASE,
)
_NAMES = ((Origin.CONSENT, _CONSENT), (Origin.AD, _AD), (Origin.EMBED, _EMBED))
# Hosts that serve ads into frames, and consent tools; any other host's frame is an embed.
_AD_HOST = re.compile(
    r"(^|\.)(doubleclick\.net|googlesyndication\.com|adnxs\.com|criteo\.(com|net)|taboola\.com|outbrain\.com)$"
)
_CONSENT_HOST = re.compile(
    r"(^|\.)(privacy-mgmt\.com|sp-prod\.net|consensu\.org|cookiebot\.com|onetrust\.com|trustarc\.com)$"
)


def origin(page: Page, element: Element) -> Origin:
    """Who the element is from. A frame's element is the site's own; what the frame shows is not."""
    around = (element, *element.iterancestors())
    named = next((found for node in around if (found := _named(node))), None)
    if named:
        return named
    text = article(page).text_element if article(page).is_article else None
    return Origin.ARTICLE if text is not None and text in around else Origin.TEMPLATE


def origin_in_frame(page: Page, selector: str) -> Origin:
    """Who the document in a frame is from; the frame is given by its CSS selector in the page."""
    frame = _select(page, selector)
    if frame is None:
        return Origin.EMBED
    host, own = _host(attr(frame, "src") or attr(frame, "data")), _host(page.url)
    if host in {"", own}:
        return origin(page, frame)
    if _AD_HOST.search(host):
        return Origin.AD
    return Origin.CONSENT if _CONSENT_HOST.search(host) else Origin.EMBED


def _named(node: Element) -> Origin | None:
    written = f"{attr(node, 'id')} {attr(node, 'class')}".split()
    named = (found for found, pattern in _NAMES for word in written if pattern.match(word))
    return next(named, None)


def _select(page: Page, selector: str) -> Element | None:
    from cssselect import HTMLTranslator, SelectorError

    try:
        found = page.tree.xpath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError):
        return None
    return found[0] if found else None


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
