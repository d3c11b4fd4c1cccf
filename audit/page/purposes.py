"""
What fields ask of the person who fills them in: the e-mail address, the name, the telephone number, the postal code.

A purpose is told only where a field says it plainly: its label holds no word that could make it another's address, a user
name or a search. What is not plain has no purpose here.
"""

from __future__ import annotations

import re

from audit.page import Page, once
from audit.page.forms import fields, fields_by_form, form_of, label_text, labels_in_sight, takes_text
from audit.page.html import Element, attr, classes, is_hidden, tag
from audit.page.text import words

# The names of purposes are the tokens of autocomplete
# (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill-field).
EMAIL, TEL, POSTAL, NAME, GIVEN, FAMILY = "email", "tel", "postal-code", "name", "given-name", "family-name"
NOUNS = {
    EMAIL: "the reader's e-mail address",
    TEL: "the reader's telephone number",
    POSTAL: "the reader's postal code",
    NAME: "the reader's name",
    GIVEN: "the reader's first name",
    FAMILY: "the reader's last name",
}
TOKENS = frozenset(
    (
        "name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password "
        "current-password one-time-code organization-title organization street-address address-line1 address-line2 "
        "address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code "
        "cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type "
        "transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo tel "
        "tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email impp"
    ).split()
)

# What a label says once the words of courtesy are gone; folded, without punctuation.
_SAID = {
    EMAIL: (
        "email; e mail; mail; email address; e mail address; mail address; email adresse; e mail adresse; emailadresse; "
        "mailadresse; mail adresse; courriel; adresse email; adresse e mail; adresse mail; adresse courriel; correo; "
        "correo electrónico; dirección de correo electrónico; indirizzo email; indirizzo e mail; endereço de email; "
        "e mailadres; emailadres; e post; epost; e postadress; e postadresse; adres e mail; adres email; e posta; "
        "электронная почта; адрес электронной почты; електронна пошта; адреса електронної пошти; البريد الإلكتروني; "
        "بريدك الإلكتروني; メールアドレス; alamat email"
    ),
    TEL: (
        "tel; telephone; telephone number; phone; phone number; mobile number; mobile phone; cell phone; telefon; "
        "telefonnummer; handynummer; mobilnummer; téléphone; numéro de téléphone; teléfono; número de teléfono; "
        "telefono; numero di telefono; telefone; telefoon; telefoonnummer; телефон; номер телефону; номер телефона"
    ),
    POSTAL: (
        "zip; zip code; zipcode; postcode; post code; postal code; plz; postleitzahl; code postal; código postal; "
        "codice postale; postnummer; kod pocztowy; поштовий індекс; почтовый индекс"
    ),
    NAME: (
        "name; full name; first and last name; first name and last name; vor und nachname; vor nachname; vorname nachname; "
        "vollständiger name; nom; nom complet; nom et prénom; prénom et nom; nombre; nombre y apellidos; nombre completo; "
        "nome; nome e cognome; nome completo; naam; navn; namn; imię i nazwisko; имя; ім'я; όνομα; ad soyad; nama; الاسم; お名前"
    ),
    GIVEN: "first name; firstname; given name; forename; vorname; prénom; voornaam; fornavn; förnamn; imię",
    FAMILY: (
        "last name; lastname; surname; family name; nachname; familienname; nom de famille; apellido; apellidos; cognome; "
        "achternaam; efternavn; efternamn; nazwisko; прізвище; фамилия; sobrenome"
    ),
}
_PURPOSES = {said: purpose for purpose, list_ in _SAID.items() for said in list_.split("; ")}
_COURTESY = frozenset(
    (
        "your my the please enter type here insert valid required optional mandatory ihr ihre deine dein bitte eingeben eintragen "
        "angeben erforderlich notwendig pflichtfeld freiwillig votre ton ta saisissez entrez obligatoire facultatif su tu "
        "ingresa introduce ingrese obligatorio opcional il tuo la tua inserisci o seu sua uw je vul din ditt gib hier "
        "requis обязательно ваш ваше ваша ваш ваши gültige"
    ).split()
)
LONGEST_LABEL = 1_000
"""Letters above which a text is no label, so that no page can make reading one long."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_EXAMPLE = re.compile(r"^\W*(e\.?g\.?\s*|z\. ?b\.\s*)?[\w.+-]+@[\w-]+\.\w+\W*$", re.IGNORECASE)
# Names and labels of fields, and of forms, that ask for somebody else's address.
_ANOTHER = re.compile(
    r"friend|recipient|target|receiver|modtager|empf(ä|ae)nger|destinat|freund|\bami\b|amigo|tell-?a|refer|gift"
    r"|share|recommend|empfehl|sendto|send to|adresse senden|\bto\b|amico|odbiorc|получател|отримувач",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"user|login|\blog\b|account|benutzer|usuario|identif", re.IGNORECASE)
_MAIL = re.compile(r"mail", re.IGNORECASE)


@once
def purposes(page: Page) -> dict[Element, str]:
    """The shown fields that plainly ask something of the person who fills them in, with what they ask."""
    asked = {
        field: said
        for field in fields(page)
        if takes_text(field) and tag(field) == "input" and not is_hidden(field) and (said := _said(page, field))
    }
    own = {field: said for field, said in asked.items() if said == EMAIL or _is_about_reader(page, field, asked)}
    # Beside a field for the first name, “Name” is the last name.
    with_given = {form_of(page, field) for field, said in own.items() if said == GIVEN}
    return {
        field: FAMILY if said == NAME and form_of(page, field) in with_given else said for field, said in own.items()
    }


def is_for_account(field: Element) -> bool:
    """Whether the field's own name says that it takes the name of an account, whatever its label says."""
    named = (attr(field, name) for name in ("name", "id"))
    return any(_ACCOUNT.search(name) and not _MAIL.search(name) for name in named)


def token(field: Element) -> str:
    """The token of the field's autocomplete attribute that names a purpose; empty when there is none."""
    found = [word for word in attr(field, "autocomplete").lower().split() if word != "webauthn"]
    return found[-1] if found and found[-1] in TOKENS else ""


def says(text: str) -> str:
    """The purpose that a label plainly says: “Your e-mail address *” is email, “E-mail or user name” is none."""
    if len(text) > LONGEST_LABEL:
        return ""
    if _EXAMPLE.match(text):
        return EMAIL
    said = [word for word in words(_ASIDE.sub(" ", text)) if word not in _COURTESY]
    return _PURPOSES.get(" ".join(said), "")


def _said(page: Page, field: Element) -> str:
    if _is_for_another(page, field):
        return ""
    label = " ".join(label_text(label) for label in labels_in_sight(page, field))
    texts = [label, attr(field, "aria-label"), attr(field, "placeholder"), attr(field, "title")]
    plain = {said for text in texts if (said := says(text))}
    kind = attr(field, "type").lower()
    # A type that the texts contradict was copied from another field, and “user name” may be anything.
    if len(plain) > 1 or kind not in {"", "text", "tel", "email"} or any(map(_ACCOUNT.search, texts)):
        return ""
    said = next(iter(plain), "")
    if kind in {"email", "tel"}:
        wanted = EMAIL if kind == "email" else TEL
        return wanted if said == wanted or (kind == "email" and not said) else ""
    # Below a label that says something else a placeholder is often an example; only an e-mail address is plain even then.
    return said if said == EMAIL or says(label) or not label else ""


def _is_for_another(page: Page, field: Element) -> bool:
    form = form_of(page, field)
    own = [attr(field, name) for name in ("name", "id", "placeholder", "aria-label")]
    own += [label_text(label) for label in labels_in_sight(page, field)]
    around = [] if form is None else [attr(form, "id"), attr(form, "name"), *classes(form)]
    return any(_ANOTHER.search(text.replace("_", " ")) for text in (*own, *around))


def _is_about_reader(page: Page, field: Element, asked: dict[Element, str]) -> bool:
    """
    Whether a name, a telephone number or a postal code is likely the reader's own.

    It is where the form also asks for the e-mail address or takes a message; alone it may be a search for a place.
    """
    form = form_of(page, field)
    others = fields_by_form(page).get(form, []) if form is not None else []
    return any(asked.get(other) == EMAIL or tag(other) == "textarea" for other in others)
