"""The measure `message_signs`: what can be seen of a message that tells a machine's from a person's."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: A message within so many seconds after a follow or accept came soon.
SOON_SECONDS = 86_400
#: Nobody types faster for long; a message that came sooner was ready before the follow.
CHARACTERS_PER_SECOND = 6

_COUNT = (0, None)


@measure(
    grain=("message_id",),
    columns=(
        Column("sender_id", "text", "who wrote it"),
        Column("recipient_id", "text", "to whom; null where it went to several"),
        Column("network", "text", "network"),
        Column("sent_at", "instant", "when it was sent", "UTC"),
        Column("text_id", "text", "its words; null where they are not there"),
        Column("group_id", "text", "the group of nearly equal texts"),
        Column("word_count", "integer", "words", "words", bounds=_COUNT),
        Column("copy_recipient_count", "integer", "people to whom the sender sent these words alone", "people", bounds=_COUNT),
        Column("copy_sender_count", "integer", "people who sent these words", "people", bounds=_COUNT),
        Column("copy_text_count", "integer", "different texts among these copies: slots filled anew", "texts", bounds=_COUNT),
        Column("tied_at", "instant", "the follow or accept between them before it; not after this instant", "UTC"),
        Column("seconds_after", "integer", "from then to the message, at least", "seconds"),
        Column("is_soon", "boolean", "within a day after it; null where no such time is seen"),
        Column("is_too_fast", "boolean", "sooner than it could be typed; null where no exact time is seen"),
        Column("is_first", "boolean", "the first message between the two"),
        Column("has_link", "boolean", "it holds a link; null where the words are not there"),
        Column("sells", "boolean", "it sells; null = not judged"),
        Column("courtesy", "text", "wish, default or welcome; null = none"),
        Column("header", "text", "the header that marks it as bulk or automatic; null = none"),
        Column("answer_count", "integer", "messages of the sender that came after one of the other's", "messages", bounds=_COUNT),
        Column("is_left", "boolean", "the other wrote afterwards and the sender never again"),
    ),
    source="ours; the signs after Chu et al. (2012), section 4",
)  # fmt: skip
def message_signs(
    messages: str, follows: str, texts: str, template: str, near_duplicates: str, commercial: str, courtesy: str
) -> str:
    """Return for each message what can be seen that tells a machine's from a person's.

    Copies count people: those to whom a sender sent nearly the same words, each alone, and those who sent them.
    Different texts among them are a template's slots filled anew; people who pass words on pass on the same.
    The tie is the last follow, friendship or connection between the two that began before the message, of those
    whose time the network itself states.

    Parameters
    ----------
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, community_id, bulk_evidence, text
    follows : follower_id, followed_id, followed_at and its ends and basis
    texts : text_id, table_name, row_id
    template : text_id, has_link
    near_duplicates : text_id, group_id, word_count
    commercial : text_id, sells
    courtesy : text_id, courtesy

    Returns
    -------
    One row per message of a known sender: facts, of which null is "not seen".

    Notes
    -----
    Absent for a message whose sender is not known. A time that was inferred from the order of a list is never read.
    A message that went through a mailing list has no header here: people write there too. A message to several
    people at once counts as no copy of itself. It does not measure what the sender did elsewhere.

    References
    ----------
    Chu, Z., Gianvecchio, S., Wang, H. & Jajodia, S. (2012). Detecting automation of Twitter accounts: are you a
    human, bot, or cyborg? IEEE TDSC 9(6), section 4 (timing, repeated text, links). Six characters a second is the
    90th percentile of typists in Dhakal et al. (2018), rounded up.

    Examples
    --------
    >>> answer(message_signs, show="seconds_after is_soon is_too_fast copy_sender_count courtesy", identities=[
    ...     {"account_id": "instagram:me", "person_id": "self"}], follows=[
    ...     {"follower_id": "instagram:ann", "followed_id": "self", "followed_at": "2024-05-01T10:00:00"}], messages=[
    ...     {"sender_id": "instagram:ann", "recipient_id": "self", "sent_at": "2024-05-01T10:00:09",
    ...      "text": "Thanks for the follow! Have a look at my free guide to better photographs."}])
    [(9, True, True, 1, 'welcome')]
    """
    return f"""
    with sent as (
        select message_id, min(network) as network, min(sender_id) as sender_id,
               case when count(distinct recipient_id) = 1 and max(coalesce(recipient_count, 1)) = 1 then min(recipient_id) end
               as recipient_id,
               min(sent_at) as sent_at, max(length(text)) as character_count,
               max(case when community_id is null then bulk_evidence end) as header
        from {messages}
        where sender_id is not null
        group by message_id
    ),
    worded as (
        select s.*, w.text_id, n.group_id, n.word_count, t.has_link, c.sells, k.courtesy
        from sent as s
        left join (
            select row_id, min(text_id) as text_id from {texts} where table_name = 'messages' group by row_id
        ) as w on w.row_id = s.message_id
        left join {near_duplicates} as n on n.text_id = w.text_id
        left join {template} as t on t.text_id = w.text_id
        left join {commercial} as c on c.text_id = w.text_id
        left join {courtesy} as k on k.text_id = w.text_id
    ),
    by_sender as (
        select group_id, sender_id, count(distinct recipient_id) as copy_recipient_count
        from worded where group_id is not null group by group_id, sender_id
    ),
    by_group as (
        select group_id, count(distinct sender_id) as copy_sender_count, count(distinct text_id) as copy_text_count
        from worded where group_id is not null group by group_id
    ),
    pairs as (
        select message_id, sender_id, recipient_id, sent_at, lag(sender_id) over (
                   partition by least(sender_id, recipient_id), greatest(sender_id, recipient_id)
                   order by sent_at, message_id
               ) as previous_id
        from worded where recipient_id is not null and sent_at is not null
    ),
    sides as (
        select sender_id, recipient_id, max(sent_at) as last_at,
               count(*) filter (where previous_id = recipient_id) as answer_count
        from pairs group by sender_id, recipient_id
    ),
    begun as (
        select follower_id as one_id, followed_id as other_id, followed_at, followed_at_earliest, followed_at_latest
        from {follows}
        where coalesce(followed_at_basis, 'read') = 'read' and followed_at_earliest is not null
          and followed_at_latest is not null and date_diff('second', followed_at_earliest, followed_at_latest) <= 86400
    ),
    ties as (
        select * from begun
        union
        select other_id, one_id, followed_at, followed_at_earliest, followed_at_latest from begun
    ),
    tied as (
        select p.message_id, max(t.followed_at) as exact_at, max(t.followed_at_latest) as tied_at
        from pairs as p
        join ties as t on t.one_id = p.sender_id and t.other_id = p.recipient_id and t.followed_at_earliest <= p.sent_at
        group by p.message_id
    )
    select w.message_id, w.sender_id, w.recipient_id, w.network, w.sent_at, w.text_id, w.group_id, w.word_count,
           s.copy_recipient_count, g.copy_sender_count, g.copy_text_count, t.tied_at,
           case when t.tied_at is not null then greatest(0, date_diff('second', t.tied_at, w.sent_at)) end as seconds_after,
           date_diff('second', t.tied_at, w.sent_at) <= {SOON_SECONDS} as is_soon,
           case when t.exact_at is not null then w.character_count >= 40
                and date_diff('second', t.exact_at, w.sent_at) * {CHARACTERS_PER_SECOND} < w.character_count end
           as is_too_fast,
           p.message_id is not null and p.previous_id is null as is_first, w.has_link, w.sells, w.courtesy, w.header,
           coalesce(me.answer_count, 0) as answer_count, coalesce(other.last_at > me.last_at, false) as is_left
    from worded as w
    left join by_sender as s on s.group_id = w.group_id and s.sender_id = w.sender_id
    left join by_group as g on g.group_id = w.group_id
    left join pairs as p on p.message_id = w.message_id
    left join sides as me on me.sender_id = w.sender_id and me.recipient_id = w.recipient_id
    left join sides as other on other.sender_id = w.recipient_id and other.recipient_id = w.sender_id
    left join tied as t on t.message_id = w.message_id
    """
