"""In which folder a mail lies: by Gmail's labels, which are in the account's language, or by the folder's name."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import Final

_NAMES: Final = {
    "sent": (
        "sent|sent mail|sent items|sent messages|gesendet|gesendete elemente|gesendete objekte|envoyés|"
        "messages envoyés|éléments envoyés|enviados|elementos enviados|mensajes enviados|e-mails enviados|"
        "itens enviados|correo enviado|inviati|inviata|posta inviata|verzonden|verzonden items|"
        "verzonden berichten|wysłane|skickat|skickade|sendt|sendte elementer|lähetetyt|odeslané|"
        "odeslaná pošta|elküldött|elküldött levelek|отправленные|надіслані|gönderilmiş postalar|"
        "gönderilenler|送信済み|送信済みメール|보낸편지함|已发送|已发邮件|寄件備份|寄件匣|البريد المرسل|"
        "المرسلة|נשלח|דואר שנשלח|απεσταλμένα|trimise|mesaje trimise"
    ),
    "spam": (
        "spam|junk|junk e-mail|junk mail|bulk mail|junk-e-mail|spamverdacht|courrier indésirable|"
        "indésirables|correo no deseado|lixo eletrônico|posta indesiderata|ongewenste e-mail|skräppost|"
        "søppelpost|uønsket mail|roskaposti|levélszemét|nevyžádaná pošta|спам|迷惑メール|스팸함|스팸|"
        "垃圾邮件|垃圾郵件|غير مرغوب فيها|ספאם|ανεπιθύμητα"
    ),
    "draft": (
        "drafts|draft|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|rascunhos|bozze|concepten|"
        "wersje robocze|robocze|szkice|utkast|kladder|luonnokset|koncepty|piszkozatok|черновики|чернетки|"
        "taslaklar|下書き|임시보관함|草稿|مسودات|טיוטות|πρόχειρα|ciorne"
    ),
    "inbox": (
        "inbox|posteingang|boîte de réception|recibidos|bandeja de entrada|caixa de entrada|entrada|"
        "posta in arrivo|in arrivo|postvak in|odebrane|inkorgen|inkorg|indbakke|innboks|saapuneet|"
        "doručená pošta|doručené|beérkező levelek|входящие|вхідні|gelen kutusu|受信トレイ|받은편지함|"
        "收件箱|收件匣|البريد الوارد|דואר נכנס|εισερχόμενα|mesaje primite"
    ),
}
_FOLDERS: Final = {name: folder for folder, names in _NAMES.items() for name in names.split("|")}


@lru_cache(1 << 12)
def folder_of_labels(labels: str) -> str | None:
    """Return the folder that Gmail's decoded labels say: sent before spam before draft before inbox, else archive.

    >>> folder_of_labels('Gesendet,"Kategorie: Reisen, Hotels"')
    'sent'
    """
    if not labels:
        return None
    row = next(csv.reader([labels[:10_000]], skipinitialspace=True), [])
    met = {_FOLDERS.get(label.strip().casefold()) for label in row}
    return next((folder for folder in ("sent", "spam", "draft", "inbox") if folder in met), "archive")


@lru_cache(1 << 12)
def folder_of_path(name: str) -> str | None:
    """Return the folder that a file's own path says, or None: `Mail/Sent.mbox`, `.Drafts/cur/123:2,S`."""
    for step in reversed(name.split("/")):
        plain = step.removesuffix(".mbox").removesuffix(".sbd").strip(".").casefold()
        for part in (plain, plain.rpartition(".")[2]):
            if part in _FOLDERS:
                return _FOLDERS[part]
    return None
