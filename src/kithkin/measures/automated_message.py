"""The measure `automated_message`: which messages were most likely sent by a machine."""

from __future__ import annotations

from kithkin.measures._bands import HUMAN, MEASURED, PRECISION, SIGNS, WEIGHED
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column

#: What the user says of a message that is wrongly taken for a machine's.
BY_A_PERSON = "is by a person"


@measure(
    grain=("message_id",),
    columns=(
        Column("judgement_id", "text", "the message's id: what evidence belongs to"),
        Column("sender_id", "text", "who sent it"),
        Column("recipient_id", "text", "to whom; null where it went to several"),
        Column("network", "text", "network"),
        Column("sent_at", "instant", "when", "UTC"),
        Column("band", "text", "likely, possible, none or cannot_tell"),
        Column("signs", "text", "kinds of sign met: copies, timing, header, wording; separated by commas"),
        Column("says", "text", "the signs in words"),
        Column("against", "text", "what speaks against it; null = nothing"),
        Column("missing", "text", "the fact without which nobody can tell more; null = none"),
        Column("alike_count", "integer", "messages of the sender to the recipient in this band", "messages", bounds=(1, None)),
        Column("is_first_alike", "boolean", "whether it is the first of these"),
        Column("precision_measured", "double", "share of right verdicts in this band, where it was measured", bounds=(0, 1)),
        Column("measured_on", "text", "on what it was measured"),
        Column("model_version", "text", "version of the rules"),
    ),
    source="ours; the signs after Chu et al. (2012), section 4",
)  # fmt: skip
def automated_message(message_signs: str, labels: str, *, fewest_copies: int = 3) -> str:
    """Return for each message whether a machine sent it: likely, possible, no sign, or not to be told.

    Signs are of four kinds. Copies: at least eight words (twelve where they offer nothing), nearly the same to
    `fewest_copies` people or from as many. Timing: within a day after the follow or accept. Header: the mail says
    that it is bulk or automatic. Wording: it sells, or welcomes and thanks for a follow. Likely takes two kinds, and
    among them one that people seldom give: copies, a header, or a message sent sooner than it can be typed. Words
    that neither sell nor thank with a link make no copy likely, however often they come, but for a first message soon
    after the follow whose copies differ in their slots (people pass words on as they are) and that holds a link or is
    no thanks.

    Parameters
    ----------
    message_signs : all its columns
    labels : entry_id, number, text_id, judgement, label

    Returns
    -------
    One row per message: band, signs, says, against, missing, alike_count (1 or more), is_first_alike, precision_measured
    (0 to 1), measured_on. What the first of several says tells how many more there are.

    Notes
    -----
    Absent for a message whose sender is not known. Likely is never given where the sender went on after the other's
    answer, for a wish, nor for words that the platform itself writes. Where the user said that a person wrote some
    words, there is no sign in them nor in nearly the same; their answers are used nowhere else. Wording alone is
    possible at most, and none once the two talk. Cannot tell: the words are not in the export. A person who pastes
    one text to everybody is called a machine; a machine that writes each message anew, and waits, is not found.

    References
    ----------
    Chu, Z. et al. (2012), as in `message_signs`. The bands are ours.

    Examples
    --------
    >>> words = "Thanks for the follow! Grab my free guide with ten tips: https://guide.example/x"
    >>> answer(automated_message, show="band signs", identities=[{"account_id": "x:me", "person_id": "self"}],
    ...     messages=[{"sender_id": f"x:{name}", "recipient_id": "self", "sent_at": "2024-05-01", "text": text}
    ...               for name, text in (("ann", words), ("bo", words), ("cy", words), ("dan", "See you at the market?"))])
    [('likely', 'copies, wording'), ('likely', 'copies, wording'), ('likely', 'copies, wording'), ('none', None)]
    """
    return f"""
    with {WEIGHED.format(signs=message_signs, fewest=int(fewest_copies))},
    answered as (
        select text_id as answered_id, arg_max(label, struct_pack(place := number, tie := entry_id)) as answer
        from {labels} where judgement = 'automated_message' and text_id is not null
        group by text_id
    ),
    personal as (
        select distinct coalesce(w.group_id, w.text_id) as personal_id
        from weighed as w
        join answered as a on a.answered_id = w.text_id and a.answer = {text(BY_A_PERSON)}
    ),
    banded as (
        select weighed.*, p.personal_id is not null as is_personal, case
               when p.personal_id is not null then 'none'
               when text_id is null and header is null then 'cannot_tell'
               when {HUMAN} then 'none'
               when answer_count > 0 then case when is_copied or is_told then 'possible' else 'none' end
               when (is_copied or is_told or is_too_fast) and (is_backed_number = 1 or is_told or is_too_fast)
                    and is_copied_number + is_timed_number + is_told_number + is_backed_number >= 2 then 'likely'
               when is_copied or is_told or is_too_fast or is_worded then 'possible'
               else 'none' end as band
        from weighed
        left join personal as p on p.personal_id = coalesce(weighed.group_id, weighed.text_id)
    ),
    ranked as (
        select *, count(*) over (partition by sender_id, recipient_id, band) as alike_count,
               row_number() over (partition by sender_id, recipient_id, band order by sent_at, message_id) = 1 as is_first_alike
        from banded
    )
    select message_id, message_id as judgement_id, sender_id, recipient_id, network, sent_at, band,
           {SIGNS} as signs,
           case when band in ('likely', 'possible')
                then case when is_first_alike and alike_count > 1 then
                          replace(concat(says, ' ', cast(cast(round(alike_count - 1) as bigint) as text),
                                         ' more of their messages show signs too.'), '  ', ' ')
                     else says end
                end as says,
           case when is_personal then 'you said that it {BY_A_PERSON}'
                when band in ('likely', 'possible') and answer_count > 0 then 'they went on after an answer'
                when band = 'possible' and (is_worded or is_timed) and not is_copied
                then 'people thank and greet in such words too' end as against,
           case when band = 'cannot_tell' then 'the words of the message'
                when band = 'possible' and tied_at is null then 'when the follow or accept was' end as missing,
           alike_count, is_first_alike, {PRECISION} as precision_measured, {MEASURED} as measured_on, '1' as model_version
    from ranked
    """
