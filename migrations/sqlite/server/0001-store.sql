-- One row for each team. Its version is that of its newest transaction; rows deleted up to the horizon are forgotten.
create table organisation (
  id text primary key,
  name text not null unique,
  version integer not null default 0,
  horizon integer not null default 0,
  created_at integer not null
) strict, without rowid;
create table membership (user_id text primary key, org text not null, member_id text not null) strict, without rowid;
create index membership_member on membership (org, member_id);

-- Every kind of thing is a JSON document in one table. `written_at` tells how long a deleted one has been so, UTC milliseconds.
create table row (
  org text not null,
  id text not null,
  kind text not null,
  root text not null,
  version integer not null,
  deleted integer not null,
  data text not null,
  written_at integer not null,
  primary key (org, id)
) strict;
create index row_version on row (org, version, id);
create index row_kind on row (org, kind, deleted);
-- What hangs on another row; one that is its own root is found by its id.
create index row_root on row (org, root) where root <> id;
create index row_deleted on row (org, written_at) where deleted = 1;

-- Keys under which rows that are not deleted are found: by e-mail, by digits of a phone.
create table row_index (
  org text not null,
  kind text not null,
  lookup text not null,
  value text not null,
  id text not null,
  primary key (org, kind, lookup, value, id)
) strict, without rowid;
create index row_index_row on row_index (org, id);

-- What each act did to each row, under the version of its transaction. `device` is the computer of its author, empty where that is not known.
create table change (
  org text not null,
  version integer not null,
  seq integer not null,
  row_id text not null,
  batch text not null,
  mutation text not null,
  member_id text not null,
  at integer not null,
  device text not null,
  what text not null,
  before text not null,
  after text not null,
  primary key (org, version, seq)
) strict, without rowid;
create index change_row on change (org, row_id);

create table client (
  org text not null,
  id text not null,
  user_id text not null,
  member_id text not null,
  last_number integer not null,
  acknowledged integer not null,
  view text,
  primary key (org, id)
) strict, without rowid;
-- What became of mutations, until their clients know it. `error` is JSON.
create table result (
  org text not null,
  client_id text not null,
  number integer not null,
  version integer not null,
  outcome text not null,
  error text,
  digest text not null,
  primary key (org, client_id, number)
) strict, without rowid;
create table command (
  org text not null,
  request_id text not null,
  member_id text not null,
  answer text not null,
  primary key (org, request_id)
) strict, without rowid;
-- Facts of blocked members, as JSON, until an administrator has accepted them. A number is never used twice.
create table sealed (
  id integer primary key autoincrement,
  org text not null,
  member_id text not null,
  device text not null,
  mutation text not null
) strict;
create index sealed_org on sealed (org, id);

-- Secrets that are good for one purpose: invitations, codes. Of each its hash; `data` is JSON. Times are UTC milliseconds.
create table ticket (
  id text primary key,
  org text not null,
  purpose text not null,
  hash text not null unique,
  data text not null,
  created_by text not null,
  created_at integer not null,
  expires_at integer not null,
  max_uses integer,
  uses integer not null,
  revoked_at integer
) strict, without rowid;
create index ticket_org on ticket (org, purpose, created_at);
create index ticket_expired on ticket (expires_at);
-- Who came in by them.
create table ticket_use (
  ticket_id text not null references ticket on delete cascade,
  member_id text not null,
  at integer not null,
  primary key (ticket_id, member_id)
) strict, without rowid;

create table setting (name text primary key, value text not null) strict, without rowid;
