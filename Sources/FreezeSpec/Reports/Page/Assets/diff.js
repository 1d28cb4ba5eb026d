// The parts of the page that only a diff has.

function showConfigs() {
  const nav = byId('configs');
  nav.hidden = file.changes.length < 2;
  if (nav.hidden) return;
  const list = element('ul');
  file.changes.forEach((change, index) => {
    const link = element('a', {href: `#${index}`}, change.config);
    if (index === chosen) link.setAttribute('aria-current', 'page');
    list.append(element('li', {}, link, element('span', {class: 'soft'}, change.headline)));
  });
  nav.append(element('h2', {}, file.overview), list);
  addEventListener('hashchange', () => location.reload());
}

function showDiffSummary() {
  const section = byId('summary');
  section.append(element('p', {class: 'headline'}, data.headline));
  for (const [title, side] of [['before', before], ['after', plan]]) {
    if (!side.summary) continue;
    const {trainable, frozen} = side.summary;
    const elements = trainable[1] + frozen[1];
    const text = `${percent(trainable[1], elements)} of ${grouped(elements)} elements train`;
    const bar = fillBar(
      element('div', {class: 'split', role: 'img', 'aria-label': `${title}: ${text}`}),
      {elements, trainable: trainable[1]}, 1);
    section.append(element('p', {class: 'split-title'}, element('strong', {}, title), ` ${text}`), bar);
  }
  if (!data.totals.length) return;
  const head = ['', 'before', 'after', 'change'];
  section.append(element('div', {class: 'scroll'}, element(
    'table', {class: 'totals'},
    element('thead', {}, element('tr', {}, ...head.map((label) =>
      element('th', {scope: 'col', class: 'numeric'}, label)))),
    element('tbody', {}, ...data.totals.map(([title, ...cells]) => element(
      'tr', {}, element('th', {scope: 'row'}, title),
      ...cells.map((cell) => element('td', {class: 'numeric'}, cell))))))));
}

function showExpectationChanges() {
  const texts = [['-', data.removed_expectations], ['+', data.added_expectations]];
  const section = byId('expectations');
  const list = element('ul', {class: 'groups'});
  for (const [sign, expectations] of texts) {
    for (const text of expectations) {
      list.append(element('li', {}, element('span', {class: 'sign'}, sign), element('code', {}, text)));
    }
  }
  section.hidden = list.children.length === 0;
  section.append(list);
}

function showSides() {
  const sides = byId('sides');
  sides.hidden = false;
  const choices = [['Before', before], ['After', plan]];
  const buttons = choices.map(([label, side]) => {
    const button = element('button', {type: 'button', 'aria-pressed': side === view.side}, label);
    button.addEventListener('click', () => {
      view.side = side;
      buttons.forEach((other, at) => other.setAttribute('aria-pressed', choices[at][1] === side));
      redrawPicture();
    });
    return button;
  });
  sides.append(...buttons);
}

function showDiff() {
  showConfigs();
  showDiffSummary();
  showSections();
  showDiffRules();
  showEvalChange();
  showExpectationChanges();
  showSides();
  if (JSON.stringify(before.softmax || null) !== JSON.stringify(plan.softmax || null)) {
    showSoftmax(before.softmax, 'Before');
    showSoftmax(plan.softmax, 'After');
  }
  byId('model').hidden = model.slots === 0;
}

/** Shows what changes first; where nothing does, all. */
function startDiff() {
  byId('syntax').querySelector('span').hidden = false;
  if (sums.changed[model.slots] > 0) setState('changed');
}
