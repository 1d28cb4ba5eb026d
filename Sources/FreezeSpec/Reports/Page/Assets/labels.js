// The names in the picture: each tile that has room for one has a name.
//
// A layer of a list is told by its number, and the tiles in it by what follows that. Other modules are
// named where nothing in them is.

const labelHeight = 15;
/** Between a label and the edges of its tile, and between its text and its own ends. */
const [labelInset, labelPadding] = [1, 2];
/** What a text needs beside its length. */
const labelRoom = 2 * (labelInset + labelPadding);

function placeLabels(layout) {
  // The layers that are told by their numbers, and all modules that something in them names.
  const layers = new Set();
  const told = new Set();
  const place = (tile, names) => {
    const label = labelFor(layout, tile, names);
    if (!label) return false;
    layout.labels.push({row: tile.row, ...label});
    for (let at = tile.row; at >= 0 && !told.has(at); at = at ? parentOf(at) : -1) told.add(at);
    return true;
  };
  for (const group of layout.groups) {
    const number = nameOf(group.row);
    if (!hasRoom(group) || !/^\d+$/.test(number)) continue;
    // The number alone where there is no room for the list's name.
    if (place(group, [...namesOf(group.row, layers).slice(-1), number])) layers.add(group.row);
  }
  for (const box of layout.boxes) {
    // Several that are too small to see alone are no row of the tree.
    const isRow = box.first === firstSlot(box.row) && box.last === endSlot(box.row);
    if (isRow && hasRoom(box)) place(box, namesOf(standIn(box.row), layers));
  }
  for (const group of [...layout.groups].reverse()) {
    if (!told.has(group.row) && hasRoom(group)) place(group, namesOf(group.row, layers));
  }
}

/** The module in whose place a parameter stands, nearly all of which it is; else the row itself. */
function standIn(row) {
  if (isModule(row)) return row;
  const parent = parentOf(row);
  const share = sizeOf(firstSlot(row), endSlot(row)) / sizeOf(firstSlot(parent), endSlot(parent));
  return parent > 0 && share > 0.9 ? parent : row;
}

/** The names of a row, longest first: behind the nearest layer that has a label, or its path. */
function namesOf(row, layers) {
  if (row === 0) return [nameOf(0)];
  const path = pathOf(row).split('.');
  let above = row;
  do above = parentOf(above); while (above > 0 && !layers.has(above));
  if (!layers.has(above)) return shorterNames(path);
  const parts = path.slice(pathOf(above).split('.').length);
  // That something is a weight, or the third of a list, tells nothing by itself.
  const isVague = !isModule(row) || /^\d+$/.test(nameOf(row));
  const most = Math.max(1, parts.length - (isVague ? 1 : 0));
  return parts.slice(0, most).map((part, at) => parts.slice(at).join('.'));
}

const leastRoom = labelHeight + 2 * labelInset;
const hasRoom = ({width, height}) => width >= leastRoom && height >= leastRoom;

/** A label in a tile's corner, below those that stand there, along its longer side if need be. */
function labelFor(layout, tile, names) {
  const {x, y, width, height} = tile;
  const isFree = (label) => !layout.labels.some((other) => overlap(label, other));
  for (const name of names) {
    if (name.length * 4 >= Math.max(width, height) - labelRoom) continue;
    const long = layout.widthOf(name);
    if (long <= width - labelRoom) {
      for (let down = 0; down <= Math.min(60, height - leastRoom); down += labelHeight + 2) {
        const label = {name, width: long, isTurned: false, x, y: y + down};
        if (isFree(label)) return label;
      }
    }
    if (long > height - labelRoom) continue;
    for (const down of [0, height - long - labelRoom]) {
      const label = {name, width: long, isTurned: true, x, y: y + down};
      if (isFree(label)) return label;
    }
  }
  return null;
}

/** The rectangle that a label covers. */
function labelArea({x, y, width, isTurned}) {
  const [long, across] = [width + 2 * labelPadding, labelHeight];
  return {
    x: x + labelInset, y: y + labelInset, width: isTurned ? across : long, height: isTurned ? long : across,
  };
}

function overlap(one, other) {
  const [a, b] = [labelArea(one), labelArea(other)];
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * A path and shorter forms of it, longest first. Equal layers stay told apart: the list that
 * they are in and every index remain, and what stands between is left out.
 */
function shorterNames(parts) {
  const isIndex = parts.map((part) => /^\d+$/.test(part));
  const last = parts.length - 1;
  const start = Math.max(0, isIndex.includes(true) ? isIndex.indexOf(true) - 1 : last - 1);
  const names = [];
  for (let from = 0; from <= start; from++) names.push(parts.slice(from).join('.'));
  const mostTail = isIndex.includes(true) ? last - start - 1 : 0;
  for (let tail = Math.min(mostTail, 3); tail > 0; tail--) {
    let name = parts[start];
    let joint = '.';
    for (let at = start + 1; at <= last; at++) {
      const isKept = isIndex[at] || isIndex[at + 1] || at > last - tail;
      if (isKept) name += joint + parts[at];
      joint = isKept ? '.' : '…';
    }
    names.push(name);
  }
  return names;
}
