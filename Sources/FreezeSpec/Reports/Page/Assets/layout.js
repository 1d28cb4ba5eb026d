// The layout of the picture: where each part of the model lies.
//
// Rows keep their order: each list is cut in two where the halves come closest in size, along the
// longer side, until every row has a box of its own or is too small to see.

/** Lays the model out; `widthOf` measures a label, and what has less area than that is not cut. */
function layOut(width, height, widthOf, smallest = 10) {
  const layout = {width, height, widthOf, smallest, boxes: [], groups: [], labels: []};
  if (sums.area[model.slots] > 0) placeRow(layout, 0, 0, 0, width, height);
  return layout;
}

const sizeOf = (first, last) => sums.area[last] - sums.area[first];

/** Places a row and all below it; tells whether anything in it could be labelled. */
function placeRow(layout, row, x, y, width, height) {
  let isLabelled = false;
  if (!isModule(row) || width * height < layout.smallest) {
    addBox(layout, row, firstSlot(row), endSlot(row), x, y, width, height);
  } else {
    layout.groups.push({row, x, y, width, height});
    const rows = childrenOf(row).filter((child) => sizeOf(firstSlot(child), endSlot(child)) > 0);
    isLabelled = placeRows(layout, {row, rows}, 0, rows.length, x, y, width, height);
  }
  if (isLabelled || width < 32 || height < 20) return isLabelled;
  const name = fittingName(layout, row, width - 14);
  if (name) layout.labels.push({row, name, x, y, width: layout.widthOf(name)});
  return name !== '';
}

function placeRows(layout, parent, low, high, x, y, width, height) {
  const {rows} = parent;
  if (high - low === 1) return placeRow(layout, rows[low], x, y, width, height);
  const first = firstSlot(rows[low]);
  const last = endSlot(rows[high - 1]);
  if (width * height < layout.smallest) {
    addBox(layout, parent.row, first, last, x, y, width, height);
    return false;
  }
  const cut = halfway(rows, low, high);
  const share = sizeOf(first, firstSlot(rows[cut])) / sizeOf(first, last);
  if (width >= height) {
    const left = placeRows(layout, parent, low, cut, x, y, width * share, height);
    const right = placeRows(
      layout, parent, cut, high, x + width * share, y, width * (1 - share), height);
    return left || right;
  }
  const top = placeRows(layout, parent, low, cut, x, y, width, height * share);
  const bottom = placeRows(
    layout, parent, cut, high, x, y + height * share, width, height * (1 - share));
  return top || bottom;
}

/** Where a list of rows is best cut in two. */
function halfway(rows, low, high) {
  const start = sums.area[firstSlot(rows[low])];
  const end = sums.area[endSlot(rows[high - 1])];
  const middle = start + (end - start) / 2;
  let [left, right] = [low + 1, high - 1];
  while (left < right) {
    const half = (left + right) >> 1;
    if (sums.area[firstSlot(rows[half])] < middle) left = half + 1;
    else right = half;
  }
  const over = sums.area[firstSlot(rows[left])] - middle;
  const under = middle - sums.area[firstSlot(rows[left - 1])];
  return left - 1 > low && under < over ? left - 1 : left;
}

function addBox(layout, row, first, last, x, y, width, height) {
  layout.boxes.push({row, first, last, x, y, width, height});
}

/** A box by state on the side that is shown: the trainable part left, then what is frozen. */
function piecesOf({first, last, x, width}) {
  const side = view.side.sums;
  const of = (sum) => sum[last] - sum[first];
  const trainable = of(side.trainable);
  const frozen = of(side.elements) - trainable;
  const absent = Math.max(0, sizeOf(first, last) - trainable - frozen);
  const whole = trainable + frozen + absent;
  const pieces = [];
  let from = x;
  for (const [state, part] of [['trainable', trainable], ['frozen', frozen], ['absent', absent]]) {
    if (!(part > 0)) continue;
    pieces.push({state, x: from, width: width * part / whole});
    from += width * part / whole;
  }
  return pieces;
}

/** The number of the box at a point, or -1. */
function boxAt({boxes}, x, y) {
  return boxes.findIndex((box) => x >= box.x && y >= box.y
    && x < box.x + box.width && y < box.y + box.height);
}

/** Where a row lies; for one that is too small to see, the box that it is part of. */
function areaOf(layout, row) {
  const own = layout.groups.find((group) => group.row === row);
  if (own) return own;
  const slot = firstSlot(row);
  return layout.boxes.find((box) => slot >= box.first && slot < box.last);
}

/** The number of the next box up or down from one, or itself. */
function neighbour({boxes}, from, direction) {
  const box = boxes[from];
  const middle = box.x + box.width / 2;
  let best = from;
  let nearest = Infinity;
  boxes.forEach((other, index) => {
    const distance = direction > 0
      ? other.y - (box.y + box.height) : box.y - (other.y + other.height);
    if (distance < -0.01 || distance > nearest) return;
    if (middle < other.x || middle >= other.x + other.width) return;
    nearest = distance;
    best = index;
  });
  return best;
}
