"""The base relations that measures read, as SQL over the stored rows.

One relation per canonical table: of all imports the current rows, known before `as_of`, with persons in
place of accounts. Beside them the few relations that the shell itself provides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from kithkin.model.sql import instant, text
from kithkin.model.tables import PROVENANCE, TABLES, Column, Table

#: So many merged accounts are named in a query at most.
MOST_NAMED: Final = 16

#: What the shell provides beside the canonical tables.
SHELL: Final[dict[str, tuple[Column, ...]]] = {
    "egos": (Column("ego_id", "text", "a person for whom answers are made"),),
    "identities": (
        Column("account_id", "text", "every account met"),
        Column("person_id", "text", "the person behind it; `self` is the user"),
    ),
    "network_kinds": (
        Column("network", "text", "network"),
        Column("kind", "text", "a kind of act that this network has"),
    ),
    "people": (
        Column("person_id", "text", "person"),
        Column("name", "text", "the best name known"),
        Column("handle", "text", "a handle"),
        Column("network", "text", "networks, in alphabetical order"),
        Column("account_count", "integer", "accounts of this person", "accounts"),
    ),
    "texts": (
        Column("text_id", "text", "hash of the words: equal words have equal ids; what annotators join on"),
        Column("table_name", "text", "posts, messages, requests or accounts (a bio)"),
        Column("row_id", "text", "post, message, request or account that holds the words"),
        Column("author_id", "text", "who wrote it"),
        Column("network", "text", "network"),
        Column("written_at", "instant", "when it was written; null when not known", "UTC"),
        Column("text", "text", "the words"),
    ),
    "imports": (
        Column("import_id", "text", "import"),
        Column("source", "text", "the source that read it"),
        Column("title", "text", "file or folder it was read from"),
        Column("imported_at", "instant", "when it was read in", "UTC"),
        Column("observed_at", "instant", "the instant for which it speaks", "UTC"),
        Column("records", "integer", "records of the export", "records"),
        Column("used", "integer", "records that became rows", "records"),
        Column("not_used", "integer", "records known and not used", "records"),
        Column("problems", "integer", "records that could not be read", "records"),
        Column("is_made_up", "boolean", "true for the example person"),
    ),
    "decisions": (
        Column("entry_id", "text", "entry of the journal"),
        Column("person_id", "text", "about whom"),
        Column("kind", "text", "decision, note or dismissed (a suggestion)"),
        Column("decision", "text", "advisor, keep, pause, end or ignore"),
        Column("because", "text", "the reason, in the user's words"),
        Column("topic", "text", "topic, where one was given"),
        Column("review_on", "date", "when to look again"),
        Column("decided_at", "instant", "when it was said", "UTC"),
        Column("is_current", "boolean", "whether it is the newest that stands for this person"),
    ),
    "arrivals": (
        Column("row_id", "text", "post or message"),
        Column("table_name", "text", "posts or messages"),
        Column("arrived_at", "instant", "when the first import that holds it was read in", "UTC"),
    ),
    "parted": (
        Column("one_id", "text", "account"),
        Column("other_id", "text", "account that the user called another person's"),
    ),
    "topic_names": (
        Column("name_id", "text", "entry of the journal, and which of its topics"),
        Column("number", "integer", "its place among the entries: the last one holds"),
        Column("community_id", "text", "where the topic was met"),
        Column("anchor", "text", "the mark of a text that the topic held"),
        Column("name", "text", "the name that the user gave it"),
    ),
    "labels": (
        Column("entry_id", "text", "entry of the journal"),
        Column("number", "integer", "its place among the entries: the last one holds"),
        Column("account_id", "text", "account judged; null where a text has no known author"),
        Column("text_id", "text", "the words judged; null where it is not about words"),
        Column("judgement", "text", "the judgement it answers"),
        Column("label", "text", "what the user says it is"),
        Column("said_at", "instant", "when it was said", "UTC"),
    ),
}


def seen(raw: str, as_of: datetime) -> str:
    """Return the query for how many rows were observed before `as_of`, and how many after it."""
    is_before = f"observed_at < {instant(as_of)}"
    return f"select count(*) filter (where {is_before}) as before, count(*) filter (where not {is_before}) as after from {raw}"


def held(table: Table, raw: str, as_of: datetime) -> str:
    """Return the query for how many rows hold each column of a table, and how many were observed after `as_of`."""
    counts = ", ".join(f"count({column.name}) as {column.name}" for column in table.columns)
    return f"select {counts}, count(*) filter (where observed_at >= {instant(as_of)}) as later from {raw}"


def merged(table: Table, raw: str, as_of: datetime, counts: Mapping[str, int]) -> str:
    """Return the query that makes rows of equal identity, from several imports, one row.

    An instant keeps the narrowest span that any observation gives; every other column its newest known
    value, from observations before `as_of` where there are any. `counts` is what `held` answered: a column that no
    row holds needs no looking for its newest value.
    """
    from kithkin.engines.duckdb import TYPES

    spans = {f"{name}{end}" for name in table.instants for end in ("", "_earliest", "_latest")}
    chosen = []
    for column in (*table.columns, *PROVENANCE):
        name = column.name
        if name in table.identity:
            continue
        if counts.get(name) == 0:
            chosen.append(f"cast(null as {TYPES[column.type]}) as {name}")
        elif name in spans or name == "observed_at":
            chosen.append(f"{'min' if name.endswith('_latest') else 'max'}({name}) as {name}")
        else:
            key = f"struct_pack(seen := observed_at, value := {name})"
            chosen.append(f"arg_max({name}, {key}) filter (where {name} is not null) as {name}")
    keys = ", ".join(table.identity)
    where = _seen(table, raw, as_of) if counts["later"] else ""
    return f"select {keys}, {', '.join(chosen)} from {raw} r {where} group by {keys}"


def _seen(table: Table, raw: str, as_of: datetime) -> str:
    """Return the condition that leaves out what was observed after `as_of`, except of rows that nothing showed before."""
    before = f"observed_at < {instant(as_of)}"
    same = " and ".join(f"k.{name} is not distinct from r.{name}" for name in table.identity)
    return f"where {before} or not exists (select 1 from {raw} k where k.{before} and {same})"


def known(table: Table, rows: str, as_of: datetime) -> str:
    """Return the query for the rows that were known before `as_of`."""
    at = instant(as_of)
    if table.name == "coverage":
        return _coverage(rows, at)
    if table.name == "messages":
        # A draft is kept, as all that was imported, but nobody ever got it.
        rows = f"(select * from {rows} where coalesce(folder, '') <> 'draft')"
    if not table.instants or table.name == "accounts":
        return f"select * from {rows}" if table.name == "accounts" else f"select * from {rows} where observed_at < {at}"
    first = table.instants[0]
    return f"select * from {rows} where coalesce({first}_latest, observed_at) < {at}"


def _coverage(rows: str, at: str) -> str:
    """Return what was covered as of then.

    A list without times speaks only for the instant at which it was made: of an earlier instant it shows
    some of what there was, not all.
    """
    state = f"(timing in ('span', 'none') and covered_until >= {at})"
    return (
        f"select * replace (case when completeness = 'all' and {state} then 'some' else completeness end as completeness) "
        f"from {rows} where covered_from is null or covered_from < {at}"
    )


def gone(rows: str, coverage: str, as_of: datetime) -> str:
    """Return the query for whether some follow may stand no longer: it has an end, or a list is newer than it."""
    listed = f"(select max(greatest(listed_at, part_at)) from ({_lists(coverage, as_of)}))"
    return (
        f"select count(ended_at_latest) > 0 or coalesce(min(observed_at) < {listed}, false) as is_any_gone from {rows}"
    )


def _lists(coverage: str, as_of: datetime) -> str:
    """Return the query for the newest lists of each account, kind of tie and direction, made before `as_of`.

    `listed_at` is when the newest complete one was made, `part_at` when a newer one was that holds a part only.
    """
    # A log of events that begins somewhere is no list: what lies before it is not in it, and has not left.
    listed = "max(covered_until) filter (where completeness = 'all')"
    part = "max(covered_until) filter (where completeness = 'some' and identity is distinct from 'count')"
    return (
        f"select network, {_whole('ego_account_id')} as whose, kind, direction, {listed} as listed_at, "
        f"case when {part} > {listed} then {part} end as part_at "
        f"from {coverage} where table_name = 'follows' and completeness in ('all', 'some') "
        f"and covered_until < {instant(as_of)} and (timing in ('span', 'none', 'day') or covered_from is null) "
        "group by 1, 2, 3, 4"
    )


def standing(rows: str, coverage: str, as_of: datetime, *, is_any_gone: bool) -> str:
    """Return the follows with `is_current`: whether the tie stands as of then.

    True where no end is known and the newest complete list (if any) still shows it, false where the tie has
    ended or that list no longer shows it, null where that list shows it and a newer one, which holds a part only, does not:
    such a list is never read as people having left, nor as all being there still. A list of
    one kind of tie says nothing of another: the connections of an export are no list of whom its owner follows. Two exports
    of a network whose owners bear one name, and nothing but that, are copies of one list. Where `gone` finds nothing,
    lists are not looked up, which takes long for the follows of a whole network.
    """
    if not is_any_gone:
        return f"select r.*, true as is_current from {rows} r"
    lists = _lists(coverage, as_of)
    missed = "(r.observed_at < i.listed_at or r.observed_at < o.listed_at or r.observed_at < a.listed_at)"
    unsure = "(r.observed_at < i.part_at or r.observed_at < o.part_at)"
    return (
        f"select r.*, case when r.ended_at_latest < {instant(as_of)} then false when {missed} then false "
        f"when {unsure} then null else true end "
        f"as is_current from {rows} r "
        f"left join ({lists}) i on i.kind = r.kind and i.whose = {_whole('r.followed_id')} and i.direction = 'in' "
        "and i.network = r.network "
        f"left join ({lists}) o on o.kind = r.kind and o.whose = {_whole('r.follower_id')} and o.direction = 'out' "
        "and o.network = r.network "
        f"left join ({lists}) a on a.kind = r.kind and a.whose = '' and a.direction = 'among' and a.network = r.network"
    )


def _whole(account: str) -> str:
    """Return an account without the mark of the import, where nothing but the name is known."""
    return f"case when {account} like '%:name:%' then split_part({account}, '#', 1) else coalesce({account}, '') end"


def by_person(table: Table, rows: str, persons: str, merged: Mapping[str, str], extra: Sequence[str] = ()) -> str:
    """Return the query that puts persons in the place of accounts and keeps the account beside each.

    `merged` holds the accounts whose person is another id, and the relation `persons` the same; where they are few,
    they are named in the query, which reads large tables faster than a join does.
    """
    columns, joins = [], []
    for number, column in enumerate((*table.columns, *PROVENANCE)):
        account = f"r.{column.name}"
        if not column.person:
            columns.append(account)
            continue
        person = _named(account, merged)
        if len(merged) > MOST_NAMED:
            person = f"coalesce(p{number}.person_id, {account})"
            joins.append(f"left join {persons} p{number} on p{number}.account_id = {account}")
        columns += [f"{person} as {column.name}", f"{account} as {account_column(column.name)}"]
    columns += [f"r.{name}" for name in extra]
    sql = f"select {', '.join(columns)} from {rows} r {' '.join(joins)}"
    if table.ends:
        left, right = table.ends
        sql = f"select * from ({sql}) where {left} <> {right} or ({left} is null) <> ({right} is null)"
    return sql


def tied_once(rows: str) -> str:
    """Return the follows of several imports without the copies of a tie between people known by nothing but the name.

    The newest export holds it; a tie that stood in one and had ended in another stays twice, since each says what the
    other does not.
    """
    is_name = "(follower_id like '%:name:%' or followed_id like '%:name:%')"
    key = f"{_whole('follower_id')}, {_whole('followed_id')}, kind, ended_at_latest is null"
    return (
        f"select * from {rows} where not {is_name} union all select * from {rows} where {is_name} "
        f"qualify row_number() over (partition by {key} order by observed_at desc, follower_id, followed_id) = 1"
    )


def sent_again(rows: str, persons: Sequence[tuple[str, str]]) -> str:
    """Return the query for the copies of a message to further accounts of one of its recipients.

    A mail to two addresses of one person is one message to that person; a message that two exports hold, which know its
    recipient by nothing but the name, is one message, and the newest export says to whom. `persons` are the accounts of
    people who have several on a network, and who they are. `is_counted` says whether the message counted the account as a
    recipient of its own.
    """
    known = ", ".join(f"({text(account)}, {text(person)})" for account, person in (*persons, ("", "")))
    return (
        "select message_id, recipient_id, is_counted from ("
        "select message_id, recipient_id, row_number() over copies as copy, row_number() over namesakes as namesake, "
        "copy > 1 and import_id = first_value(import_id) over copies as is_counted from ("
        "select r.*, coalesce(p.person_id, r.recipient_id) as person, "
        f"{_whole('r.recipient_id')} as whole from {rows} r "
        f"left join (values {known}) p(account_id, person_id) on p.account_id = r.recipient_id "
        "where p.account_id is not null or r.recipient_id like '%:name:%') "
        "window copies as (partition by message_id, person order by observed_at desc, recipient_id), "
        "namesakes as (partition by message_id, whole order by observed_at desc, recipient_id)"
        ") where copy > 1 or namesake > 1"
    )


def sent_once(rows: str, again: str) -> str:
    """Return the messages without the copies in `again`; they are no recipients more."""
    return (
        "select r.* replace (r.recipient_count - coalesce(c.counted, 0) as recipient_count) "
        f"from {rows} r "
        f"left join (select message_id, count(*) filter (where is_counted) as counted from {again} group by message_id) c "
        "on c.message_id = r.message_id "
        f"anti join {again} a on a.message_id = r.message_id and a.recipient_id = r.recipient_id"
    )


def _named(account: str, merged: Mapping[str, str]) -> str:
    """Return the person of an account, as an expression that names each account whose person is another id."""
    if not merged:
        return account
    cases = " ".join(f"when {text(one)} then {text(person)}" for one, person in sorted(merged.items()))
    return f"case {account} {cases} else {account} end"


def account_column(person: str) -> str:
    """Return the name of the column that holds the account beside a person: `actor_id` gives `actor_account_id`."""
    return f"{person.removesuffix('_id')}_account_id"


def columns_of(relation: str) -> tuple[Column, ...]:
    """Return the columns of a base relation as measures see them."""
    if relation in SHELL:
        return SHELL[relation]
    table = TABLES[relation]
    found: list[Column] = []
    for column in (*table.columns, *PROVENANCE):
        found.append(column)
        if column.person:
            found.append(Column(account_column(column.name), "text", f"the account of {column.name}"))
    if relation == "follows":
        found.append(Column("is_current", "boolean", "whether the tie stands as of the answer's instant"))
    return tuple(found)


def everybody(relations: Mapping[str, str]) -> str:
    """Return the query for every account met and the person behind it."""
    met = " union ".join(
        f"select {column.name} as account_id from {relations[table.name]} where {column.name} is not null and {column.name} <> ''"
        for table in TABLES.values()
        for column in table.columns
        if column.person and table.name in relations
    )
    return (
        f"select m.account_id, coalesce(p.person_id, m.account_id) as person_id from ({met}) m "
        f"left join {relations['persons']} p on p.account_id = m.account_id"
    )


def texts(posts: str, messages: str, requests: str, accounts: str) -> str:
    """Return the query for every text, once for each row that holds it."""
    parts = (
        f"select 'posts' as table_name, post_id as row_id, author_id, network, posted_at as written_at, text from {posts} "
        "where kind is distinct from 'repost'",
        f"select distinct 'messages', message_id, sender_id, network, sent_at, text from {messages}",
        f"select 'requests', request_id, from_id, network, requested_at, text from {requests}",
        f"select 'accounts', account_account_id, account_id, network, null, bio from {accounts}",
    )
    union = " union all ".join(parts)
    return f"select md5(text) as text_id, * from ({union}) where text is not null and trim(text) <> ''"


def arrivals(raw_posts: str, raw_messages: str, imports: str) -> str:
    """Return the query for when each text came into the workspace, which may be long after it was written."""
    held = " union all ".join(
        f"select {key} as row_id, '{table}' as table_name, import_id from {raw}"
        for table, key, raw in (("posts", "post_id", raw_posts), ("messages", "message_id", raw_messages))
    )
    return (
        f"select r.row_id, r.table_name, min(i.imported_at) as arrived_at from ({held}) r "
        f"join {imports} i on i.import_id = r.import_id group by r.row_id, r.table_name"
    )


def people(accounts: str, identities: str, contacts: str) -> str:
    """Return the query for every person's best name: the user's own contacts book first, then what accounts say.

    `accounts` and `contacts` hold persons already.
    """
    return f"""
    with facts as (
        select account_id as person_id, name, handle, network, 1 as rank, account_account_id as tie from {accounts}
        union all
        select account_id, name, null, null, 0, contact_id from {contacts} where account_id <> ''
    ),
    named as (
        select person_id,
               arg_min(name, struct_pack(rank := rank, tie := tie)) filter (where name is not null and name <> '') as name,
               arg_min(handle, struct_pack(rank := rank, tie := tie)) filter (where handle is not null) as handle
        from facts group by person_id
    ),
    counted as (
        select person_id, count(*) as account_count, min(split_part(account_id, ':', 1)) as network,
               max(split_part(account_id, ':', 1)) as last_network
        from {identities} group by person_id
    ),
    homes as (
        select distinct i.person_id, split_part(i.account_id, ':', 1) as network
        from {identities} i join counted c on c.person_id = i.person_id and c.network <> c.last_network
    ),
    several as (
        select person_id, string_agg(network, ', ' order by network) as networks from homes group by person_id
    )
    select c.person_id, case when c.person_id = 'self' then 'You' else n.name end as name, n.handle,
           coalesce(s.networks, c.network) as network, c.account_count
    from counted c left join named n on n.person_id = c.person_id left join several s on s.person_id = c.person_id
    """
