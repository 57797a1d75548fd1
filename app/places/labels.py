"""How kinds of places are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.places.models import PlaceKind

register_labels(
    {
        PlaceKind.SETTLEMENT: _l("settlement"),
        PlaceKind.SITE: _l("site"),
        PlaceKind.COLONY: _l("penal colony"),
        PlaceKind.PRETRIAL: _l("pre-trial prison"),
        PlaceKind.CAMP: _l("camp"),
        PlaceKind.HOSPITAL: _l("hospital"),
        PlaceKind.CROSSING: _l("crossing point"),
        PlaceKind.OTHER: _l("other place"),
        PlaceKind.UNKNOWN: _l("kind not known"),
    }
)
