-- Of each row that mutations on their way have touched: what the server has of it; no document where it does not have it.
drop table server_image;
create table server_image (
  id text primary key,
  kind text not null,
  root text not null,
  version integer not null,
  deleted integer not null,
  data text
) strict, without rowid;

-- Confirmed writes by their age.
create index outbox_sent on outbox (at) where state <> 'pending';

-- Rows that mutations on their way have touched: `server_image` holds what the server has of each.
create table outbox_row (
  number integer not null,
  id text not null,
  primary key (number, id)
) strict, without rowid;
create index outbox_row_id on outbox_row (id, number);

-- What the history of a row within an act was before mutations on their way went on with it; null where there was none.
create table change_image (
  act integer not null,
  rid integer not null,
  what text,
  before text,
  after text,
  primary key (rid, act)
) strict, without rowid;

-- Writes that the server refused, until somebody has looked at them.
create table attention (
  id integer primary key,
  name text not null,
  args text not null,
  batch text not null,
  member_id text not null,
  at integer not null,
  reason text not null
) strict;

-- Changes of rows that come with a later page.
create table late_change (seq integer primary key, row_id text not null, change text not null) strict;
create index late_change_row on late_change (row_id);

-- While everything comes once more: rows that have come already. What is missing at the end is gone.
create table snapshot_row (id text primary key) strict, without rowid;
