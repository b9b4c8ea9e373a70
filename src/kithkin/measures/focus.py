"""The measure `focus`: how far apart are what a community speaks of and what the ego posts?"""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("community_id",),
    columns=(
        Column("distance", "double", "total variation between the two sides' shares; 0 = the same", bounds=(0, 1)),
        Column("own_count", "integer", "posts of the ego that have a topic", "posts", bounds=(1, None)),
        Column("text_count", "integer", "texts of others that have a topic", "texts", bounds=(1, None)),
        Column("missed_topic", "text", "the topic of which the ego posts least against what is spoken and asked"),
        Column("favourite_topic", "text", "the topic of which the ego posts most against it"),
    ),
    source="Levin, Peres & Wilmer (2009), section 4.1 (total variation distance)",
)
def focus(topic_overview: str) -> str:
    """Return the distance between what a community speaks of and asks, and what the ego posts there.

    Half the sum over topics of |the ego's share - the community's share|.

    Parameters
    ----------
    topic_overview : community_id, topic, text_count, own_count, own_share, community_share, share_difference

    Returns
    -------
    One row per community in which both have posts with a topic: distance (0 to 1), counts, the topics that differ most.

    Notes
    -----
    Absent where either side has nothing with a topic. missed_topic or favourite_topic is null where no topic
    differs that way. Zero: the same shares. A distance is no fault: somebody may be the only one to speak of a thing.

    References
    ----------
    Levin, D. A., Peres, Y. & Wilmer, E. L. (2009). Markov Chains and Mixing Times, section 4.1.

    Examples
    --------
    >>> about = ["glue warps the cover", "glue on a cover", "cover and glue dry", "does glue hold a cover?",
    ...          "ink on paper bleeds", "paper takes ink", "which paper for ink?", "ink and thick paper"]
    >>> answer(focus, show="distance missed_topic favourite_topic", topic_count=2,
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": f"m:{n}", "author_id": "self" if n < 2 else "m:ann", "network": "m", "text": text}
    ...     for n, text in enumerate(about)])
    [(0.625, 'ink, paper', 'cover, glue')]
    """
    return f"""
    with apart as (
        select community_id, topic as topic_id, text_count, own_count, round(share_difference * 1000000) as steps
        from {topic_overview} where share_difference is not null
    ),
    ranked as (
        select *, row_number() over (partition by community_id order by steps, topic_id) as low_place,
               row_number() over (partition by community_id order by steps desc, topic_id) as high_place
        from apart
    )
    select community_id, least(sum(abs(steps)) / 2000000, 1e0) as distance,
           cast(sum(own_count) as bigint) as own_count, cast(sum(text_count) as bigint) as text_count,
           max(case when low_place = 1 and steps < 0 then topic_id end) as missed_topic,
           max(case when high_place = 1 and steps > 0 then topic_id end) as favourite_topic
    from ranked
    group by community_id
    having sum(own_count) > 0 and sum(text_count) > 0
    """
