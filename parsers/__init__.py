"""Pages → articles → facts: pure functions, no network, no database, no clock."""

#: Raised by a person when reading changes; pages that an older version read are read again.
READER_VERSION = 7
