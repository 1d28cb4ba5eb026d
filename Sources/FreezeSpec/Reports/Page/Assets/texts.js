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
  while (size >= 1023.95 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

/** A probability with four decimals; what is some is never printed as none, nor as all. */
function decimal(number) {
  if (number > 0 && number < 1e-4) return number.toExponential(2);
  return number < 1 && number > 0.99995 ? '> 0.9999' : number.toFixed(4);
}

const shapeText = (shape) => (shape.length ? `[${shape.join(', ')}]` : 'scalar');

/** A place in the plan's config by its line alone. */
const placeText = (place, side = plan) => (place.startsWith(`${side.config}:`)
  ? `line ${place.slice(side.config.length + 1)}` : place);
