// Puts the page together.

function showTheme(dark, refresh) {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  byId('theme').setAttribute('aria-pressed', String(dark));
  refresh();
}

function showContents() {
  byId('contents').append(element('ul', {}, ...[...document.querySelectorAll('#details section:not([hidden])')].map(section =>
    element('li', {}, element('a', { href: `#${section.id}`, textContent: section.querySelector('h2').textContent })))));
}

/** The form above the heat map; heat map and table show what it leaves, in its order. */
function makeChoice(data, show) {
  const orders = {
    'by name': null,
    'most missing first': (one, other) => other.missingPeriods - one.missingPeriods,
    'least had first': (one, other) => one.had - other.had,
    'most behind first': (one, other) => other.behind * other.dataset.seconds - one.behind * one.dataset.seconds,
  };
  const words = element('input', { type: 'search', id: 'filter', placeholder: 'exchange or symbol' });
  const dataset = element('select', {}, element('option', { value: '', textContent: 'all' }),
    ...data.datasets.map((one, number) => element('option', { value: String(number), textContent: `${one.name} ${one.interval}` })));
  const order = element('select', {}, ...Object.keys(orders).map(name => element('option', { textContent: name })));
  const gaps = element('input', { type: 'checkbox' });
  const candles = element('input', { type: 'checkbox' });
  const said = element('span', { class: 'muted', role: 'status' });
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = data.all.filter(series => wanted.every(word => series.words.includes(word)) && (dataset.value === '' || series.dataset === data.datasets[Number(dataset.value)])
      && (!gaps.checked || series.missingPeriods > 0) && (!candles.checked || series.candles));
    const sorting = orders[order.value];
    said.textContent = `${countText(chosen.length)} of ${countText(data.all.length)} series`;
    show(sorting ? chosen.sort(sorting) : chosen);
  };
  const form = byId('choice');
  form.append(
    element('label', {}, 'Filter', words), element('label', {}, 'Dataset', dataset), element('label', {}, 'Order', order),
    element('label', { class: 'check' }, gaps, 'only with gaps'), element('label', { class: 'check' }, candles, 'only with candles'), said);
  form.addEventListener('input', apply);
  form.addEventListener('submit', event => event.preventDefault());
  return apply;
}

async function showPage() {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let refresh = () => {};
  let isDark = dark.matches;
  const setTheme = value => showTheme(isDark = value, () => refresh());
  setTheme(isDark);
  dark.addEventListener('change', () => setTheme(dark.matches));
  byId('theme').addEventListener('click', () => setTheme(!isDark));

  const data = await readData();
  byId('details').hidden = data.all.length === 0 && data.runs.length === 0;
  showCards(data);
  const paint = new StatePaint(data.states);
  const dialog = new SeriesDialog(data, paint);
  const openSeries = series => dialog.open(series);
  const legend = () => byId('legend').replaceChildren(paint.legend());
  byId('coverage').hidden = data.all.length === 0;
  byId('freshness').hidden = data.all.length === 0;
  if (data.all.length > 0) {
    const heat = new HeatMap(data, paint, openSeries);
    const table = makeTable(byId('series-table'), 'Series', [seriesColumn(openSeries), ...data.all.some(series => series.mapped) ? [mappedColumn] : [], datasetColumn,
      { title: 'Had', text: series => shareText(series.had), sort: series => series.had, kind: 'number' },
      { title: 'Missing', text: series => countText(series.missingPeriods), sort: series => series.missingPeriods, kind: 'number' },
      { title: 'Why', text: missingText },
      { title: 'Behind', text: series => series.hasEnded ? 'ended' : behindText(series.behind, series.dataset), sort: series => series.hasEnded ? -1 : series.behind * series.dataset.seconds, kind: 'number' },
      { title: 'From', text: series => periodText(series.from, series.dataset), sort: series => series.from, kind: 'time' },
      { title: 'Known to', text: series => series.reached ? periodText(series.reached, series.dataset) : '', sort: series => series.reached, kind: 'time' },
      { title: 'Candles', text: series => series.candles ? 'yes' : '', sort: series => series.candles ? 1 : 0 },
    ], data.all, 25);
    makeChoice(data, series => {
      heat.show(series);
      table.show(series);
    })();
    refresh = () => {
      heat.refresh();
      legend();
      dialog.refresh();
    };
    legend();
    showFreshness(data, openSeries);
  }
  showFindings(data, openSeries);
  showRuns(data);
  showLimits(data);
  showLetters(data);
  byId('attribution').hidden = !hasCharts();
  showContents();
  performance.mark('ready');
  document.documentElement.dataset.ready = 'true';
}

showPage().catch(problem => {
  const place = byId('failure');
  place.hidden = false;
  place.textContent = `This page could not be shown: ${problem.message}. It needs a browser of 2023 or later.`;
  console.error(problem);
});
