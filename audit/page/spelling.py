"""
Known misspellings of English words.

A short list of our own holds what news sites' forms and buttons get wrong; where codespell is installed (the extra
`spelling`), its list of some sixty thousand is read too. That list is under the GPL and stays where it is: it is read at run
time and is no part of this project.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.util import find_spec

SHORTEST = 5
"""Letters below which a word of codespell's list is more often a name, a unit or a word of another language."""
# Words that are in no English dictionary: “calender”, “wether” and “prefered” in other senses are left out.
MISSPELT = {
    **dict.fromkeys(("subscibe", "subcribe", "susbcribe", "subsribe", "subscirbe"), "subscribe"),
    **dict.fromkeys(("subscibed", "subcribed", "subsribed"), "subscribed"),
    **dict.fromkeys(("subsciption", "subscripton", "subcription"), "subscription"),
    **dict.fromkeys(("unsubcribe", "unsubsribe", "unsubscibe"), "unsubscribe"),
    **dict.fromkeys(
        ("successfuly", "sucessfully", "succesfully", "successfull", "sucessfuly", "succesfuly"), "successfully"
    ),
    **dict.fromkeys(("succesful", "sucessful"), "successful"),
    **dict.fromkeys(("recieve", "receieve", "recive"), "receive"),
    **dict.fromkeys(("recieved", "recived"), "received"),
    **dict.fromkeys(("adress", "addres", "adddress"), "address"),
    **dict.fromkeys(("newletter", "newsleter", "newslettter"), "newsletter"),
    **dict.fromkeys(("serach", "saerch"), "search"),
    **dict.fromkeys(("sumbit", "submitt"), "submit"),
    **dict.fromkeys(("pasword", "passwrod", "passowrd"), "password"),
    **dict.fromkeys(("registation", "registraton"), "registration"),
    **dict.fromkeys(("occured", "ocurred"), "occurred"),
    **dict.fromkeys(("neccessary", "necesary"), "necessary"),
    **dict.fromkeys(("availible", "avaliable", "availabe"), "available"),
    **dict.fromkeys(("tommorow", "tommorrow"), "tomorrow"),
    **dict.fromkeys(("recomend", "reccomend"), "recommend"),
    **dict.fromkeys(("maintainance", "maintenence"), "maintenance"),
    "seperate": "separate",
    "emial": "email",
    "incorect": "incorrect",
    "submited": "submitted",
    "commited": "committed",
    "confimation": "confirmation",
    "infomation": "information",
    "langauge": "language",
    "advertisment": "advertisement",
    "comming": "coming",
    "untill": "until",
    "definately": "definitely",
    "immediatly": "immediately",
    "accomodation": "accommodation",
    "goverment": "government",
    "enviroment": "environment",
    "buisness": "business",
    "retreive": "retrieve",
    "thier": "their",
    "foward": "forward",
}


@cache
def more_misspellings() -> Mapping[str, str]:
    """What codespell knows, misspelling -> word, where it knows one word only; empty where it is not installed."""
    if find_spec("codespell_lib") is None:
        return {}
    lines = resources.files("codespell_lib").joinpath("data/dictionary.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("->") for line in lines)
    # Several corrections are parted by commas; a comma alone says that people should look at it.
    return {
        wrong: right
        for wrong, _, right in pairs
        if "," not in right and len(wrong) >= SHORTEST and wrong.isascii() and wrong.isalpha()
    }
