// The same rows through DuckDB: our files into a table of its own file, that table into one Parquet file, and this into a table again.
// Usage: node measure.mjs <folder with files/> <codec>
import { rmSync, statSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [work, codec] = process.argv.slice(2);
const database = `${work}/duck.db`;
const file = `${work}/duck-${codec}.parquet`;
for (const old of [database, `${database}.wal`, file]) {
  rmSync(old, { force: true });
}

const connection = await (await DuckDBInstance.create(database)).connect();
const timed = async (sql) => {
  const started = performance.now();
  await connection.run(sql);
  return Number(((performance.now() - started) / 1000).toFixed(1));
};
const load = await timed(`CREATE TABLE candles AS SELECT * FROM read_parquet('${work}/files/exchange=*/date=*/*.parquet', hive_partitioning = false)`);
const write = await timed(`COPY candles TO '${file}' (FORMAT parquet, CODEC ${codec})`);
const read = await timed(`CREATE TABLE again AS SELECT * FROM read_parquet('${file}')`);
const rows = (await connection.runAndReadAll('SELECT count(*) FROM again')).getRowsJson()[0][0];
console.log(JSON.stringify({
  phase: `duckdb ${codec}`, rows, readOurFilesSeconds: load, writeSeconds: write, readSeconds: read,
  bytes: statSync(file).size, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
}));
connection.closeSync();
rmSync(database, { force: true });
