"""SQLite in memory: it releases the lock for each step, so what counts is how long a step takes."""

import sqlite3


def one_query(number):
    """A join of a table with itself, whose one row is one long step: outside the lock nearly all of its time."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create table t (i integer)")
    connection.executemany("insert into t values (?)", ((row,) for row in range(400)))
    found = connection.execute("select sum(a.i * b.i % (7 + ?)) from t a, t b", (number % 5,)).fetchone()[0]
    connection.close()
    return found


def recursive_query(number):
    """One long step as well, but for each row it makes memory, and SQLite counts that under a mutex of its own."""
    connection = sqlite3.connect(":memory:")
    query = (
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000)"
        " select sum(i * i % (7 + ?)) from n"
    )
    found = connection.execute(query, (number % 5,)).fetchone()[0]
    connection.close()
    return found


def many_rows(number):
    """Thousands of short steps: the lock is given back and taken again for each row."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create table t (a integer primary key, b text)")
    connection.executemany("insert into t values (?, ?)", ((row, "row %d" % row) for row in range(6000)))
    found = sum(len(b) for _, b in connection.execute("select a, b from t order by b"))
    connection.close()
    return found + number
