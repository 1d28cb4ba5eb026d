// The layout of the picture: where each part of the model lies.
//
// It is read as a text is: what lies directly below a module stands in lines from top to bottom, each
// from left to right, in the model's order. The lines are cut where the boxes come closest to squares.

/** Lays the model out; `widthOf` measures a label, and what has less area than that is not cut. */
function layOut(width, height, widthOf, smallest = 10) {
  const layout = {width, height, widthOf, smallest, boxes: [], groups: [], labels: []};
  if (sums.area[model.slots] > 0) placeRow(layout, 0, 0, 0, width, height);
  placeLabels(layout);
  return layout;
}

const sizeOf = (first, last) => sums.area[last] - sums.area[first];

/** Places a row and all below it. */
function placeRow(layout, row, x, y, width, height) {
  const [first, last] = [firstSlot(row), endSlot(row)];
  if (!isModule(row) || width * height < layout.smallest) {
    addBox(layout, row, first, last, x, y, width, height);
    return;
  }
  layout.groups.push({row, x, y, width, height});
  const cells = cellsOf(row, layout.smallest * sizeOf(first, last) / (width * height));
  const sizes = cells.map((cell) => sizeOf(cell.first, cell.last));
  const whole = sizeOf(first, last);
  let [from, top] = [0, y];
  for (const end of linesOf(sizes, width, height)) {
    const size = sizes.slice(from, end).reduce((sum, part) => sum + part, 0);
    const high = height * size / whole;
    let left = x;
    for (; from < end; from++) {
      const cell = cells[from];
      const wide = width * sizes[from] / size;
      if (cell.row >= 0) placeRow(layout, cell.row, left, top, wide, high);
      else addBox(layout, row, cell.first, cell.last, left, top, wide, high);
      left += wide;
    }
    top += high;
  }
}

/** What lies directly below a module; neighbours that together are too small to see are one cell. */
function cellsOf(module, smallest) {
  const cells = [];
  for (const row of childrenOf(module)) {
    const [first, last] = [firstSlot(row), endSlot(row)];
    if (!(sizeOf(first, last) > 0)) continue;
    const cell = cells[cells.length - 1];
    if (cell && sizeOf(cell.first, last) < smallest) {
      cell.row = -1;
      cell.last = last;
    } else {
      cells.push({row, first, last});
    }
  }
  return cells;
}

// Past so many cells, lines are filled one like another.
const mostWeighed = 96;

/** Where the lines of some cells end: the numbers of cells up to each. */
function linesOf(sizes, width, height) {
  const before = [0];
  for (const size of sizes) before.push(before[before.length - 1] + size);
  const count = sizes.length;
  if (count > mostWeighed) return evenLines(before, width, height);
  const pixels = width * height / before[count];
  // The least that the lines of the first cells cost together, and where the last of them starts.
  const costs = [0];
  const starts = [0];
  for (let end = 1; end <= count; end++) {
    costs[end] = Infinity;
    for (let start = end - 1; start >= 0; start--) {
      const high = (before[end] - before[start]) * pixels / width;
      let cost = costs[start];
      for (let at = start; at < end && cost < costs[end]; at++) {
        const area = sizes[at] * pixels;
        // Area times how much longer one side is than the other; a sliver is one in any line.
        if (area > 40) cost += Math.max(area * area / (high * high), high * high);
      }
      if (cost < costs[end]) [costs[end], starts[end]] = [cost, start];
    }
  }
  const ends = [];
  for (let end = count; end > 0; end = starts[end]) ends.push(end);
  return ends.reverse();
}

/** Lines of equal height, as near as the cells allow. */
function evenLines(before, width, height) {
  const count = before.length - 1;
  const lines = Math.max(1, Math.min(count, Math.round(Math.sqrt(count * height / width))));
  const ends = [];
  let at = 0;
  for (let line = 1; line <= lines; line++) {
    const wanted = before[count] * line / lines;
    while (at < count && (before[at] + before[at + 1]) / 2 < wanted) at++;
    if (line === lines) at = count;
    if (at > (ends[ends.length - 1] || 0)) ends.push(at);
  }
  return ends;
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
