-- A crash of the server may undo the last commits of this connection, never half of one: its work is done again then.
set synchronous_commit = off;
