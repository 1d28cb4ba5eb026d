// Numbers and other values as text.

const wholeNumbers = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});

/** 1,240; past 2^53, where a browser's numbers are no longer exact, with a sign that says so. */
const grouped = (number) =>
  (Number.isSafeInteger(number) ? '' : '≈ ') + wholeNumbers.format(number);

const plural = (number, word) => `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;

/** A share in percent; what is not all is never printed as all, nor what is some as none. */
function percent(part, whole) {
  if (!(whole > 0)) return '–';
  if (part === whole) return '100 %';
  if (part === 0) return '0 %';
  const value = part / whole * 100;
  if (value < 0.01) return '< 0.01 %';
  return value > 99.99 ? '> 99.99 %' : `${value.toFixed(2)} %`;
}

function bytes(count) {
  if (count >= 2 ** 63) return '> 8 EiB';
  if (count < 1024) return `${count} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let size = count / 1024;
  let unit = 0;
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toFixed(size < 999.95 ? 1 : 0)} ${units[unit]}`;
}

/**
 * A number with four significant digits, of which no more than four are decimals; with an exponent where
 * these would not tell its order of magnitude, or not fit: 0.1542, 1.099, 4.5e-05. A logit that is null is
 * masked.
 */
function figure(number) {
  if (number === null) return '-inf';
  if (number === 0) return '0';
  const size = Math.abs(number);
  const exponent = (digits) => number.toExponential(digits).replace(/e([-+])(\d)$/, 'e$10$2');
  if (size < 1e-3) return exponent(1);
  if (size < 0.99995) return number.toFixed(4);
  return size < 9999.5 ? fourDigits(number) : exponent(3);
}

/** A number from 1 to 9999 with four significant digits. */
function fourDigits(number) {
  const size = Math.abs(number);
  return number.toFixed(size >= 999.95 ? 0 : size >= 99.995 ? 1 : size >= 9.9995 ? 2 : 3);
}

/** A probability as a figure; what is not all is never printed as all. */
const decimal = (number) => (number < 1 && number > 0.99995 ? '> 0.9999' : figure(number));

/** A number from 1 with four significant digits, or grouped where it has more before the point. */
const significant = (number) => (number >= 999.95 ? grouped(Math.round(number)) : fourDigits(number));

const shapeText = (shape) => (shape.length ? `[${shape.join(', ')}]` : 'scalar');

/** A place in the plan's config by its line alone. */
const placeText = (place, side = plan) => (place.startsWith(`${side.config}:`)
  ? `line ${place.slice(side.config.length + 1)}` : place);
