"""The collection of all tables, with names for their constraints.

`persistence.translation` reads the constraint's name to say which attribute of which entity was refused, so a unique
constraint is named `uq_<table>_<attribute>` and a foreign key `fk_<table>_<table referred to>`.
"""

from sqlalchemy import MetaData

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
    }
)
