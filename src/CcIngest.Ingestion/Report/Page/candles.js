// The candles of a series, with volume, and its holes as bands of their cause. The library that draws them is there when the build had Node.

const hasCharts = () => typeof LightweightCharts !== 'undefined';

/** Draws into a place; returns what ends the chart. */
function drawCandles(place, series) {
  const text = colour('text');
  const line = colour('line');
  const chart = LightweightCharts.createChart(place, {
    autoSize: true,
    layout: { background: { color: colour('back') }, textColor: text, attributionLogo: false, fontFamily: 'system-ui, sans-serif', panes: { separatorColor: line } },
    grid: { vertLines: { color: line }, horzLines: { color: line } },
    localization: { locale: 'en-US', timeFormatter: time => periodText(time, series.dataset) },
    timeScale: { timeVisible: series.dataset.seconds < 86400, borderColor: line, minBarSpacing: 0.2 },
    rightPriceScale: { borderColor: line },
    crosshair: { mode: LightweightCharts.CrosshairMode.Normal },
  });
  const rows = withHoles(series);
  const digits = priceDigits(series.candles.rows);
  const bands = chart.addSeries(LightweightCharts.HistogramSeries, { priceScaleId: 'holes', lastValueVisible: false, priceLineVisible: false, base: 0 });
  bands.priceScale().applyOptions({ scaleMargins: { top: 0, bottom: 0 }, visible: false });
  const bandColours = series.data.states.map(name => `${colour(name === 'NotAsked' ? 'muted' : stateLooks[name].colour)}66`);
  bands.setData(rows.map(row => row.state === undefined ? { time: row.time } : { time: row.time, value: 1, color: bandColours[row.state] }));
  const candles = chart.addSeries(LightweightCharts.CandlestickSeries, {
    upColor: colour('up'), borderUpColor: colour('up'), wickUpColor: colour('up'),
    downColor: colour('down'), borderDownColor: colour('down'), wickDownColor: colour('down'),
    priceFormat: { type: 'price', precision: digits, minMove: 10 ** -digits },
  });
  candles.setData(rows.map(row => row.open === undefined || row.open === null
    ? { time: row.time } : { time: row.time, open: row.open, high: row.high, low: row.low, close: row.close }));
  if (rows.some(row => row.volume !== undefined && row.volume !== null)) {
    const volume = chart.addSeries(LightweightCharts.HistogramSeries, { color: colour('muted'), priceFormat: { type: 'volume' }, priceLineVisible: false, title: 'volume' }, 1);
    volume.setData(rows.map(row => row.volume === undefined || row.volume === null ? { time: row.time } : { time: row.time, value: row.volume }));
    chart.panes()[1].setHeight(90);
  }
  chart.timeScale().fitContent();
  return () => chart.remove();
}

/** The candles, and a row without values for each period of a hole; very long holes in fewer steps. */
function withHoles(series) {
  const rows = series.candles.rows;
  if (rows.length === 0) {
    return rows;
  }
  const have = new Set(rows.map(row => row.time));
  const first = rows[0].time;
  const last = rows.at(-1).time;
  const empty = [];
  for (const stretch of series.stretches) {
    if (series.isHole(stretch) || stretch.state === series.data.state.NoTrades) {
      const begin = Math.max(stretch.from, first);
      const end = Math.min(stretch.to, last);
      const step = series.dataset.seconds * Math.max(1, Math.ceil((end - begin) / series.dataset.seconds / 3000));
      for (let time = begin; time < end; time += step) {
        if (!have.has(time)) {
          empty.push({ time, state: stretch.state });
        }
      }
    }
  }
  return [...rows, ...empty].sort((one, other) => one.time - other.time);
}

/** Digits behind the point, so that the smallest price still has four that count; 0 to 12. */
function priceDigits(rows) {
  const least = rows.reduce((small, row) => row.close ? Math.min(small, Math.abs(row.close)) : small, Infinity);
  return Number.isFinite(least) ? Math.min(12, Math.max(2, 3 - Math.floor(Math.log10(least)))) : 2;
}

function candleTable(place, series) {
  makeTable(place, 'Values, newest first', [
    { title: 'Period', text: row => periodText(row.time, series.dataset), kind: 'time' },
    ...['open', 'high', 'low', 'close', 'volume'].map(name => ({ title: name[0].toUpperCase() + name.slice(1), text: row => numberText(row[name]), kind: 'number' })),
  ], [...series.candles.rows].reverse(), 20);
}
