// What stands beside the coverage: cards, freshness, runs, limits, dead letters, findings.

function showCards(data) {
  const missing = data.all.reduce((sum, series) => sum + series.missingPeriods, 0);
  const living = data.all.filter(series => !series.hasEnded);
  const ended = data.runs.find(run => run.outcome !== 'Running');
  const letters = data.letters.reduce((sum, one) => sum + one.letters, 0);
  const card = (value, text, look = '') => element('div', {}, element('b', { class: look, textContent: value }), element('span', { textContent: text }));
  byId('cards').append(
    card(countText(data.all.length), 'series'),
    card(data.all.length ? shareText(data.all.reduce((sum, series) => sum + series.had, 0) / data.all.length) : '–', 'of the asked time is had'),
    card(countText(missing), missing === 1 ? 'period missing' : 'periods missing', missing ? 'warn' : 'good'),
    card(countText(living.filter(series => series.behind > 0).length), 'series behind', living.some(series => series.behind > 0) ? 'warn' : 'good'),
    card(countText(letters), 'dead letters', letters ? 'bad' : 'good'),
    data.findings.length ? card(countText(data.findings.length), 'findings of tests', data.findings.some(one => one.severity === 'Error') ? 'bad' : 'warn') : '',
    card(ended?.outcome ?? '–', ended ? `newest run, ${timeText(ended.started)}` : 'no run has ended', ended ? outcomeLook(ended.outcome) : ''));
}

function showFreshness(data, openSeries) {
  const place = byId('freshness');
  const groups = data.datasets.map(dataset => {
    const living = data.all.filter(series => series.dataset === dataset && !series.hasEnded && series.reached > 0);
    const behind = living.map(series => series.behind).sort((one, other) => one - other);
    return {
      dataset, living: living.length, series: data.all.filter(series => series.dataset === dataset).length,
      current: behind.filter(periods => periods === 0).length, median: behind[Math.floor(behind.length / 2)] ?? 0, worst: behind.at(-1) ?? 0,
      newest: living.reduce((latest, series) => Math.max(latest, series.reached), 0),
    };
  });
  makeTable(place, 'Datasets', [
    { title: 'Dataset', text: row => `${row.dataset.name} ${row.dataset.interval}`, sort: row => row.dataset.name, kind: 'nowrap' },
    { title: 'Series', text: row => countText(row.series), sort: row => row.series, kind: 'number' },
    { title: 'That go on', text: row => countText(row.living), sort: row => row.living, kind: 'number' },
    { title: 'Up to date', text: row => countText(row.current), sort: row => row.current, kind: 'number' },
    { title: 'Median behind', text: row => behindText(row.median, row.dataset), sort: row => row.median, kind: 'number' },
    { title: 'Most behind', text: row => behindText(row.worst, row.dataset), sort: row => row.worst, kind: 'number' },
    { title: 'Known to', text: row => row.newest ? periodText(row.newest, row.dataset) : '', kind: 'time' },
  ], groups);
  const stale = data.all.filter(series => series.behind > 0 && !series.hasEnded)
    .sort((one, other) => other.behind * other.dataset.seconds - one.behind * one.dataset.seconds).slice(0, 100);
  if (stale.length === 0) {
    place.append(element('p', { textContent: data.all.length ? 'No series is behind.' : '' }));
    return;
  }
  makeTable(place, 'The stalest series', [seriesColumn(openSeries), datasetColumn,
    { title: 'Behind', text: series => behindText(series.behind, series.dataset), sort: series => series.behind * series.dataset.seconds, kind: 'number' },
    { title: 'Known to', text: series => periodText(series.reached, series.dataset), sort: series => series.reached, kind: 'time' },
  ], stale, 10);
}

const seriesColumn = openSeries => ({
  title: 'Series', sort: series => series.words,
  node: series => element('button', { class: 'link', type: 'button', textContent: `${series.exchange} ${series.symbol}`, onclick: () => openSeries(series) }),
});

const mappedColumn = { title: 'Instrument', text: series => series.mapped, sort: series => series.mapped, kind: 'nowrap' };

const datasetColumn = { title: 'Dataset', text: series => `${series.dataset.name} ${series.dataset.interval}`, sort: series => `${series.dataset.name} ${series.dataset.interval}`, kind: 'nowrap' };

const outcomeLook = outcome => outcome === 'Complete' ? 'good' : outcome === 'Running' || outcome === 'Partial' ? 'warn' : 'bad';

function showRuns(data) {
  makeTable(byId('runs'), 'The newest runs', [
    { title: 'Started', text: run => timeText(run.started), sort: run => run.started, kind: 'time' },
    { title: 'Job', text: run => run.job, sort: run => run.job },
    { title: 'Outcome', node: run => element('span', { class: `chip ${outcomeLook(run.outcome)}`, textContent: run.outcome }), sort: run => run.outcome },
    { title: 'Took', text: run => lengthText(run.seconds), sort: run => run.seconds ?? 0, kind: 'number' },
    { title: 'Rows written', text: run => countText(run.rows), sort: run => run.rows, kind: 'number' },
    { title: 'Rejected', text: run => countText(run.rejected), sort: run => run.rejected, kind: 'number' },
    { title: 'Requests', text: run => countText(run.requests), sort: run => run.requests, kind: 'number' },
    { title: 'Retries', text: run => countText(run.retries), sort: run => run.retries, kind: 'number' },
    { title: 'Failed legs', text: run => countText(run.failedLegs), sort: run => run.failedLegs, kind: 'number' },
    ...data.runs.some(run => run.failure) ? [{ title: 'Failure', text: run => run.failure ?? '', kind: 'long' }] : [],
  ], data.runs, 15);
}

function showLimits(data) {
  const place = byId('limits');
  if (data.limits.length === 0) {
    place.append(element('p', { textContent: 'No run has noted the state of the limits.' }));
    return;
  }
  const meter = share => {
    const bar = element('div');
    bar.style.width = `${Math.min(100, share * 100)}%`;
    return element('div', { class: share > 0.8 ? 'meter high' : 'meter', role: 'img', 'aria-label': shareText(share) }, bar);
  };
  makeTable(place, 'Windows of the limits', [
    { title: 'Window', text: row => row.window },
    { title: 'Used', text: row => row.used === null ? '' : countText(row.used), kind: 'number' },
    { title: 'Limit', text: row => row.limit === null ? '' : countText(row.limit), kind: 'number' },
    { title: 'Share', node: row => row.limit ? meter((row.used ?? 0) / row.limit) : '' },
    { title: 'Fullest seen', text: row => row.fullest === null ? '' : shareText(row.fullest), kind: 'number' },
    { title: 'Noted', text: row => row.observed === null ? '' : timeText(row.observed), kind: 'time' },
  ], data.limits);
}

function showFindings(data, openSeries) {
  const place = byId('findings');
  place.hidden = data.findings.length === 0;
  if (place.hidden) {
    return;
  }
  const ranks = { Error: 0, Warning: 1, Information: 2 };
  makeTable(place, 'What tests of the data found, the worst first', [
    { title: 'Severity', node: row => element('span', { class: `chip ${row.severity === 'Error' ? 'bad' : row.severity === 'Warning' ? 'warn' : ''}`, textContent: row.severity }), sort: row => ranks[row.severity] ?? 3 },
    { title: 'Rule', text: row => row.rule, sort: row => row.rule, kind: 'nowrap' },
    { title: 'About', sort: row => row.about, node: row => row.series < 0 ? row.about : element('button', { class: 'link', type: 'button', textContent: row.about, onclick: () => openSeries(data.all[row.series]) }) },
    { title: 'From', text: row => row.from === null ? '' : timeText(row.from), sort: row => row.from ?? 0, kind: 'time' },
    { title: 'Periods', text: row => row.periods === null ? '' : countText(row.periods), sort: row => row.periods ?? 0, kind: 'number' },
    { title: 'Found', text: row => row.found, kind: 'long' },
    { title: 'Expected', text: row => row.expected, kind: 'long' },
    { title: 'Likely cause', text: row => row.cause, kind: 'long' },
    { title: 'Mended by', node: row => element('code', { textContent: row.mending }), kind: 'long' },
  ], data.findings, 20);
}

function showLetters(data) {
  const place = byId('letters');
  if (data.letters.length === 0) {
    place.append(element('p', { textContent: 'There are no dead letters.' }));
    return;
  }
  makeTable(place, 'Rules that were broken', [
    { title: 'Rule', text: row => row.rule, sort: row => row.rule, kind: 'nowrap' },
    { title: 'Records', text: row => countText(row.letters), sort: row => row.letters, kind: 'number' },
    { title: 'Dataset', text: row => row.dataset, sort: row => row.dataset, kind: 'nowrap' },
    { title: 'Exchange', text: row => row.exchange ?? '', sort: row => row.exchange ?? '' },
    { title: 'For example', text: row => row.reason, kind: 'long' },
    { title: 'First', text: row => timeText(row.first), sort: row => row.first, kind: 'time' },
    { title: 'Last', text: row => timeText(row.last), sort: row => row.last, kind: 'time' },
  ], data.letters, 20);
  place.append(element('p', { class: 'muted', textContent: 'Get-CcDeadLetter shows the records as they came, Resume-CcDeadLetter judges them again.' }));
}
