"""How the signs of a machine are weighed: fragments that the verdict and its evidence share."""

from __future__ import annotations

from typing import Final

#: Words that people send alike by custom: never a sign, however often they come.
HUMAN: Final = "courtesy in ('wish', 'default') and header is null"

#: The signs of each message, each as a truth value and as a number to be added; takes {signs} and {fewest}.
#: `is_backed`: what people seldom do with words that they share, so that copies, haste or a header may weigh as likely:
#: they sell, they thank with a link, or they stand in a first message right after the follow with slots filled anew;
#: thanks without a link that people share are short, from 24 words on they are nobody's own.
WEIGHED: Final = """facts as (
        select *, coalesce(copy_recipient_count, 0) >= {fewest} as is_sent_to_many,
               coalesce(copy_sender_count, 0) >= {fewest} as is_sent_by_many,
               coalesce(word_count, 0) >= case when coalesce(sells, false) or coalesce(has_link, false) then 8 else 12 end
               as is_long,
               coalesce(copy_text_count, 0) >= {fewest} as is_varied,
               coalesce(is_soon, false) and is_first as is_timed
        from {signs}
    ),
    told as (
        select message_id as told_id,
               is_long and (is_sent_to_many or is_sent_by_many) as is_copied,
               is_timed,
               header is not null as is_told,
               coalesce(sells, false) or coalesce(courtesy = 'welcome', false) as is_worded,
               coalesce(sells, false) or coalesce(has_link and courtesy = 'welcome', false)
                    or (is_timed and is_varied and is_long
                        and (coalesce(has_link, false) or courtesy is null or word_count >= 24))
               as is_backed
        from facts
    ),
    weighed as (
        select f.message_id, f.sender_id, f.recipient_id, f.network, f.sent_at, f.text_id, f.group_id, f.tied_at,
               f.seconds_after, f.courtesy, f.header, f.answer_count, f.sells, f.has_link, f.is_first, f.is_left,
               coalesce(f.is_too_fast and f.is_first, false) as is_too_fast,
               t.is_copied, t.is_timed, t.is_told, t.is_worded,
               case when t.is_copied then 1 else 0 end as is_copied_number,
               case when t.is_timed then 1 else 0 end as is_timed_number,
               case when t.is_told then 1 else 0 end as is_told_number,
               case when t.is_backed then 1 else 0 end as is_backed_number,
               concat(
                   case when t.is_copied and f.is_sent_to_many
                        then concat('Nearly the same words went to ',
                                    cast(cast(floor(f.copy_recipient_count) as bigint) as text), ' people. ')
                        when t.is_copied
                        then concat('Nearly the same words came from ',
                                    cast(cast(floor(f.copy_sender_count) as bigint) as text), ' people. ')
                        else '' end,
                   case when f.is_too_fast and t.is_timed then 'It came sooner after the follow than it can be typed. '
                        when t.is_timed then 'It came within a day of the follow or accept. ' else '' end,
                   case when t.is_told then 'Its header says that it is bulk or automatic. ' else '' end,
                   case when f.sells then 'It sells. '
                        when f.courtesy = 'welcome' then 'It thanks or welcomes. ' else '' end,
                   case when f.is_first and f.has_link then 'The first message holds a link. ' else '' end,
                   case when f.is_left then 'An answer was given, and nothing came after it.' else '' end
               ) as says
        from facts as f
        join told as t on t.told_id = f.message_id
    )"""

#: The kinds of sign of a weighed message, separated by commas; null where there is none.
SIGNS: Final = """nullif(substr(concat(case when is_copied then ', copies' else '' end,
           case when is_timed then ', timing' else '' end,
           case when is_told then ', header' else '' end, case when is_worded then ', wording' else '' end), 3), '')"""

#: What was measured for the band, by `benchmarks/validity texts`, on messages by another hand that came after the rules.
PRECISION: Final = "case when band = 'likely' then 1e0 end"
MEASURED: Final = (
    "case when band in ('likely', 'possible') "
    "then 'made-up messages by another hand, written as exports; no rule was mended on them' end"
)
