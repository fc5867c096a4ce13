// What a state is called, and how it looks: a colour, and for what needs attention a pattern and a letter too, so that nobody needs the colour.

const stateLooks = {
  Complete: { title: 'Complete', colour: 'complete', mark: '', help: 'the rows are stored' },
  NoTrades: { title: 'No trades', colour: 'notrades', mark: '–', help: 'the source answered, and nothing was traded' },
  NotListed: { title: 'Not listed', colour: 'notlisted', mark: '·', help: 'outside the life of the instrument' },
  Open: { title: 'Open', colour: 'open', mark: '▸', help: 'was still running when it was asked for' },
  Pending: { title: 'Pending', colour: 'pending', mark: 'P', pattern: 'stripes', help: 'asked for, without a valid answer so far' },
  Rejected: { title: 'Rejected', colour: 'rejected', mark: 'R', pattern: 'cross', help: 'the record broke a rule and lies in the dead letters' },
  LostAtSource: { title: 'Lost at source', colour: 'lost', mark: 'L', pattern: 'dots', help: 'the source can no longer give it' },
  NotAsked: { title: 'Not asked', colour: 'notasked', mark: '?', pattern: 'grid', help: 'no run has asked for it' },
};

/** As the legend tells them. */
const legendOrder = ['Complete', 'NoTrades', 'NotListed', 'Open', 'Pending', 'Rejected', 'LostAtSource', 'NotAsked'];

/** Needs attention, in the order in which they are painted: the last one is on top. */
const attention = ['NotAsked', 'Pending', 'Rejected', 'LostAtSource'];

class StatePaint {
  constructor(states) {
    this.looks = states.map(name => stateLooks[name]);
    this.names = states;
    this.refresh();
  }

  refresh() {
    this.fills = this.looks.map(look => look.pattern ? this.patternOf(look) : colour(look.colour));
    this.ink = this.looks.map(look => ['complete', 'rejected', 'lost'].includes(look.colour) ? colour('mark-on-dark') : colour(look.colour === 'notlisted' || look.colour === 'notasked' || look.colour === 'notrades' ? 'muted' : 'mark'));
  }

  patternOf(look) {
    const tile = document.createElement('canvas');
    tile.width = 6;
    tile.height = 6;
    const context = tile.getContext('2d');
    context.fillStyle = colour(look.colour);
    context.fillRect(0, 0, 6, 6);
    context.strokeStyle = look.pattern === 'grid' ? colour('muted') : colour('back');
    context.fillStyle = context.strokeStyle;
    context.lineWidth = 1;
    context.beginPath();
    if (look.pattern === 'dots') {
      context.fillRect(1, 1, 2, 2);
    } else if (look.pattern === 'grid') {
      context.fillRect(0, 0, 1, 1);
      context.fillRect(3, 3, 1, 1);
    } else {
      context.moveTo(-1, 7);
      context.lineTo(7, -1);
      if (look.pattern === 'cross') {
        context.moveTo(-1, -1);
        context.lineTo(7, 7);
      }
      context.stroke();
    }
    return tile.getContext('2d').createPattern(tile, 'repeat');
  }

  /** Paints the stretches of a series between two times into a band; what needs attention last and never narrower than three pixels. */
  band(context, series, from, scale, x, y, width, height) {
    const until = from + width / scale;
    const inView = series.stretches.filter(stretch => stretch.to > from && stretch.from < until);
    const paint = (stretch, least) => {
      const begin = Math.max(x, x + (stretch.from - from) * scale);
      const end = Math.min(x + width, x + (stretch.to - from) * scale);
      const wide = Math.max(end - begin, least);
      context.fillStyle = this.fills[stretch.state];
      context.fillRect(begin, y, wide, height);
      const mark = this.looks[stretch.state].mark;
      if (mark && wide >= 14 && height >= 12) {
        context.fillStyle = this.ink[stretch.state];
        const shown = Math.min(begin + wide / 2, begin + wide - 6);
        if (this.looks[stretch.state].pattern && this.looks[stretch.state].colour !== 'notasked') {
          context.fillStyle = colour('back');
          context.fillRect(shown - 6, y + 1, 12, height - 2);
          context.fillStyle = colour('text');
        }
        context.fillText(mark, shown, y + height / 2 + .5);
      }
    };
    const urgent = attention.map(name => this.names.indexOf(name));
    for (const stretch of inView) {
      if (!urgent.includes(stretch.state)) {
        paint(stretch, 0.5);
      }
    }
    for (const state of urgent) {
      for (const stretch of inView) {
        if (stretch.state === state) {
          paint(stretch, 3);
        }
      }
    }
  }

  legend() {
    return element('ul', {}, ...legendOrder.map(name => {
      const look = stateLooks[name];
      const sample = element('canvas', { 'aria-hidden': 'true' });
      const item = element('li', {}, sample, `${look.title}${look.mark ? ` (${look.mark})` : ''}: ${look.help}`);
      const context = canvasContext(sample, 22, 14);
      context.fillStyle = this.fills[this.names.indexOf(name)];
      context.fillRect(0, 0, 22, 14);
      return item;
    }));
  }
}
