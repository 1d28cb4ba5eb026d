// What paper shows in the place of tree and picture, and of what is closed on a screen.

const mostPrinted = 400;

/** The rows that say it all: modules are opened where they hold both states. */
function rowsForPrint() {
  const rows = [];
  const visit = (row) => {
    if (rows.length > mostPrinted) return;
    rows.push(row);
    if (!isModule(row) || (row !== 0 && !isForOpening(row))) return;
    for (const child of childrenOf(row)) {
      if (isDiff ? isChanged(child) : totalsOf(child).count > 0) visit(child);
    }
  };
  visit(0);
  return rows;
}

/** Whether a module has to be opened to tell what is in it; of a diff, what changes in it. */
function isForOpening(module) {
  if (!isDiff) return stateOf(totalsOf(module)) === 'mixed';
  const changed = below(sums.changed, module);
  return changed < model.last[module] - model.first[module]
    || stateOf(totalsOf(module)) === 'mixed';
}

function fillPrint() {
  openDisclosures();
  const rows = rowsForPrint();
  const body = element('tbody');
  for (const row of rows.slice(0, mostPrinted)) body.append(printRow(row));
  const labels = ['name', 'kind', 'parameters', 'elements', 'of model', '', 'state'];
  byId('print-picture').replaceChildren(pictureForPrint());
  byId('print-tree').replaceChildren(
    element('p', {class: 'hint'}, isDiff ? 'What changes, modules that change as a whole as one.'
      : 'Modules whose parameters share one state stand for them all.'),
    element('table', {class: 'print-table'},
      element('thead', {}, element('tr', {}, ...labels.map((label) => element('th', {}, label)))),
      body));
  if (rows.length > mostPrinted) {
    byId('print-tree').append(
      element('p', {}, 'More rows than fit on paper follow; the page on a screen has them all.'));
  }
}

/** The picture as a drawing: browsers print a canvas as it was before, in the screen's theme. */
function pictureForPrint() {
  const layout = layOut(700, 230, ruler(), 50);
  const stripe = drawing('pattern', {
    id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  }, drawing('rect', {width: 5, height: 5, class: 'ground'}),
  drawing('path', {d: 'M0 0V5', class: 'stripe'}));
  const figure = drawing(
    'svg', {viewBox: '0 0 700 230', class: 'print-picture'}, drawing('defs', {}, stripe));
  for (const box of layout.boxes) {
    for (const {state, x, width} of piecesOf(box)) {
      figure.append(drawing('rect', {
        class: state, x, y: box.y, width, height: box.height,
        opacity: emphasisShades[emphasis(box.first, box.last)],
      }));
    }
  }
  for (const label of layout.labels) {
    const area = labelArea(label);
    const turn = label.isTurned ? ` translate(0 ${area.height}) rotate(-90)` : '';
    figure.append(
      drawing('rect', {class: 'pill', ...area, rx: 3}),
      drawing('text', {x: 4, y: 11, transform: `translate(${area.x} ${area.y})${turn}`}, label.name));
  }
  return figure;
}

function printRow(row) {
  const totals = totalsOf(row);
  const name = element('td', {class: 'mono'}, ...breakable(pathOf(row) || nameOf(0)));
  return element(
    'tr', {}, name, element('td', {}, rowKind(row)),
    element('td', {class: 'numeric'}, grouped(totals.count)),
    element('td', {class: 'numeric'}, grouped(totals.elements)),
    element('td', {class: 'numeric'}, percent(totals.elements, sums.elements[model.slots])),
    element('td', {}, fillBar(element('span', {class: 'bar'}), totals, 1)),
    element('td', {}, stateElement(stateOf(totals), rowState(row, totals).label)));
}

function endPrint() {
  closeDisclosures();
  byId('print-picture').replaceChildren();
  byId('print-tree').replaceChildren();
}

/** Paper shows what is behind disclosures too. */
function openDisclosures() {
  for (const made of document.querySelectorAll('details.more:not([open])')) {
    made.open = true;
    made.dataset.printed = '';
  }
}

function closeDisclosures() {
  for (const made of document.querySelectorAll('details[data-printed]')) {
    made.open = false;
    delete made.dataset.printed;
  }
}
