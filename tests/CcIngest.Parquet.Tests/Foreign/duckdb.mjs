// Runs statements, one line of JSON each ({"sql": "..."}), and answers each with a line: {"rows": [...]} or {"error": "..."}.
import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET TimeZone = 'UTC'");
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const result = await connection.runAndReadAll(JSON.parse(line).sql);
    answer = { rows: result.getRowsJson() };
  } catch (failure) {
    answer = { error: String(failure.message ?? failure) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
