// Reads simulated exchanges with ccxt's own clients and prints what they made of the answers, as JSON.
// node read.mjs <address> <address of the same exchanges, which allow a single call> <from, Unix ms> <to, Unix ms>
const [open, limited, from, to] = [process.argv[2], process.argv[3], Number(process.argv[4]), Number(process.argv[5])];
const hour = 3_600_000;
const pageRows = 200;

const exchanges = [
    { name: 'binance', client: 'binance', symbol: 'BTC/USDT', options: { fetchMarkets: { types: ['spot'] } }, unknown: (client) => client.publicGetKlines({ symbol: 'NOSUCH', interval: '1h' }) },
    { name: 'binance-usdm', client: 'binanceusdm', symbol: 'BTC/USDT:USDT', unknown: (client) => client.fapiPublicGetKlines({ symbol: 'NOSUCH', interval: '1h' }) },
    { name: 'coinbase', client: 'coinbaseexchange', symbol: 'BTC/USD', unknown: (client) => client.publicGetProductsIdCandles({ id: 'NOSUCH', granularity: 3600 }) },
    { name: 'kraken', client: 'kraken', symbol: 'BTC/USD', unknown: (client) => client.publicGetOHLC({ pair: 'NOSUCH', interval: 60 }) },
];

// Its own file for each client: the package as a whole is a hundred of them.
async function connect(exchange, address) {
    const { default: Client } = await import(`./node_modules/ccxt/js/src/${exchange.client}.js`);
    const client = new Client({ enableRateLimit: false, options: exchange.options ?? {} });
    for (const [api, url] of Object.entries(client.urls.api)) {
        if (typeof url === 'string') {
            client.urls.api[api] = url.replace(/^https:\/\/[^/]+/, address.replace(/\/$/, ''));
        }
    }

    return client;
}

async function candles(client, symbol) {
    const pages = [];
    for (let since = from; since < to;) {
        const page = await client.fetchOHLCV(symbol, '1h', since, pageRows);
        if (page.length === 0) {
            break;
        }

        pages.push(page);
        since = page.at(-1)[0] + hour;
    }

    return pages;
}

async function failure(call) {
    try {
        await call();
        return null;
    } catch (error) {
        return [error.constructor.name, Object.getPrototypeOf(error.constructor).name];
    }
}

async function read(exchange) {
    const client = await connect(exchange, open);
    await client.loadMarkets();
    const hurried = await connect(exchange, limited);
    await hurried.fetchTime();
    return [exchange.name, {
        markets: Object.values(client.markets_by_id).flat().map(({ id, base, quote, type, active, expiry, precision }) => ({ id, base, quote, type, active, expiry, tick: precision.price })),
        time: await client.fetchTime(),
        pages: await candles(client, exchange.symbol),
        book: await client.fetchOrderBook(exchange.symbol, 100),
        unknown: await failure(() => exchange.unknown(client)),
        limit: await failure(() => hurried.fetchTime()),
    }];
}

console.log(JSON.stringify(Object.fromEntries(await Promise.all(exchanges.map(read)))));
