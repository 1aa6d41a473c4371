"""Past one machine, tested on one: Dask workers, a server that speaks S3, DuckLake on PostgreSQL."""
