"""The measure `influence_by_size`: how many follow an account and how many react, and who stands apart."""

from __future__ import annotations

from kithkin.measures._off_line import off_line
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("place",),
    columns=(
        Column("account_id", "text", "the account", person=True),
        Column("follower_count", "integer", "followers", "people", bounds=(0, None)),
        Column("reactor_count", "integer", "different people who reacted", "people", bounds=(0, None)),
        Column("expected_count", "double", "reactors that accounts of this size have", "people", bounds=(0, None)),
        Column("standing_apart", "text", "big hat (far fewer react), quiet cattle (far more), or empty"),
        Column("person_id", "text", "the account again where it stands apart", person=True),
    ),
    source="ours: residuals of a straight line in logarithms; the question is that of Cha et al. (2010)",
)
def influence_by_size(egos: str, follows: str, reaction_influence: str) -> str:
    """Return for each account how many follow and how many react, and who stands farthest from the line.

    The line is least squares of ln(1 + reactors) on ln(1 + followers). Of more than the mean size, big hats are the five
    accounts farthest below it; of more than the mean reaction, quiet cattle the five farthest above; both by a factor
    of two at least.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, is_current
    reaction_influence : account_id, reactor_count, follower_count

    Returns
    -------
    One row per account with a known size, in order: those that stand apart, the farthest first, then by reactors (place = 1 on).

    Notes
    -----
    Absent for accounts of unknown size, and altogether with fewer than twenty accounts. An account nobody is
    shown to react to has reactor_count zero. expected_count is null where all are of one size. A big hat is no
    fraud: people may read without reacting.

    References
    ----------
    Cha, M. et al. (2010). Measuring user influence in Twitter: the million follower fallacy. ICWSM.

    Examples
    --------
    Too few accounts draw no line:

    >>> answer(influence_by_size, interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ... ''')
    []
    """
    sized = f"""
        select coalesce(r.account_id, f.account_id) as account_id,
               coalesce(r.follower_count, f.follower_count) as follower_count,
               coalesce(r.reactor_count, 0) as reactor_count
        from (
            select f.followed_id as account_id, count(distinct f.follower_id) as follower_count
            from {follows} as f
            join {egos} as e on e.ego_id = f.followed_id
            where f.is_current is not false
            group by f.followed_id
        ) as f
        full join {reaction_influence} as r on r.account_id = f.account_id"""
    return off_line(sized, "follower_count")
