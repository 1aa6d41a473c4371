"""One description of every field of every table; everything that needs a schema is made from it.

Belongs here: tables and fields as data (`tables/`), and what is generated from them: pandera schemas,
dbt column files, the dictionary, the datapackage.
Does not: computing values, reading documents, anything Dagster.
"""
