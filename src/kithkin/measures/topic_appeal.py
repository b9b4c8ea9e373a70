"""The measure `topic_appeal`: what an audience came for, against what the user posts most."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("topic",),
    columns=(
        Column("own_count", "integer", "posts of the user on it", "posts", bounds=(1, None)),
        Column("own_share", "double", "own_count / own posts that have a topic", bounds=(0, 1)),
        Column("follow_count", "integer", "people who followed shortly after such a post", "people", bounds=(0, None)),
        Column("reaction_count", "integer", "people whose first reaction was to such a post", "people", bounds=(0, None)),
        Column("talk_count", "integer", "people whose first words were to such a post", "people", bounds=(0, None)),
        Column("people_at_least", "integer", "people of any of the three", "people", bounds=(0, None)),
        Column("people_at_most", "integer", "these, and all whose beginning cannot be told", "people", bounds=(0, None)),
        Column("came_share", "double", "people_at_least / the same over all topics", bounds=(0, 1)),
        Column("share_difference", "double", "came_share less own_share", bounds=(-1, 1)),
    ),
    source="ours",
)  # fmt: skip
def topic_appeal(first_contact: str, topics: str) -> str:
    """Return for each topic of the user's posts how many people began after one of them, and how much is posted on it.

    came_share = people who began after a post on it / people who began after a post with a topic, a person once a topic.

    Parameters
    ----------
    first_contact : ego_id, alter_id, way, post_id
    topics : table_name, row_id, topic, author_id

    Returns
    -------
    One row per topic on which the user posts: counts (0 or more), bounds of people, shares (0 to 1), their difference.

    Notes
    -----
    Absent for topics on which the user never posts, and altogether where nobody's beginning can be told. follow_count,
    reaction_count and talk_count are null where that way nobody's can. Zero: nobody is seen to have begun there. A person
    whose beginning cannot be told, some way, may have begun on any topic: people_at_most counts them for each.

    References
    ----------
    Ours.

    Examples
    --------
    >>> about = ["glue warps the cover", "glue on a cover", "cover and glue dry", "the glue for covers, cover it",
    ...          "ink on paper bleeds", "paper takes ink", "which paper for ink", "ink and thick paper"]
    >>> answer(topic_appeal, show="topic own_share reaction_count people_at_least people_at_most came_share", topic_count=2,
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], follows=[{"follower_id": "m:cy", "followed_id": "self"}],
    ...     posts=[{"post_id": f"m:{n}", "author_id": "self", "text": text, "network": "m"} for n, text in enumerate(about)],
    ...     interactions=[{"actor_id": f"m:{who}", "target_id": "self", "kind": "like", "happened_at": "2024-01-03",
    ...                    "target_post_id": "m:1"} for who in ("ann", "bob")])
    [('cover, glue', 0.5, 2, 2, 3, 1.0), ('ink, paper', 0.5, 0, 0, 1, 0.0)]
    """
    return f"""
    with own as (select row_id, topic from {topics} where table_name = 'posts' and author_id = 'self'),
    posted as (select topic, count(*) as own_count from own group by topic),
    placed as (
        select c.alter_id, c.way, o.topic
        from {first_contact} as c left join own as o on o.row_id = c.post_id
        where c.ego_id = 'self'
    ),
    unplaced as (select distinct alter_id from placed where topic is null),
    came as (
        select topic, count(distinct case when way = 'follow' then alter_id end) as follow_count,
               count(distinct case when way = 'reaction' then alter_id end) as reaction_count,
               count(distinct case when way = 'talk' then alter_id end) as talk_count,
               count(distinct alter_id) as people_count,
               count(distinct case when u_id is not null then alter_id end) as also_unplaced_count
        from (
            select p.*, u.alter_id as u_id from placed as p left join unplaced as u on u.alter_id = p.alter_id
        ) as marked
        where topic is not null group by topic
    ),
    open_ends as (select count(*) as unplaced_count from unplaced),
    totals as (
        select sum(follow_count) as follow_count, sum(reaction_count) as reaction_count, sum(talk_count) as talk_count from came
        having count(*) > 0
    )
    select p.topic, p.own_count, p.own_count * 1e0 / nullif(sum(p.own_count) over (), 0) as own_share,
           case when t.follow_count > 0 then coalesce(c.follow_count, 0) end as follow_count,
           case when t.reaction_count > 0 then coalesce(c.reaction_count, 0) end as reaction_count,
           case when t.talk_count > 0 then coalesce(c.talk_count, 0) end as talk_count,
           coalesce(c.people_count, 0) as people_at_least,
           coalesce(c.people_count, 0) + u.unplaced_count - coalesce(c.also_unplaced_count, 0) as people_at_most,
           coalesce(c.people_count, 0) * 1e0 / nullif(sum(coalesce(c.people_count, 0)) over (), 0) as came_share,
           coalesce(c.people_count, 0) * 1e0 / nullif(sum(coalesce(c.people_count, 0)) over (), 0)
           - p.own_count * 1e0 / nullif(sum(p.own_count) over (), 0) as share_difference
    from posted as p
    left join came as c on c.topic = p.topic
    cross join open_ends as u
    cross join totals as t
    """
