// The names in the picture, as long as there is room for them.

/** As much of a path as there is room for; what says too little is left out. */
function fittingName({widthOf}, row, room) {
  // The only parameter of a layer stands for the layer.
  const isAlone = !isModule(row) && childrenOf(parentOf(row)).length === 1;
  const path = pathOf(isAlone ? parentOf(row) : row);
  const names = shorterNames(path ? path.split('.') : [nameOf(0)]);
  return names.find((name) => name.length * 4 < room && widthOf(name) <= room) || '';
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
