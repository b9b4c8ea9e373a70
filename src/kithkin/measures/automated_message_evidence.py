"""The measure `automated_message_evidence`: what a person can look up behind each verdict on a message."""

from __future__ import annotations

from kithkin.measures._bands import WEIGHED
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: So many copies are shown beside a message.
COPIES_SHOWN = 2


@measure(
    grain=("judgement_id", "sign", "row_id"),
    columns=(
        Column("table_name", "text", "table of the row"),
        Column("happened_at", "instant", "when", "UTC"),
        Column("person_id", "text", "whose words or act"),
        Column("quote", "text", "the words"),
        Column("span_from", "integer", "first character of the words that counted", "characters"),
        Column("span_to", "integer", "end of these words", "characters"),
        Column("says", "text", "what was read in it"),
        Column("is_against", "boolean", "whether it speaks against the verdict"),
        Column("judged_id", "text", "the message whose words are judged; null for a copy, a time or a header"),
    ),
    source="ours; as automated_message",
)
def automated_message_evidence(
    message_signs: str, automated_message: str, texts: str, commercial: str, courtesy: str, *, fewest_copies: int = 3
) -> str:
    """Return the evidence of each verdict that is likely or possible: copies, times, headers and quoted words.

    Parameters
    ----------
    message_signs : all its columns
    automated_message : judgement_id, band, against
    texts : text_id, table_name, row_id, text
    commercial : text_id, says, span_from, span_to
    courtesy : text_id, courtesy_from, courtesy_to

    Returns
    -------
    One row per verdict, sign and row that shows it: table_name, happened_at, person_id, quote, span, says.

    Notes
    -----
    Of copies the two that lie first are shown. The message itself is always there, with the words that counted
    marked where there are any. Absent for the other bands.

    References
    ----------
    As `automated_message`.

    Examples
    --------
    >>> words = "Thanks for the follow! Grab my free guide with ten tips: https://guide.example/x"
    >>> answer(automated_message_evidence, show="judgement_id sign row_id", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": f"x:{name}", "recipient_id": "self", "sent_at": "2024-05-01", "text": words,
    ...      "message_id": f"x:{name}"} for name in ("a", "b", "c")])[:3]
    [('x:a', 'copies', 'x:b'), ('x:a', 'copies', 'x:c'), ('x:a', 'wording', 'x:a')]
    """
    return f"""
    with {WEIGHED.format(signs=message_signs, fewest=int(fewest_copies))},
    judged as (
        select w.*, a.against from weighed as w
        join {automated_message} as a on a.message_id = w.message_id and a.band in ('likely', 'possible')
    ),
    words as (
        select row_id as text_row_id, min(text) as quote from {texts} where table_name = 'messages' group by row_id
    ),
    shown as (
        select message_id as shown_id, group_id as shown_group_id, sender_id as shown_sender_id,
               sent_at as shown_at,
               row_number() over (partition by group_id order by sent_at, message_id) as place
        from weighed where group_id is not null
    ),
    copies as (
        select j.message_id as judgement_id, 'copies' as sign, s.shown_id as row_id, 'messages' as table_name,
               s.shown_at as happened_at, s.shown_sender_id as person_id,
               cast(null as bigint) as span_from, cast(null as bigint) as span_to,
               'nearly the same words' as says, false as is_against,
               row_number() over (partition by j.message_id order by s.place, s.shown_id) as rank
        from judged as j
        join shown as s on s.shown_group_id = j.group_id and s.shown_id <> j.message_id
             and s.place <= {COPIES_SHOWN + 1}
        where j.is_copied
    ),
    own as (
        select j.message_id as judgement_id, 'wording' as sign, j.message_id as row_id, 'messages' as table_name,
               j.sent_at as happened_at, j.sender_id as person_id,
               coalesce(case when j.sells then c.span_from end, k.courtesy_from) as span_from,
               coalesce(case when j.sells then c.span_to end, k.courtesy_to) as span_to,
               case when j.sells then coalesce(c.says, 'it sells') when j.courtesy = 'welcome' then 'a welcome or thanks'
                    else 'the message' end as says,
               false as is_against
        from judged as j
        left join {commercial} as c on c.text_id = j.text_id
        left join {courtesy} as k on k.text_id = j.text_id
    ),
    times as (
        select message_id as judgement_id, 'timing' as sign, message_id as row_id, 'follows' as table_name,
               tied_at as happened_at, sender_id as person_id, cast(null as bigint) as span_from,
               cast(null as bigint) as span_to,
               concat('the follow or accept; the message came ',
                      cast(cast(floor(seconds_after) as bigint) as text), ' seconds later') as says,
               false as is_against
        from judged where is_timed
    ),
    headers as (
        select message_id as judgement_id, 'header' as sign, message_id as row_id, 'messages' as table_name,
               sent_at as happened_at, sender_id as person_id, cast(null as bigint) as span_from,
               cast(null as bigint) as span_to, header as says, false as is_against
        from judged where is_told
    ),
    everything as (
        select judgement_id, sign, row_id, table_name, happened_at, person_id, span_from, span_to, says, is_against
        from copies where rank <= {COPIES_SHOWN}
        union all select * from own
        union all select * from times
        union all select * from headers
    )
    select e.judgement_id, e.sign, e.row_id, e.table_name, e.happened_at, e.person_id,
           case when e.sign in ('copies', 'wording') then w.quote end as quote, e.span_from, e.span_to, e.says, e.is_against,
           case when e.sign = 'wording' and w.quote is not null then e.judgement_id end as judged_id
    from everything as e
    left join words as w on w.text_row_id = e.row_id
    """
