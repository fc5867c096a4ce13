// Numbers and times as text: the same for every reader, whatever the browser's language and zone.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 9 });

const countText = number => whole.format(number);

const numberText = number => number === null || number === undefined ? '' : precise.format(number);

/** A share, 0 to 1; what is not quite all is never 100. */
const shareText = share => share >= 1 ? '100 %' : `${(Math.floor(share * 10000) / 100).toFixed(2)} %`;

const dayText = seconds => new Date(seconds * 1000).toISOString().slice(0, 10);

const timeText = seconds => new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');

/** A time of a series: days need no clock. */
const periodText = (seconds, dataset) => dataset.seconds % 86400 === 0 && seconds % 86400 === 0 ? dayText(seconds) : timeText(seconds);

const lengthText = seconds => seconds === null ? '' : seconds < 120 ? `${seconds.toFixed(1)} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;

const behindText = (periods, dataset) => periods === 0 ? 'up to date' : `${countText(periods)} × ${dataset.interval}`;

const causeTexts = {
  NotAsked: 'never asked for', NotAnswered: 'not yet answered', Rejected: 'rejected', LostAtSource: 'lost at the source', RowsMissing: 'gone from the table',
};

const missingText = series => series.missing.map(one => `${countText(one.periods)} ${causeTexts[one.cause]}`).join(', ');
