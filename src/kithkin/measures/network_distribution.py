"""The measure `network_distribution`: how many accounts of a network have how many."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: The last bin holds whatever is more.
DOUBLINGS: Final = 24


@measure(
    grain=("bin_position",),
    columns=(
        Column("people", "text", "how many people: 0, 1, 2 to 3, 4 to 7 and so on"),
        Column("accounts_by_reactors", "integer", "accounts that so many react to", "accounts", bounds=(0, None)),
        Column("accounts_by_contacts", "integer", "accounts with so many contacts", "accounts", bounds=(0, None)),
        Column("accounts_by_followers", "integer", "accounts with so many followers; null = unknown of all", "accounts",
               bounds=(0, None)),
    ),
    source="Newman (2005), section II (logarithmic binning)",
)  # fmt: skip
def network_distribution(network_overview: str) -> str:
    """Return how the accounts of a network are spread over numbers of reactors, contacts and followers.

    Counts of accounts in bins that double: 0, 1, 2 to 3, 4 to 7 and so on.

    Parameters
    ----------
    network_overview : account_id, reactor_count, contact_count, follower_count

    Returns
    -------
    One row per bin (bin_position = 0, 1, 2 and so on) up to the largest number that occurs: three counts of accounts.

    Notes
    -----
    Absent without accounts. accounts_by_followers is null in all rows where the followers of nobody are known; accounts
    of unknown size are in none of its bins. Zero: no account has so many. A straight fall is no proof of a power law.

    References
    ----------
    Newman, M. E. J. (2005). Power laws, Pareto distributions and Zipf's law. Contemporary Physics 46(5), section II.

    Examples
    --------
    >>> answer(network_distribution, show="people accounts_by_reactors accounts_by_contacts accounts_by_followers",
    ...     interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ...     x:cat    x:bob     like
    ... ''')
    [('0', 2, 0, None), ('1', 0, 2, None), ('2 to 3', 1, 1, None)]
    """
    doubling = [(k + 1, 2**k, 2 ** (k + 1) - 1) for k in range(DOUBLINGS)]
    bins = [(0, 0, 0), *doubling[:-1], (DOUBLINGS, 2 ** (DOUBLINGS - 1), 2**62)]
    values = ", ".join(f"({place}, {low}, {high}, '{_label(low, high)}')" for place, low, high in bins)
    return f"""
    with bins as (
        select * from (values {values}) as v(bin_position, from_count, to_count, people)
    ),
    measured as (
        select 'reactors' as facet, reactor_count as people_count from {network_overview}
        union all
        select 'contacts', contact_count from {network_overview}
        union all
        select 'followers', follower_count from {network_overview}
    ),
    sizes as (
        select facet, people_count, count(*) as account_count from measured where people_count is not null
        group by facet, people_count
    ),
    filled as (
        select b.bin_position,
               coalesce(cast(sum(case when s.facet = 'reactors' then s.account_count end) as bigint), 0) as by_reactors,
               coalesce(cast(sum(case when s.facet = 'contacts' then s.account_count end) as bigint), 0) as by_contacts,
               coalesce(cast(sum(case when s.facet = 'followers' then s.account_count end) as bigint), 0) as by_followers
        from bins as b
        left join sizes as s on s.people_count between b.from_count and b.to_count
        group by b.bin_position
    ),
    reach as (
        select max(people_count) as most_count, count(*) filter (where facet = 'followers') > 0 as has_followers from sizes
    )
    select cast(floor(b.bin_position) as bigint) as bin_position, b.people, f.by_reactors as accounts_by_reactors,
           f.by_contacts as accounts_by_contacts, case when r.has_followers then f.by_followers end as accounts_by_followers
    from bins as b
    join filled as f on f.bin_position = b.bin_position
    join reach as r on b.from_count <= r.most_count
    """


def _label(low: int, high: int) -> str:
    """Return a bin in words."""
    if low == high:
        return f"{low}"
    return f"{low} or more" if high == 2**62 else f"{low} to {high}"
