"""The bare framework with one committed insert: the limit beside which filing is measured."""

import os

import sqlalchemy as sa
from flask import Flask, jsonify, request

app = Flask(__name__)
engine = sa.create_engine(os.environ["BENCH_DATABASE_URL"], pool_size=8)
table = sa.Table(
    "bare", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("body", sa.JSON)
)


@app.post("/insert")
def insert() -> object:
    """Parse a body and commit it as one row."""
    with engine.begin() as connection:
        connection.execute(table.insert().values(body=request.get_json()))
    return jsonify(status="ok"), 201


@app.get("/healthz")
def healthz() -> object:
    """The process turns."""
    return jsonify(status="ok")
