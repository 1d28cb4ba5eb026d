// Sums over runs of numbers.

const product = (sizes) => sizes.reduce((total, size) => total * size, 1);

/** The values that runs of equal ones stand for; -1 past their end. */
function spread(runs, count) {
  const values = new Int32Array(count).fill(-1);
  let start = 0;
  for (let at = 0; at < runs.length; at += 2) {
    values.fill(runs[at], start, start += runs[at + 1]);
  }
  return values;
}

/** Running sums over the slots: what lies below a module is one difference. */
function running(slots, weight) {
  const sums = new Float64Array(slots + 1);
  for (let slot = 0; slot < slots; slot++) sums[slot + 1] = sums[slot] + weight(slot);
  return sums;
}
