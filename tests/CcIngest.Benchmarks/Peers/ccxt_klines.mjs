// What people write: ccxt and mysql2. Reads what to do as JSON from standard input, prints how many rows it wrote.
import { readFileSync } from 'node:fs';
import ccxt from 'ccxt';
import mysql from 'mysql2/promise';

const batch = 1000;
const job = JSON.parse(readFileSync(0, 'utf8'));
const exchange = new ccxt.binance({ enableRateLimit: false, options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, fetchCurrencies: false } });
for (const [name, address] of Object.entries(exchange.urls.api)) {
    if (typeof address === 'string' && address.startsWith('https://api.binance.com')) {
        exchange.urls.api[name] = address.replace('https://api.binance.com', job.url);
    }
}

const database = await mysql.createConnection({ host: job.host, port: job.port, user: job.user, password: process.env.MYSQL_PWD, database: job.database, timezone: 'Z' });
await database.query(`CREATE TABLE ${job.table} (exchange VARCHAR(64) NOT NULL, symbol VARCHAR(128) NOT NULL, open_time DATETIME NOT NULL, `
    + 'open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE, PRIMARY KEY (exchange, symbol, open_time)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
const upsert = `INSERT INTO ${job.table} (exchange, symbol, open_time, open, high, low, close, volume) VALUES ${job.rowByRow ? '(?, ?, ?, ?, ?, ?, ?, ?)' : '?'} ON DUPLICATE KEY UPDATE `
    + 'open = VALUES(open), high = VALUES(high), low = VALUES(low), close = VALUES(close), volume = VALUES(volume)';
await exchange.loadMarkets();
let written = 0;
for (const symbol of job.symbols) {
    const market = exchange.markets_by_id[symbol][0];
    for (let since = job.from; since < job.to;) {
        const page = await exchange.fetchOHLCV(market.symbol, job.interval, since, batch);
        if (page.length === 0) {
            break;
        }

        const rows = page.filter(([time, , , , , volume]) => time < job.to && volume > 0).map(([time, ...values]) => ['binance', symbol, new Date(time), ...values]);
        if (job.rowByRow) {
            await database.beginTransaction();
            for (const row of rows) {
                await database.execute(upsert, row);
            }

            await database.commit();
        } else if (rows.length > 0) {
            await database.query(upsert, [rows]);
        }

        written += rows.length;
        since = page[page.length - 1][0] + 1;
    }
}

await database.end();
console.log(written);
