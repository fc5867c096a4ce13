// One series: its coverage, its holes with their causes, its candles.

class SeriesDialog {
  constructor(data, paint) {
    this.data = data;
    this.paint = paint;
    this.dialog = byId('series');
    this.dialog.addEventListener('close', () => this.endChart());
    this.dialog.addEventListener('click', event => {
      if (event.target === this.dialog) {
        this.dialog.close();
      }
    });
  }

  open(series) {
    this.series = series;
    this.endChart();
    const { dataset } = series;
    const strip = element('canvas', { class: 'strip', role: 'img', 'aria-label': `Coverage: ${shareText(series.had)} of the asked time is had` });
    this.chart = element('div', { class: 'chart', role: 'img', 'aria-label': `Candles of ${series.name}; the values stand in the table below` });
    this.dialog.replaceChildren(
      element('div', { class: 'head' },
        element('h2', { id: 'series-title', textContent: `${series.exchange} ${series.symbol}${series.mapped ? ` · ${series.mapped}` : ''}` }),
        element('button', { type: 'button', textContent: 'Close', onclick: () => this.dialog.close() })),
      element('p', { class: 'muted', textContent: `${dataset.name}, a period is ${dataset.interval}. Asked for from ${periodText(series.from, dataset)} to ${periodText(series.to, dataset)} (UTC, exclusive).` }),
      element('p', { textContent: `${shareText(series.had)} is had. ${series.missing.length ? `Missing periods: ${missingText(series)}.` : 'Nothing is missing.'} ${series.hasEnded ? 'Its life is over.' : series.reached ? `Known to ${periodText(series.reached, dataset)}, ${behindText(series.behind, dataset)}${series.behind ? ' behind' : ''}.` : ''}` }),
      strip);
    this.candles(series);
    this.holes(series);
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
    this.dialog.scrollTop = 0;
    this.draw(strip);
  }

  draw(strip) {
    const { series } = this;
    const width = strip.clientWidth || 600;
    const context = canvasContext(strip, width, 26);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = '12px system-ui, sans-serif';
    this.paint.band(context, series, series.from, width / Math.max(series.to - series.from, 1), 0, 0, width, 26);
    if (this.chart.isConnected) {
      this.remove = drawCandles(this.chart, series);
    }
  }

  candles(series) {
    if (!series.candles) {
      this.dialog.append(element('p', { class: 'note', textContent: `This report has no candles of the series. Export-CcReport -Dataset ${series.dataset.name} -Exchange '${series.exchange}' -RawSymbol '${series.symbol.replace(/['\u2018-\u201b]/g, '$&$&')}' draws them.` }));
      return;
    }
    if (series.candles.rows.length === 0) {
      this.dialog.append(element('p', { class: 'note', textContent: 'The store has no candles of this series in the time of the report.' }));
      return;
    }
    this.dialog.append(hasCharts()
      ? this.chart
      : element('p', { class: 'note', textContent: 'This report has no candlestick charts: it comes from a build that was made without Node. The values stand in the table.' }));
    if (series.candles.isCut) {
      this.dialog.append(element('p', { class: 'muted', textContent: `The newest ${countText(series.candles.rows.length)} candles; the store has older ones.` }));
    }
  }

  holes(series) {
    const holes = series.stretches.filter(stretch => series.isHole(stretch) || stretch.state === this.data.state.NoTrades);
    if (holes.length > 0) {
      makeTable(this.dialog, series.isCoarse ? 'Holes and times without trades, coarsely: there are too many to show each' : 'Holes and times without trades', [
        { title: 'From', text: hole => periodText(hole.from, series.dataset), sort: hole => hole.from, kind: 'time' },
        { title: 'To', text: hole => periodText(hole.to, series.dataset), sort: hole => hole.to, kind: 'time' },
        { title: 'Periods', text: hole => countText((hole.to - hole.from) / series.dataset.seconds), sort: hole => hole.to - hole.from, kind: 'number' },
        { title: 'Cause', text: hole => `${stateLooks[this.data.states[hole.state]].title}: ${stateLooks[this.data.states[hole.state]].help}`, sort: hole => hole.state },
        { title: 'Known from run', text: hole => hole.run ?? '' },
      ], holes, 10);
    }
    if (series.candles?.rows.length) {
      const values = element('details', {}, element('summary', { textContent: 'The values as a table' }));
      candleTable(values, series);
      this.dialog.append(values);
    }
  }

  refresh() {
    if (this.dialog.open) {
      this.open(this.series);
    }
  }

  endChart() {
    this.remove?.();
    this.remove = null;
  }
}
