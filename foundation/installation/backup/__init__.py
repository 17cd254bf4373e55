"""One encrypted archive of an installation: every table and every stored file.

The archive is a tar stream, encrypted with age to public keys whose private halves are not on the server. Rows are
written with COPY in one snapshot and read into the schema that the migrations make, so no program of PostgreSQL's is
needed and none can be of the wrong version (docs/decisions/).
"""
