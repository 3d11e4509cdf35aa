-- Contents of files that lie on this machine, in `blobs/ab/cdef…` beside this database, by their SHA-256. What the server has and this
-- machine has not is no row here.
--   waiting: the server does not have it yet, so it is never dropped to make room
--   sent: the server has it
--   refused: the server did not take it, for `reason` (a code of an error)
create table blob (
  hash text primary key,
  size integer not null,
  state text not null check (state in ('waiting', 'sent', 'refused')),
  reason text,
  taken_at integer not null,
  last_used integer not null
) strict, without rowid;
create index blob_state on blob (state, taken_at);
create index blob_last_used on blob (state, last_used);
-- A note in the bin can come back, and wants its files then.
create index row_deleted_note on row (rid) where deleted = 1 and kind = 'note';
