"""The files of one entity: schemas, repository, service, routes, tests."""
