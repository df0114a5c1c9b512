"""SQLite in memory: it releases the lock for each step, so what counts is how long a step takes."""

import sqlite3


def one_query(number):
    """One query with one long step: outside the lock nearly all of its time."""
    with sqlite3.connect(":memory:") as connection:
        query = (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000)"
            " select sum(i * i % (7 + ?)) from n"
        )
        return connection.execute(query, (number % 5,)).fetchone()[0]


def many_rows(number):
    """Thousands of short steps: the lock is given back and taken again for each row."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create table t (a integer primary key, b text)")
    connection.executemany("insert into t values (?, ?)", ((row, "row %d" % row) for row in range(6000)))
    found = sum(len(b) for _, b in connection.execute("select a, b from t order by b"))
    connection.close()
    return found + number
