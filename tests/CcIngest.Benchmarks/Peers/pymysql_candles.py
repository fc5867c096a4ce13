"""What people write: http.client, json, executemany. Reads what to do as JSON from standard input, prints how many rows it wrote."""
import datetime
import http.client
import json
import os
import sys
import urllib.parse

import pymysql

BATCH = 2000
DAY = 86400

job = json.load(sys.stdin)
address = urllib.parse.urlparse(job["url"])
api = http.client.HTTPConnection(address.hostname, address.port)
database = pymysql.connect(
    host=job["host"], port=job["port"], user=job["user"], password=os.environ["MYSQL_PWD"], database=job["database"], charset="utf8mb4")
names = [column["name"] for column in job["columns"]]
keys = set(job["key"])
upsert = (
    f"INSERT INTO {job['table']} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))}) ON DUPLICATE KEY UPDATE "
    + ", ".join(f"{name} = VALUES({name})" for name in names if name not in keys)
)
now = datetime.datetime.utcnow().replace(microsecond=0)


def cell(column, record):
    if column["source"] is None:
        return now
    value = record.get(column["source"])
    return datetime.datetime.utcfromtimestamp(value) if column["isTime"] and value is not None else value


written = 0
cursor = database.cursor()
for series in job["series"]:
    to = job["to"]
    while True:
        query = urllib.parse.urlencode({"market": series["market"], "instrument": series["instrument"], "limit": job["limit"], "to_ts": to})
        api.request("GET", f"/spot/v1/historical/days?{query}")
        answer = api.getresponse()
        body = answer.read()
        if answer.status != 200:
            break
        page = json.loads(body)["Data"]
        rows = [tuple(cell(column, record) for column in job["columns"]) for record in page if record.get("TOTAL_TRADES")]
        for start in range(0, len(rows), BATCH):
            cursor.executemany(upsert, rows[start:start + BATCH])
            database.commit()
        written += len(rows)
        if len(page) < job["limit"]:
            break
        to = page[0]["TIMESTAMP"] - DAY
print(written)
