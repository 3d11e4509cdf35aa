-- What belongs to this machine and not to a person or an organisation.
create table setting (name text primary key, value text not null) strict, without rowid;
-- Secrets, encrypted by the platform's key store.
create table secret (name text primary key, sealed blob not null) strict, without rowid;
