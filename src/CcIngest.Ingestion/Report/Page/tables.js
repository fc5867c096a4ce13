// A table that is sorted by its headings and shown in parts.

/**
 * columns: { title, text(row) or node(row), sort(row), kind: 'number' | 'time' | 'long' }; a column without sort keeps its heading plain.
 * Returns an object whose show(rows) shows other rows.
 */
function makeTable(place, caption, columns, rows, size = 50) {
  let sorted = { column: null, down: false };
  let page = 0;
  let shown = rows;
  const captionElement = element('caption');
  const headings = columns.map(column => {
    const heading = element('th', { scope: 'col', class: column.kind === 'number' ? 'number' : '' });
    heading.append(column.sort ? element('button', { type: 'button', textContent: column.title, onclick: () => sortBy(column) }) : column.title);
    return heading;
  });
  const body = element('tbody');
  const earlier = element('button', { type: 'button', textContent: 'Previous', onclick: () => turn(-1) });
  const later = element('button', { type: 'button', textContent: 'Next', onclick: () => turn(1) });
  const said = element('span', { role: 'status' });
  const pager = element('div', { class: 'pager' }, earlier, later, said);
  place.append(element('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption },
    element('table', {}, captionElement, element('thead', {}, element('tr', {}, ...headings)), body)), pager);

  function sortBy(column) {
    sorted = { column, down: sorted.column === column ? !sorted.down : column.kind === 'number' };
    page = 0;
    draw();
  }

  function turn(by) {
    page += by;
    draw();
  }

  function draw() {
    headings.forEach((heading, i) => {
      const isSorted = columns[i] === sorted.column;
      heading.setAttribute('aria-sort', isSorted ? (sorted.down ? 'descending' : 'ascending') : 'none');
      if (columns[i].sort) {
        heading.firstChild.textContent = columns[i].title + (isSorted ? (sorted.down ? ' ↓' : ' ↑') : '');
      }
    });
    const ordered = sorted.column ? [...shown].sort((one, other) => compare(sorted.column.sort(one), sorted.column.sort(other)) * (sorted.down ? -1 : 1)) : shown;
    const pages = Math.max(1, Math.ceil(ordered.length / size));
    page = Math.min(Math.max(page, 0), pages - 1);
    body.replaceChildren(...ordered.slice(page * size, (page + 1) * size).map(row => element('tr', {}, ...columns.map(column =>
      element('td', { class: column.kind ?? '' }, column.node ? column.node(row) : column.text(row))))));
    captionElement.textContent = `${caption}: ${countText(ordered.length)}`;
    said.textContent = `Page ${page + 1} of ${pages}`;
    earlier.disabled = page === 0;
    later.disabled = page === pages - 1;
    pager.hidden = pages === 1;
  }

  draw();
  return {
    show(other) {
      shown = other;
      page = 0;
      draw();
    },
  };
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
