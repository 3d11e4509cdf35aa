-- Every kind of thing is a JSON document in one table; `rid` joins it to its projections and full text.
create table row (
  rid integer primary key,
  kind text not null,
  id text not null unique,
  root text not null,
  version integer not null default 0,
  deleted integer not null default 0,
  data text not null
) strict;
-- What hangs on another row; one that is its own root is found by its id.
create index row_root on row (root) where root <> id;

-- Keys under which rows are found: by e-mail, by digits of a phone. Names are numbered, for there are many values.
create table lookup_name (lookup integer primary key, kind text not null, name text not null, unique (kind, name)) strict;
create table lookup_value (
  lookup integer not null,
  value text not null,
  rid integer not null,
  primary key (lookup, value, rid)
) strict, without rowid;

-- What each act did to each row. One act is one batch, however many transactions it took, and a row stands in it once.
create table act (
  seq integer primary key,
  batch text not null unique,
  mutation text not null,
  member_id text not null,
  at integer not null
) strict;
create table change (
  act integer not null,
  rid integer not null,
  what text not null,
  before text not null,
  after text not null,
  primary key (act, rid)
) strict, without rowid;
create index change_row on change (rid, act);

-- Which form of each projection is built.
create table projection (name text primary key, number integer not null) strict;

-- Sending to a team's server. Alone these stay empty.
create table outbox (
  number integer primary key,
  name text not null,
  args text not null,
  batch text not null,
  member_id text not null,
  at integer not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'refused')),
  reason text
) strict;
create index outbox_state on outbox (state, number);
create table server_image (
  kind text not null,
  id text not null,
  version integer not null,
  deleted integer not null,
  data text,
  primary key (kind, id)
) strict, without rowid;
create table sync_state (name text primary key, value text not null) strict, without rowid;
