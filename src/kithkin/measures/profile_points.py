"""The measure `profile_points`: seven unit points over what is known of a follower's profile."""

from __future__ import annotations

from kithkin.measures._fake_points import digit_count, facts_known, points
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_account_id"),
    columns=(
        Column("alter_id", "text", "the person behind the account"),
        Column("network", "text", "network"),
        Column("handle", "text", "handle, where known"),
        Column("follower_count", "integer", "followers, as the network counted them", "accounts"),
        Column("following_count", "integer", "accounts followed, as the network counted them", "accounts"),
        Column("post_count", "integer", "posts, as the network counted them", "posts"),
        Column("has_picture", "boolean", "whether the profile has a picture of its own"),
        Column("digit_count", "integer", "digits in the handle", bounds=(0, None)),
        Column(
            "fact_count", "integer", "facts known, of five: followers, following, posts, picture, handle", bounds=(0, 5)
        ),
        Column("point_count", "integer", "points, of seven", bounds=(0, 7)),
    ),
    source="ours: unit weights, after Dawes (1979)",
)
def profile_points(egos: str, follows: str, accounts: str) -> str:
    """Return for each account that follows or followed an ego how many of seven points its profile has.

    One point each: following + 1 >= 5 (followers + 1); following + 1 >= 30 (followers + 1); posts <= 3; posts = 0; no
    picture; followers < 20; digits >= 30 % of the handle.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, network
    accounts : account_id, handle, follower_count, following_count, post_count, has_picture

    Returns
    -------
    One row per ego and account that has a tie to it.

    Notes
    -----
    Absent for accounts that never followed. A point whose fact is not known is not given; `fact_count` says how many were.
    Whether an account is private and how many it follows by themselves change sides between data sets and are left out.

    References
    ----------
    Dawes, R. M. (1979). The robust beauty of improper linear models in decision making. American Psychologist
    34(7), 571-582.

    Examples
    --------
    >>> answer(profile_points, show="alter_account_id fact_count point_count", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       self
    ...     x:bot       self
    ... ''', accounts='''
    ...     account_id handle  follower_count following_count post_count has_picture
    ...     x:ann      ann     300            280             90         true
    ...     x:bot      a774213 2              900             0          false
    ... ''')
    [('x:ann', 5, 0), ('x:bot', 5, 7)]
    """
    return f"""
    with ties as (
        select f.followed_id as ego_id, f.follower_account_id as alter_account_id, min(f.follower_id) as alter_id,
               min(f.network) as network
        from {follows} as f
        join {egos} as e on e.ego_id = f.followed_id
        group by f.followed_id, f.follower_account_id
    ),
    facts as (
        select t.ego_id, t.alter_account_id, t.alter_id, t.network, p.handle, p.follower_count, p.following_count,
               p.post_count, p.has_picture
        from ties as t
        left join {accounts} as p on p.account_account_id = t.alter_account_id
    ),
    counted as (
        select *, cast(round({digit_count("handle")}) as bigint) as digit_count,
               cast(round({facts_known()}) as bigint) as fact_count
        from facts
    )
    select ego_id, alter_account_id, alter_id, network, handle, follower_count, following_count, post_count, has_picture,
           digit_count, fact_count,
           cast(round({points()}) as bigint) as point_count
    from counted
    """
