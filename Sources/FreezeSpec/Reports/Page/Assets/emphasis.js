// How strongly names stand out where rules or changes are lit.

/** How strongly slots stand out: 0 not, 1 overridden by a later rule, 2 fully. */
let emphasisSums = null;
function emphasis(first, last) {
  if (!emphasisSums) return 2;
  if (emphasisSums.strong[last] > emphasisSums.strong[first]) return 2;
  return emphasisSums.weak[last] > emphasisSums.weak[first] ? 1 : 0;
}

function updateEmphasis() {
  const {lit, found} = view;
  if (lit === null && !found) {
    emphasisSums = null;
    return;
  }
  const level = (slot) => (found && !found.slots[slot] ? 0 : lit === null ? 2 : lit.level(slot));
  emphasisSums = {
    strong: running(model.slots, (slot) => (level(slot) === 2 ? 1 : 0)),
    weak: running(model.slots, (slot) => (level(slot) === 1 ? 1 : 0)),
  };
}

/** What counts as lit: where a later rule overrides all of it, that. */
function litSums() {
  const {strong, weak} = emphasisSums;
  return strong[model.slots] > 0 ? strong : weak;
}

/** How strongly a row stands out. */
const emphasisOf = (row) => membersOf(row).reduce((level, member) =>
  Math.max(level, emphasis(firstSlot(member), endSlot(member))), 0);

/** Whether all of a row is lit. */
function isLitWhole(row) {
  if (isFold(row)) return membersOf(row).every(isLitWhole);
  const sums = litSums();
  const size = endSlot(row) - firstSlot(row);
  return size > 0 && sums[endSlot(row)] - sums[firstSlot(row)] === size;
}
