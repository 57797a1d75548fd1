"""What the demo is made of: its users, its people, and what is known of some of them besides."""

from app.demo.rules.afterwards import amend
from app.demo.rules.people import SOURCES, derive_anew, enter, happening_of, seed, typed
from app.demo.rules.published import FILES, publish
from app.demo.rules.sign_ins import USERS, SignIn, renew_sign_ins

__all__ = [
    "FILES",
    "SOURCES",
    "USERS",
    "SignIn",
    "amend",
    "derive_anew",
    "enter",
    "happening_of",
    "publish",
    "renew_sign_ins",
    "seed",
    "typed",
]
