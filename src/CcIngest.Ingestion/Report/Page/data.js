// Unpacks what ReportJson wrote. Times are seconds since 1970 UTC; a stretch has the place of its state in data.states.

async function readData() {
  const packed = bytesOf(document.getElementById('data').textContent.trim());
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const data = JSON.parse(await new Response(stream).text());
  data.state = Object.fromEntries(data.states.map((name, number) => [name, number]));
  data.all = data.series.symbol.map((symbol, number) => new Series(data, number));
  for (const candles of data.candles) {
    data.all[candles.series].candles = unpackCandles(candles);
  }
  return data;
}

function bytesOf(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) {
    bytes[i] = letters.charCodeAt(i);
  }
  return bytes;
}

class Series {
  constructor(data, number) {
    const all = data.series;
    this.data = data;
    this.number = number;
    this.dataset = data.datasets[all.dataset[number]];
    this.exchange = data.exchanges[all.exchange[number]];
    this.symbol = all.symbol[number];
    this.mapped = all.mapped[number];
    this.had = all.had[number] / 1e6;
    this.behind = all.behind[number];
    this.reached = all.reached[number];
    this.hasEnded = all.ended[number] === 1;
    this.isCoarse = all.coarse[number] === 1;
    this.missing = [];
    for (let i = 0; i < all.missing[number].length; i += 2) {
      this.missing.push({ cause: data.causes[all.missing[number][i]], periods: all.missing[number][i + 1] });
    }
    this.missingPeriods = this.missing.reduce((sum, one) => sum + one.periods, 0);
    this.words = `${this.dataset.name} ${this.dataset.interval} ${this.exchange} ${this.symbol} ${this.mapped}`.toLowerCase();
    const packed = all.stretches[number];
    this.from = packed[0];
    this.to = packed[0];
    for (let i = 1; i < packed.length; i += 4) {
      this.to += packed[i];
    }
  }

  get name() {
    return `${this.exchange} ${this.mapped || this.symbol} ${this.dataset.interval}`;
  }

  get stretches() {
    return this.unpacked ??= this.unpack();
  }

  unpack() {
    const packed = this.data.series.stretches[this.number];
    const stretches = [];
    let from = packed[0];
    let known = 0;
    for (let i = 1; i < packed.length; i += 4) {
      known += packed[i + 3];
      stretches.push({ from, to: from + packed[i], state: packed[i + 1], run: this.data.evidence[packed[i + 2]] ?? null, known });
      from += packed[i];
    }
    return stretches;
  }

  stretchAt(time) {
    return this.stretches.find(stretch => stretch.from <= time && time < stretch.to) ?? null;
  }

  isHole(stretch) {
    const state = this.data.state;
    return stretch.state === state.Pending || stretch.state === state.Rejected || stretch.state === state.LostAtSource || stretch.state === state.NotAsked
      || (stretch.state === state.Open && stretch.to <= this.dataset.closedEnd);
  }
}

function unpackCandles(packed) {
  let time = 0;
  const [open, high, low, close, volume] = packed.values;
  return {
    isCut: packed.cut,
    rows: packed.times.map((step, i) => ({ time: time += step, open: open[i], high: high[i], low: low[i], close: close[i], volume: volume[i] })),
  };
}
