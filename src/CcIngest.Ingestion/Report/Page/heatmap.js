// The heat map: one row for each series, painted where it is seen only. The whole of it is as large as the scrolled space.

class HeatMap {
  constructor(data, paint, openSeries) {
    this.data = data;
    this.paint = paint;
    this.openSeries = openSeries;
    this.view = new HeatMapView(data.all);
    this.box = byId('heat');
    this.space = this.box.firstElementChild;
    this.canvas = this.space.firstElementChild;
    this.tip = byId('tip');
    this.time = this.view.to - 1;
    this.box.addEventListener('scroll', () => this.draw());
    this.box.addEventListener('keydown', event => this.key(event));
    this.box.addEventListener('focus', () => this.draw());
    this.box.addEventListener('blur', () => this.draw());
    this.box.addEventListener('wheel', event => this.wheel(event), { passive: false });
    this.box.addEventListener('mousemove', event => this.point(event));
    this.box.addEventListener('mouseleave', () => { this.tip.hidden = true; });
    this.canvas.addEventListener('click', event => this.click(event));
    new ResizeObserver(() => this.resize()).observe(this.box);
    this.controls();
    this.resize();
  }

  controls() {
    const button = (text, label, act) => element('button', { type: 'button', textContent: text, 'aria-label': label, onclick: act });
    this.shown = element('span', { class: 'muted' });
    byId('zoom').append(
      button('−', 'Zoom out', () => this.zoom(0.5)), button('+', 'Zoom in', () => this.zoom(2)),
      button('Fit', 'Show all of the time', () => { this.view.fit(); this.resize(); }), this.shown);
  }

  show(series) {
    this.view.show(series);
    this.box.scrollTop = 0;
    this.resize();
  }

  refresh() {
    this.paint.refresh();
    this.draw();
  }

  resize() {
    const most = Math.max(220, window.innerHeight * 0.62);
    this.box.style.height = `${Math.min(most, this.view.fullHeight + 18)}px`;
    this.view.resize(this.box.clientWidth, this.box.clientHeight);
    this.space.style.width = `${Math.floor(this.view.fullWidth)}px`;
    this.space.style.height = `${this.view.fullHeight}px`;
    this.context = canvasContext(this.canvas, this.view.width, Math.min(this.box.clientHeight, this.view.fullHeight));
    this.paintNow();
  }

  zoom(factor, at = this.view.timeWidth / 2) {
    const left = this.view.zoom(factor, this.box.scrollLeft, at);
    this.space.style.width = `${Math.floor(this.view.fullWidth)}px`;
    this.box.scrollLeft = left;
    this.draw();
  }

  wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.3 : 1 / 1.3, Math.max(0, event.clientX - this.canvas.getBoundingClientRect().left - this.view.labelWidth));
    }
  }

  draw() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.paintNow();
    });
  }

  paintNow() {
    const { view, context } = this;
    const left = this.box.scrollLeft;
    const top = this.box.scrollTop;
    const height = this.canvas.clientHeight;
    context.clearRect(0, 0, view.width, height);
    context.textBaseline = 'middle';
    context.font = '12px system-ui, sans-serif';
    const first = Math.max(0, Math.floor(top / view.rowHeight));
    const last = Math.min(view.series.length - 1, Math.floor((top + height - view.headHeight) / view.rowHeight));
    const seenFrom = view.from + left / view.scale;
    for (let row = first; row <= last; row++) {
      const y = view.headHeight + row * view.rowHeight - top;
      context.textAlign = 'center';
      this.paint.band(context, view.series[row], seenFrom, view.scale, view.labelWidth, y + 2, view.timeWidth, view.rowHeight - 4);
      this.label(view.series[row], y);
    }
    this.axis(left, height);
    if (document.activeElement === this.box) {
      this.cursor(left, top);
    }
    this.shown.textContent = view.series.length ? `${dayText(seenFrom)} to ${dayText(Math.min(view.to, seenFrom + view.timeWidth / view.scale))}` : 'No series to show.';
  }

  label(series, y) {
    const { view, context } = this;
    context.fillStyle = colour('back');
    context.fillRect(0, y, view.labelWidth - 4, view.rowHeight);
    context.textAlign = 'left';
    context.fillStyle = series.missingPeriods ? colour('bad') : colour('text');
    const text = view.labelWidth < 150 ? series.mapped || series.symbol : series.name;
    context.fillText(fitted(context, text, view.labelWidth - 14), 6, y + view.rowHeight / 2);
  }

  axis(left, height) {
    const { view, context } = this;
    context.fillStyle = colour('back');
    context.fillRect(0, 0, view.width, view.headHeight);
    context.fillStyle = colour('muted');
    context.strokeStyle = colour('line');
    context.lineWidth = 1;
    context.textAlign = 'left';
    context.beginPath();
    context.moveTo(0, view.headHeight - .5);
    context.lineTo(view.width, view.headHeight - .5);
    let free = view.labelWidth;
    for (const tick of view.ticks(left)) {
      const x = Math.round(view.labelWidth + (tick.time - view.from) * view.scale - left) + .5;
      context.moveTo(x, view.headHeight - 8);
      context.lineTo(x, height);
      const end = x + context.measureText(tick.text).width + 6;
      if (x >= free && end <= view.width) {
        context.fillText(tick.text, x + 3, view.headHeight / 2);
        free = end + 4;
      }
    }
    context.stroke();
  }

  cursor(left, top) {
    const { view, context } = this;
    const from = Math.floor(this.time / view.span) * view.span;
    const x = view.labelWidth + (from - view.from) * view.scale - left;
    context.strokeStyle = colour('focus');
    context.lineWidth = 3;
    context.strokeRect(Math.max(x, view.labelWidth) - 1, view.headHeight + view.row * view.rowHeight - top + 1, Math.max(view.span * view.scale, 6) + 2, view.rowHeight - 2);
  }

  key(event) {
    const { view } = this;
    const screen = Math.max(1, Math.floor((this.box.clientHeight - view.headHeight) / view.rowHeight) - 1);
    const move = {
      ArrowUp: () => { view.row--; }, ArrowDown: () => { view.row++; }, PageUp: () => { view.row -= screen; }, PageDown: () => { view.row += screen; },
      ArrowLeft: () => { this.time -= view.span; }, ArrowRight: () => { this.time += view.span; },
      Home: () => { this.time = view.from; }, End: () => { this.time = view.to - 1; },
      '+': () => this.zoom(2), '=': () => this.zoom(2), '-': () => this.zoom(0.5),
    }[event.key];
    if (event.key === 'Enter' && view.series[view.row]) {
      event.preventDefault();
      this.openSeries(view.series[view.row]);
    } else if (move && view.series.length && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      move();
      view.row = Math.min(Math.max(view.row, 0), view.series.length - 1);
      this.time = Math.min(Math.max(this.time, view.from), view.to - 1);
      this.reveal();
      byId('heat-said').textContent = this.cellText(view.series[view.row], this.time);
    }
  }

  reveal() {
    const { view, box } = this;
    const y = view.row * view.rowHeight;
    box.scrollTop = Math.min(Math.max(box.scrollTop, y + view.rowHeight - (this.canvas.clientHeight - view.headHeight)), y);
    const x = (Math.floor(this.time / view.span) * view.span - view.from) * view.scale;
    box.scrollLeft = Math.min(Math.max(box.scrollLeft, x + view.span * view.scale - view.timeWidth), Math.max(x, 0));
    this.draw();
  }

  /** What a cell says: of its stretches the one that needs attention most. */
  cellText(series, time) {
    const from = Math.floor(time / this.view.span) * this.view.span;
    const within = series.stretches.filter(stretch => stretch.from < from + this.view.span && stretch.to > from);
    const shown = within.reduce((worst, stretch) => worst && attention.indexOf(this.data.states[worst.state]) >= attention.indexOf(this.data.states[stretch.state]) ? worst : stretch, null);
    return `${series.exchange} ${series.symbol}${series.mapped ? ` (${series.mapped})` : ''}, ${series.dataset.name} ${series.dataset.interval}, ${shareText(series.had)} had\n${shown ? stretchText(series, shown) : `${dayText(from)}: nothing is known`}`;
  }

  point(event) {
    const place = this.canvas.getBoundingClientRect();
    const series = this.view.series[this.view.rowAt(event.clientY - place.top, this.box.scrollTop)];
    const x = event.clientX - place.left;
    const isOut = !series || event.clientY - place.top < this.view.headHeight;
    this.tip.hidden = isOut;
    if (!isOut) {
      this.tip.textContent = x < this.view.labelWidth ? `${series.exchange} ${series.symbol} ${series.mapped}\n${series.dataset.name} ${series.dataset.interval}` : this.cellText(series, this.view.timeAt(x, this.box.scrollLeft));
      this.tip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - this.tip.offsetWidth - 8)}px`;
      this.tip.style.top = `${Math.min(event.clientY + 16, window.innerHeight - this.tip.offsetHeight - 8)}px`;
    }
  }

  click(event) {
    const place = this.canvas.getBoundingClientRect();
    const row = this.view.rowAt(event.clientY - place.top, this.box.scrollTop);
    if (event.clientY - place.top >= this.view.headHeight && this.view.series[row]) {
      this.view.row = row;
      this.tip.hidden = true;
      this.openSeries(this.view.series[row]);
    }
  }
}

function stretchText(series, stretch) {
  const look = stateLooks[series.data.states[stretch.state]];
  const known = stretch.run ? `, known ${timeText(stretch.known)} from run ${stretch.run}` : '';
  return `${look.title}: ${periodText(stretch.from, series.dataset)} to ${periodText(stretch.to, series.dataset)}${known}`;
}

function fitted(context, text, width) {
  if (context.measureText(text).width <= width) {
    return text;
  }
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) {
    length--;
  }
  return `${text.slice(0, length)}…`;
}
