-- The computer on which an act was done, as its system calls it; empty where that is not known.
alter table act add column device text not null default '';

-- The audit log: newest first, of everybody or of one.
create index act_at on act (at, batch);
create index act_member on act (member_id, at, batch);

-- Rows of kinds of which there are few, deleted ones too: what was done to them is few of all acts.
create index row_of_few on row (kind) where kind not in ('contact', 'note', 'call', 'task', 'directory');
