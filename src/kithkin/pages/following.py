"""The page `following`: how big is your following, really?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from kithkin.model.dates import day
from kithkin.model.page import (
    Answer,
    Coverage,
    Figure,
    Ladder,
    Layer,
    Notes,
    Page,
    Part,
    Rows,
    Show,
    Table,
    bounded,
    estimated,
    exact,
    page,
)
from kithkin.model.tables import AUDIENCE_VERBS, EXPORT_TITLES, network_title

QUESTION: Final = "How big is your following, really?"

LAYERS: Final = {
    "audience": ("audience", "People with a standing tie to you: followers, friends, connections."),
    "alive": ("alive", "Gave any sign of their own activity in the last 365 days."),
    "reacted": ("reacted", "Reacted to you, or wrote to you, in the last 365 days."),
    "two_way": ("two-way", "Reacted, and you addressed them too, in the last 365 days."),
    "lately": ("lately", "Both in the last 30 days."),
    "inner_circle": ("inner circle", "Lately, and in contact on at least 13 different days of the last 90."),
}

MEASURES: Final = (
    "following_breakdown",
    "standing",
    "audience",
    "list_checks",
    "reaction_counts",
    "outside_audience",
    "effective_following",
    "tie_strength",
    "coverage_overview",
)


@page(section="Your following", example="kithkin following --as-of 2026-06-11")
def following(
    following_breakdown: Rows,
    standing: Rows,
    audience_by_network: Rows,
    reaction_counts: Rows,
    outside_audience: Rows,
    effective_following: Rows,
    coverage_overview: Rows,
    merge_suggestions: Rows,
    list_checks: Rows,
    counted_followers: Rows,
    imports: Rows,
    *,
    person: str | None = None,
    layer: str | None = None,
) -> Page:
    """How big your following is: who can be reached, who reacts, who talks with you, who is close.

    Each layer is a condition added to the one above, so layers nest; each is at least and at most so many
    people. What nothing that was imported can show has no figure. `layer` lists the people of one layer: audience,
    alive, reacted, two_way, lately, inner_circle.
    """
    ego = person or "self"
    layers = {row["layer"]: row for row in following_breakdown.where(ego_id=ego).top(6, "layer_position")}
    networks = list(coverage_overview.top(50))
    outside, expected = outside_audience.where(ego_id=ego).one(), effective_following.where(ego_id=ego).one()
    if not layers:
        answer = _nothing(bool(imports.count()), bool(networks))
        if outside or expected:
            counted = counted_followers.where(ego_id=ego, is_last=True).top(5, "-follower_count,ego_account_id")
            answer = _no_audience(outside, networks, counted)
        notes = Notes(measures=("following_breakdown", "outside_audience", "effective_following"))
        return Page(QUESTION, answer, Coverage(coverage_overview), _effective(expected), notes)
    ties = audience_by_network.where(ego_id=ego).top(50, "-people_at_least")
    counts = reaction_counts.where(ego_id=ego).top(50)
    lists = list_checks.where(ego_id=ego, direction="in")
    # Of two accounts on one network one may have a complete list and the other a part of one.
    partial = {(row["network"], row["kind"]) for row in lists.where(listed_at=None).top(50)}
    cut = lists.where(part_at={None})
    partial |= {(row["network"], row["kind"]) for row in cut.top(50)}
    partial |= {(tie["network"], tie["kind"]) for tie in ties if _is_partial(tie, networks)}
    short = lists.where(is_accepted=False)
    pairs = merge_suggestions.count() if len(networks) > 1 else 0
    return Page(
        QUESTION,
        _answer(layers, ties, counts, networks, partial, _days(lists.where(is_old=True))),
        Coverage(coverage_overview),
        _people(layer, standing.where(ego_id=ego)),
        _ladder(layers, standing.where(ego_id=ego), outside, is_partial=bool(partial)),
        _effective(expected),
        Notes(
            limits=(*_short(short), *_cut(cut), *_limits(networks, layers), *_unsure(pairs)),
            definitions=dict(LAYERS.values()),
            measures=MEASURES,
        ),
    )


def _ladder(
    layers: Mapping[str, Mapping[str, Any]], members: Rows, outside: Mapping[str, Any] | None, *, is_partial: bool
) -> Ladder:
    """Return the layers that are known, and who talks with the ego from outside of them."""
    return Ladder(
        "From audience to inner circle",
        tuple(_layer(name, layers[name], members, is_partial=is_partial) for name in LAYERS if name in layers),
        beside=_beside(outside),
        measure="following_breakdown",
    )


def _nothing(was_imported: bool, has_networks: bool) -> Answer:
    if was_imported and not has_networks:
        return Answer(
            "What was imported names nobody's followers at this time and nothing that passed between people; an address "
            "book or feeds alone never do. What does, and how to get it: kithkin sources."
        )
    if was_imported:
        return Answer(
            "What was imported does not say who you are, or nobody follows you there. "
            "Say which account is yours with: kithkin me ACCOUNT, or look at one with: kithkin following --person ACCOUNT."
        )
    return Answer(
        "Nothing was imported yet. Kithkin answers from your own exports; one is enough to start: kithkin import FILE. "
        "To look at a made-up person first: kithkin demo."
    )


def _no_audience(
    outside: Mapping[str, Any] | None, networks: Sequence[Mapping[str, Any]], counts: Sequence[Mapping[str, Any]]
) -> Answer:
    """Return what mail and other messages say, which have no followers, or counts of them: with how many the ego talks."""
    if not networks:
        return Answer("Nothing that was imported speaks of that time.", measures=("coverage_overview",))
    counted = "".join(
        f" {network_title(row['network'])} counted {{counted_{number}:unit}} of yours, without saying who they are."
        for number, row in enumerate(counts)
    )
    parts: dict[str, Part] = {f"counted_{n}": exact(row["follower_count"], "followers") for n, row in enumerate(counts)}
    unlisted = [
        row for row in networks if {"follows", "friends", "connections"} & {*(row["missing_in"] or "").split(", ")}
    ]
    *others, last = [network_title(row["network"]) for row in unlisted or networks]
    names = f"{', '.join(others)} and {last}" if others else last
    listed = (
        "Nobody is listed as following you on" if not unlisted else "Nothing that was imported shows who follows you on"
    )
    both = bounded(outside["people_at_least"], outside["people_at_most"], "people") if outside else exact(0, "people")
    if outside and not outside["people_at_least"] and outside["people_at_most"] is None:
        text = f"{listed} {names}. With how many people you talked both ways in the last year cannot be told."
        return Answer(text + counted, parts, ("outside_audience", "counted_followers"))
    return Answer(
        f"{listed} {names}. In the last year you talked both ways with {{both:unit}}.{counted}",
        parts | {"both": both},
        ("outside_audience", "counted_followers"),
    )


def _answer(
    layers: Mapping[str, Mapping[str, Any]],
    ties: Sequence[Mapping[str, Any]],
    counts: Sequence[Mapping[str, Any]],
    networks: Sequence[Mapping[str, Any]],
    partial: Collection[tuple[str, str]],
    listed: Mapping[tuple[str, str], str],
) -> Answer:
    """Return the sentences: who is in the audience, and what is known of their reacting."""
    parts: dict[str, Part] = {}
    sentences = [_audience_sentence(layers["audience"], ties, partial, listed, parts)]
    if layers["reacted"]["is_shown"] and layers["reacted"]["people_at_most"] < layers["audience"]["people_at_most"]:
        sentences.append(_open_sentence(layers, parts))
    else:
        sentences.append(_named_sentence(layers, networks, parts))
    sentences += [_counted_sentence(network, counts, parts) for network in sorted({row["network"] for row in counts})]
    return Answer(_joined(sentences), parts, ("following_breakdown", "reaction_counts", "audience_by_network"))


def _days(lists: Rows) -> dict[tuple[str, str], str]:
    """Return the day on which each list of an account was made, in words; of several lists of a kind the oldest."""
    days = {}
    for row in reversed(lists.top(50, "listed_at")):
        days[row["network"], row["kind"]] = day(row["part_at"] or row["listed_at"])
    return days


def _is_partial(tie: Mapping[str, Any], networks: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether the list of such ties is known only in part, such as for a span of time: there may be more."""
    return any(
        row["network"] == tie["network"] and f"{tie['kind']}s" in (row["missing_in"] or "").split(", ")
        for row in networks
    )


def _audience_sentence(
    audience: Mapping[str, Any],
    ties: Sequence[Mapping[str, Any]],
    partial: Collection[tuple[str, str]],
    listed: Mapping[tuple[str, str], str],
    parts: dict[str, Part],
) -> str:
    """Return how many people stand in the audience, by network; of a list that is old, on which day."""
    pieces = []
    for number, tie in enumerate(ties):
        most = None if (tie["network"], tie["kind"]) in partial else tie["people_at_most"]
        parts[f"tie_{number}"] = bounded(tie["people_at_least"], most, "people")
        verb = AUDIENCE_VERBS[tie["kind"]]
        if tie["people_at_least"] == tie["people_at_most"] == 1:
            verb = verb.replace("follow you", "follows you").replace("are ", "is ")
        listed_on = listed.get((tie["network"], tie["kind"]))
        on = network_title(tie["network"])
        pieces.append(f"{{tie_{number}:unit}} {verb} on {on}{f' (listed on {listed_on})' if listed_on else ''}")
    if len(ties) == 1:
        return f"{pieces[0]}."
    most = None if partial else audience["people_at_most"]
    parts["audience"] = bounded(audience["people_at_least"], most, "people")
    return f"Your audience is {{audience:unit}}: {', '.join(pieces)}."


def _open_sentence(layers: Mapping[str, Mapping[str, Any]], parts: dict[str, Part]) -> str:
    for name in ("reacted", "two_way", "inner_circle"):
        row = layers[name]
        parts[name] = bounded(row["people_at_least"], row["people_at_most"])
    return (
        "In the last year {reacted} of them reacted to you and {two_way} talked with you both ways; "
        "{inner_circle} are your inner circle."
    )


def _named_sentence(
    layers: Mapping[str, Mapping[str, Any]], networks: Sequence[Mapping[str, Any]], parts: dict[str, Part]
) -> str:
    """Return what closed exports name: nobody who reacted, only those who wrote, or some of them."""
    only_counts = len(networks) == 1 and bool(networks[0]["counted_in"])
    wrote, both = layers["reacted"]["people_at_least"], layers["two_way"]["people_at_least"]
    if not wrote:
        return (
            "The archive names none who reacted;"
            if only_counts
            else "Nothing that was imported names any of them as having reacted in the last year."
        )
    parts |= {"wrote": exact(wrote), "both": exact(both)}
    if only_counts:
        return (
            "The archive names {wrote} of them who wrote to you in the last year, {both} of whom you wrote to as well, "
            "and none who liked or reposted;"
        )
    return (
        "What was imported names {wrote} of them who reacted or wrote to you in the last year, {both} of whom you "
        "addressed as well; it does not show everybody who did."
    )


def _counted_sentence(network: str, counts: Sequence[Mapping[str, Any]], parts: dict[str, Part]) -> str:
    """Return what a network counted on the ego's own posts: how many reactions, of how many different people."""
    rows = {row["kind"]: row for row in counts if row["network"] == network}
    likes, reposts = rows.get("like"), rows.get("repost")
    if not likes or likes["reaction_count"] is None:
        return ""
    key = network.replace("-", "_")
    parts[f"{key}_likes"] = exact(likes["reaction_count"], "likes")
    parts[f"{key}_posts"] = exact(likes["post_count"], "posts")
    reposted = ""
    if reposts and reposts["reaction_count"] is not None:
        parts[f"{key}_reposts"] = exact(reposts["reaction_count"], "reposts")
        reposted = f" and {{{key}_reposts:unit}}"
    sentence = (
        f"{network_title(network)} counted {{{key}_likes:unit}}{reposted} on your {{{key}_posts:unit}} of the year"
    )
    if not likes["reaction_count"]:
        return f"{sentence}."
    parts[f"{key}_people"] = bounded(likes["people_at_least"], likes["people_at_most"], "different people")
    return f"{sentence}, so {{{key}_people:unit}} liked them."


def _joined(sentences: Sequence[str]) -> str:
    """Join sentences; one that ends in a semicolon goes on in the next, or ends where there is none."""
    said = [sentence for sentence in sentences if sentence]
    return " ".join(said).rstrip(";") + ("." if said[-1].endswith(";") else "")


def _layer(name: str, row: Mapping[str, Any], standing: Rows, *, is_partial: bool) -> Layer:
    label, meaning = LAYERS[name]
    shown = row["is_shown"] and not (row["people_at_least"] == 0 and row["people_at_most"] > 0 and name == "audience")
    # Where there may be followers whom no list names, they may be in any layer.
    most = None if is_partial else row["people_at_most"]
    value = bounded(row["people_at_least"], most, "people") if shown else bounded(None, None, "people")
    people = standing.where(**{name: True}) if shown and name != "audience" else None
    return Layer(name, label, value, meaning, people, remedy="" if shown else "Nothing that was imported shows it.")


def _people(layer: str | None, standing: Rows) -> Table | None:
    """Return the people of the layer that was chosen, each with how close they come."""
    if layer not in LAYERS:
        return None
    inner = list(LAYERS)[list(LAYERS).index(layer) + 1 :]
    return Table(
        f"People of this layer: {LAYERS[layer][0]}",
        standing.where(**{layer: True}),
        (Show("alter_id", "person", "person"), *(Show(name, LAYERS[name][0], "yes_no") for name in inner)),
        sort=",".join([*(f"-{name}" for name in reversed(inner)), "alter_id"]),
        empty="The data shows nobody in it.",
        says="Those whom the data shows in it. Where it cannot tell of a person, a dash stands.",
    )


def _effective(row: Mapping[str, Any] | None) -> Figure | None:
    """Return how many known people are expected to turn to the ego, or why nobody can say."""
    label = "People you know who will write to you in the next 30 days"
    if row is None or row["channels"] is None:
        why = "No channel of yours shows both what came in and what went out, so nothing can be foretold."
        return Figure(label, estimated(None, None, None, "people"), why, "effective_following") if row else None
    if not row["known_count"]:
        why = f"Nobody was ever in contact with you by {_channels(row['channels'])}, so nothing can be foretold."
        return Figure(label, estimated(None, None, None, "people"), why, "effective_following")
    last = f"In the last 30 days {row['last_count']:,} of those known before did"
    newcomers = f"{row['newcomer_count']:,} wrote who were not known before: such newcomers are not foretold"
    known = "1 person" if row["known_count"] == 1 else f"{row['known_count']:,} people"
    says = (
        f"Of {known} ever in contact by {_channels(row['channels'])}; four times in five the "
        f"number lies in this range. {last}; {newcomers}."
    )
    value = estimated(row["low_80"], round(row["estimate"]), row["high_80"], "people")
    return Figure(label, value, says, "effective_following")


def _channels(channels: str) -> str:
    """Return channels in words: `x message, local reply` gives messages on X, replies on Local."""
    pairs = [channel.rsplit(" ", 1) for channel in channels.split(", ")]
    return ", ".join(
        f"{kind[:-1] + 'ie' if kind.endswith('y') else kind}s on {network_title(name)}" for name, kind in pairs
    )


def _beside(outside: Mapping[str, Any] | None) -> str:
    if not outside or not outside["people_at_least"]:
        return ""
    count = outside["people_at_least"]
    people = "1 person" if count == 1 else f"{count:,} people"
    more = "" if outside["people_at_most"] == count else "at least "
    return f"And {more}{people} outside your audience talked with you both ways in the last year."


def _limits(networks: Sequence[Mapping[str, Any]], layers: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what the page cannot tell: once per network what is missing and what would show it."""
    limits = []
    for row in networks:
        missing = ", ".join(part for part in (row["counted_in"], row["missing_in"]) if part)
        if missing:
            way_on = f" What would: import {row['remedy_in']}." if row["remedy_in"] else ""
            export = EXPORT_TITLES.get(row["network"], "what was imported")
            limits.append(
                f"Who sent you {missing} on {network_title(row['network'])}: {export} does not show it.{way_on}"
            )
    open_ = [LAYERS[name][0] for name, row in layers.items() if not row["is_shown"]]
    if open_:
        limits.append(f"No figure is given for {', '.join(open_)}: nothing that was imported could show anybody there.")
    return (*limits, "Who reads without reacting, and what happens off line: no export contains it.")


def _short(refused: Rows) -> tuple[str, ...]:
    """Return for each list that is refused who is missing from it: they are counted as people who may be there still."""
    return tuple(
        f"Whether {row['missing_count']:,} who are missing from your newest list on {network_title(row['network'])} have left: "
        "so many at once look like a list that was cut short. They count as at most; what would tell: a newer export. "
        "kithkin growth says why."
        for row in refused.top(10, "ego_account_id")
        if row["missing_count"]
    )


def _cut(lists: Rows) -> tuple[str, ...]:
    """Return for each list of which the newest copy holds a part only what that copy cannot tell."""
    return tuple(
        f"Who came to your audience on {network_title(row['network'])} since your last whole list, and whether "
        f"{row['unsure_count']:,} of those on it are there still: your newest list holds a part only. "
        "What would tell: a whole one."
        for row in lists.top(10, "ego_account_id,kind")
    )


def _unsure(pairs: int) -> tuple[str, ...]:
    """Return what is said of people whom the counts may take for two."""
    if not pairs:
        return ()
    may_be = "1 pair may be one person" if pairs == 1 else f"{pairs:,} pairs may be one person each"
    return (f"{may_be}; they are counted apart until you say so: kithkin people.",)
