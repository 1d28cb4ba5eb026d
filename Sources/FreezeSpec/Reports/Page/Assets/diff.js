// The parts of the page that only a diff has.

function showConfigs() {
  const nav = byId('configs');
  nav.hidden = file.changes.length < 2 && !(file.uncompared.length && data.config);
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
  showDangers();
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

/** What must not be missed beside the parameters that change their state. */
function showDangers() {
  if (!data.dangers.length) return;
  byId('summary').append(element('ul', {class: 'groups dangers'}, ...data.dangers.map(
    ({fails, text: words, notes}) => element(
      'li', {class: fails ? 'fails' : ''},
      element('span', {class: 'sign', 'aria-hidden': 'true'}, fails ? '\u2717' : '!'),
      element('div', {class: 'group'}, element('p', {}, ...breakable(words)),
        ...notes.map((note) => element('p', {class: 'soft'}, note)))))));
}

/** The configs that could not be compared, above all others. */
function showUncompared() {
  if (!file.uncompared.length) return;
  const item = ([config, reason, ...notes]) => element(
    'li', {class: 'fails'}, element('span', {class: 'sign', 'aria-hidden': 'true'}, '!'),
    element('div', {class: 'group'}, element('p', {}, element('code', {}, config), ` ${reason}`),
      ...notes.map((note) => element('p', {class: 'soft'}, note))));
  document.querySelector('main').prepend(element(
    'ul', {class: 'groups dangers', id: 'uncompared'}, ...file.uncompared.map(item)));
}

function showExpectationChanges() {
  const section = byId('expectations');
  const list = element('ul', {class: 'groups'});
  const add = (sign, words) => list.append(
    element('li', {}, element('span', {class: 'sign'}, sign), element('code', {}, words)));
  for (const [old, now] of data.other_expectations) {
    if (old) add('-', old);
    add('+', now);
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
  showUncompared();
  showConfigs();
  showDiffSummary();
  showSections();
  showDiffRules();
  showEvalChange();
  showWrapChange();
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
