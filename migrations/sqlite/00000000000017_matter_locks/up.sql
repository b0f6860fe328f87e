-- Keys are locked by name while the tickets of a matter are counted; rows to lock are not needed.
DROP TABLE matters;
