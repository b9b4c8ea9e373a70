"""What mails look like below an answer, for whatever must leave the words of earlier mails out."""

from __future__ import annotations

from typing import Final

#: A pattern of the first lines of an earlier mail's head (from whom, then when or to whom), over lines and without case.
EARLIER_HEAD: Final = (
    r"\*?(?:from|von|de|da|van|发件人)[ \t]*[:：][^\n]{1,300}\n(?:[^\n]{0,300}\n)?[ \t]*"
    r"\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|to|an|à|para|aan|发送时间)[ \t]*[:：]"
)
