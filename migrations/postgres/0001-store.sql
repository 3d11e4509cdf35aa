-- The primary key of each table of a team's data begins with the organisation, so that the tables can be distributed by it; names,
-- memberships, tickets and settings, by which the organisation is found, are few. Text is compared byte by byte, as SQLite does it.
create table organisation (
  id text collate "C" primary key,
  name text not null,
  version bigint not null default 0,
  horizon bigint not null default 0,
  created_at bigint not null
);
-- Its row is written by each transaction: room for its next forms on the same page, and no index to be written again.
alter table organisation set (fillfactor = 50);
create table organisation_name (name text collate "C" primary key, org text collate "C" not null);
create table membership (user_id text collate "C" primary key, org text collate "C" not null, member_id text collate "C" not null);
create index membership_member on membership (org, member_id);

-- Every kind of thing is a JSON document in one table, kept as text: it travels letter for letter. `written_at` tells how long a deleted one
-- has been so, UTC milliseconds.
create table row (
  org text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  root text collate "C" not null,
  version bigint not null,
  deleted boolean not null,
  data text not null,
  written_at bigint not null,
  primary key (org, id)
);
create index row_version on row (org, version, id);
create index row_kind on row (org, kind, deleted);
-- What hangs on another row; one that is its own root is found by its id.
create index row_root on row (org, root) where root <> id;
create index row_deleted on row (org, written_at) where deleted;

-- Keys under which rows that are not deleted are found: by e-mail, by digits of a phone.
create table row_index (
  org text collate "C" not null,
  kind text collate "C" not null,
  lookup text collate "C" not null,
  value text collate "C" not null,
  id text collate "C" not null,
  primary key (org, kind, lookup, value, id)
);
create index row_index_row on row_index (org, id);

-- What each act did to each row, under the version of its transaction. `device` is the computer of its author, empty where that is not known.
create table change (
  org text collate "C" not null,
  version bigint not null,
  seq integer not null,
  row_id text collate "C" not null,
  batch text not null,
  mutation text not null,
  member_id text not null,
  at bigint not null,
  device text not null,
  what text not null,
  before text not null,
  after text not null,
  primary key (org, version, seq)
);
create index change_row on change (org, row_id);

create table client (
  org text collate "C" not null,
  id text collate "C" not null,
  user_id text not null,
  member_id text not null,
  last_number bigint not null,
  acknowledged bigint not null,
  view text,
  primary key (org, id)
);
-- What became of mutations, until their clients know it. `error` is JSON.
create table result (
  org text collate "C" not null,
  client_id text collate "C" not null,
  number bigint not null,
  version bigint not null,
  outcome text not null,
  error text,
  digest text not null,
  primary key (org, client_id, number)
);
create table command (
  org text collate "C" not null,
  request_id text collate "C" not null,
  member_id text not null,
  answer text not null,
  primary key (org, request_id)
);
-- Facts of blocked members, as JSON, until an administrator has accepted them. A number is never used twice.
create table sealed (
  org text collate "C" not null,
  id bigint generated always as identity,
  member_id text not null,
  device text not null,
  mutation text not null,
  primary key (org, id)
);

-- Secrets that are good for one purpose: invitations, codes. Of each its hash, by which the organisation is found; `data` is JSON. Times are
-- UTC milliseconds.
create table ticket (
  id text collate "C" primary key,
  org text collate "C" not null,
  purpose text collate "C" not null,
  hash text collate "C" not null unique,
  data text not null,
  created_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  max_uses integer,
  uses integer not null,
  revoked_at bigint
);
create index ticket_org on ticket (org, purpose, created_at);
create index ticket_expired on ticket (expires_at);
-- Who came in by them.
create table ticket_use (
  ticket_id text collate "C" not null references ticket on delete cascade,
  member_id text collate "C" not null,
  at bigint not null,
  primary key (ticket_id, member_id)
);

create table setting (name text collate "C" primary key, value text not null);
