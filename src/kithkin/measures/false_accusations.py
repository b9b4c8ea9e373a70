"""The measure `false_accusations`: how often `fake_follower` accused real people, set by set."""

from __future__ import annotations

from kithkin.measures._fake_points import TRIALS
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column


@measure(
    grain=("data_set",),
    columns=(
        Column("about", "text", "who labelled it"),
        Column("real_count", "integer", "real people in the set", "people", bounds=(1, None)),
        Column("fake_count", "integer", "others in the set", "accounts", bounds=(1, None)),
        Column("named_real_share", "double", "of the real people, named", "share", bounds=(0, 1)),
        Column("named_real_share_high", "double", "the same, at its upper 95 % limit", "share", bounds=(0, 1)),
        Column("look_real_share", "double", "of the real people, named or worth a look", "share", bounds=(0, 1)),
        Column("named_fake_share", "double", "of the others, named", "share", bounds=(0, 1)),
        Column("look_fake_share", "double", "of the others, named or worth a look", "share", bounds=(0, 1)),
    ),
    source="ours: counts on four labelled sets; Clopper & Pearson (1934) for the limit",
)
def false_accusations(fake_follower: str) -> str:
    """Return, for each labelled set, how many real people and how many others the seven points named.

    Parameters
    ----------
    fake_follower : any row: nothing was judged without one

    Returns
    -------
    One row per labelled set, the same for everybody.

    Notes
    -----
    Absent where nobody was judged. Most of the sets were labelled by people looking at the same facts, which
    flatters the points; the cut of 5 was picked from six on these sets. None is of Bluesky or Mastodon: what the
    points are worth there is not known.

    References
    ----------
    Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or fiducial limits. Biometrika 26(4), 404-413.

    Examples
    --------
    >>> answer(false_accusations, show="real_count named_real_share", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:bot       self
    ... ''')
    [(994, 0.0), (348, 0.0), (877, 0.009), (1481, 0.0)]
    """
    rows = ", ".join(
        f"({text(t.data_set)}, {text(t.about)}, cast({t.real_count} as bigint), cast({t.fake_count} as bigint), "
        f"{t.named_real_share}e0, {t.named_real_share_high}e0, {t.look_real_share}e0, {t.named_fake_share}e0, "
        f"{t.look_fake_share}e0)"
        for t in TRIALS
    )
    return f"""
    select data_set, about, real_count, fake_count, named_real_share, named_real_share_high, look_real_share,
           named_fake_share, look_fake_share
    from (values {rows}) as trial(
        data_set, about, real_count, fake_count, named_real_share, named_real_share_high, look_real_share,
        named_fake_share, look_fake_share
    )
    where exists (select 1 from {fake_follower})
    """
