"""How kinds and grades of sources are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.core.media import MediaType
from app.sources.models import AttachmentKind, Credibility, Reliability, SourceKind

register_labels(
    {
        SourceKind.FAMILY: _l("family"),
        SourceKind.WITNESS: _l("witness"),
        SourceKind.OPEN_SOURCE: _l("open source"),
        SourceKind.RELEASED_PRISONER: _l("released prisoner"),
        SourceKind.DETAINING_POWER: _l("detaining power"),
        SourceKind.ICRC: _l("ICRC"),
        SourceKind.OFFICIAL_BODY: _l("official body"),
        SourceKind.FORENSIC: _l("forensic examination"),
        SourceKind.OWN_OFFICE: _l("own office"),
    }
)
register_labels(
    {
        Reliability.A: _l("A: completely reliable"),
        Reliability.B: _l("B: usually reliable"),
        Reliability.C: _l("C: fairly reliable"),
        Reliability.D: _l("D: not usually reliable"),
        Reliability.E: _l("E: unreliable"),
        Reliability.F: _l("F: reliability cannot be judged"),
    }
)
register_labels(
    {
        Credibility.CONFIRMED: _l("1: confirmed by other sources"),
        Credibility.PROBABLE: _l("2: probably true"),
        Credibility.POSSIBLE: _l("3: possibly true"),
        Credibility.DOUBTFUL: _l("4: doubtful"),
        Credibility.IMPROBABLE: _l("5: improbable"),
        Credibility.CANNOT_BE_JUDGED: _l("6: truth cannot be judged"),
    }
)
register_labels(
    {
        AttachmentKind.SCAN: _l("scan"),
        AttachmentKind.PHOTO: _l("photograph"),
        AttachmentKind.LETTER: _l("letter"),
        AttachmentKind.OTHER: _l("other document"),
    }
)
# What a file is goes by the name that everybody knows it by.
register_labels({kind: kind.name if kind is not MediaType.WEBP else "WebP" for kind in MediaType})

#: What the letters of the Admiralty code mean for whoever gives them (STANAG 2511).
MEANINGS = {
    Reliability.A: _l("No doubt about authenticity, trustworthiness and competence; always right before."),
    Reliability.B: _l("Small doubts; its word was true most times before."),
    Reliability.C: _l("Doubts; its word was true some times before."),
    Reliability.D: _l("Great doubts; its word was true now and then."),
    Reliability.E: _l("Neither authentic nor trustworthy; its word was wrong before."),
    Reliability.F: _l("Nobody has judged it yet, or nothing is known to judge it by."),
}
