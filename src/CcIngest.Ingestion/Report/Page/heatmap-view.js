// Which part of series and time the heat map shows. Knows no canvas.

/** Lengths of a cell that the keys move by, in seconds. */
const spans = [60, 300, 900, 3600, 21600, 86400, 604800, 2592000];

class HeatMapView {
  constructor(series) {
    this.rowHeight = 20;
    this.headHeight = 30;
    this.show(series);
    this.from = Math.min(...[Infinity], ...bounds(series, 'from', Math.min));
    this.to = Math.max(...[-Infinity], ...bounds(series, 'to', Math.max));
    if (!(this.from < this.to)) {
      [this.from, this.to] = [0, 86400];
    }
  }

  show(series) {
    this.series = series;
    this.row = Math.min(this.row ?? 0, Math.max(series.length - 1, 0));
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    this.labelWidth = width < 600 ? 118 : 230;
    this.timeWidth = Math.max(width - this.labelWidth, 60);
    this.fitting = this.timeWidth / (this.to - this.from);
    this.scale = Math.max(this.scale ?? 0, this.fitting);
    if (this.isFitted ?? true) {
      this.scale = this.fitting;
    }
  }

  /** Seconds of the cell that the keys move by: wide enough to be seen. */
  get span() {
    return spans.find(span => span * this.scale >= 4) ?? spans.at(-1);
  }

  get fullWidth() {
    return this.labelWidth + (this.to - this.from) * this.scale;
  }

  get fullHeight() {
    return this.headHeight + this.series.length * this.rowHeight;
  }

  /** Zooms by a factor, and tells where to scroll so that the time at that place of the time axis stays. */
  zoom(factor, left, at) {
    const time = this.from + (left + at) / this.scale;
    this.scale = Math.min(Math.max(this.scale * factor, this.fitting), 40 / 60);
    this.isFitted = this.scale === this.fitting;
    return Math.max(0, (time - this.from) * this.scale - at);
  }

  fit() {
    this.scale = this.fitting;
    this.isFitted = true;
  }

  timeAt(x, left) {
    return this.from + (x - this.labelWidth + left) / this.scale;
  }

  rowAt(y, top) {
    return Math.floor((y - this.headHeight + top) / this.rowHeight);
  }

  /** Times with a line, and their texts; a year, a month, a day or an hour apart, so that texts have room. */
  ticks(left) {
    const first = this.from + left / this.scale;
    const last = first + this.timeWidth / this.scale;
    const roomy = 64 / this.scale;
    const ticks = [];
    const day = 86400;
    if (roomy <= day) {
      const step = [3600, 10800, 21600, 43200, day].find(hours => hours >= roomy) ?? day;
      for (let time = Math.ceil(first / step) * step; time <= last; time += step) {
        ticks.push({ time, text: time % day === 0 ? dayText(time).slice(5) : timeText(time).slice(11) });
      }
      return ticks;
    }
    if (roomy <= 14 * day) {
      const step = [1, 2, 7, 14].find(days => days * day >= roomy) * day;
      for (let time = Math.ceil(first / step) * step; time <= last; time += step) {
        ticks.push({ time, text: dayText(time).slice(2) });
      }
      return ticks;
    }
    const months = [1, 2, 3, 6, 12, 24, 60].find(count => count * 30 * day >= roomy) ?? 120;
    const start = new Date(first * 1000);
    for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months; ; month += months) {
      const time = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
      if (time > last) {
        return ticks;
      }
      if (time >= first) {
        ticks.push({ time, text: months >= 12 ? dayText(time).slice(0, 4) : dayText(time).slice(0, 7) });
      }
    }
  }
}

/** One value, without handing thousands of arguments to a function. */
function bounds(series, name, choose) {
  return series.length === 0 ? [] : [series.reduce((best, one) => choose(best, one[name]), series[0][name])];
}
