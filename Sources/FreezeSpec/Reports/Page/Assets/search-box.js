// The search field, the states beside it, and the line that says what is shown.

function runSearch() {
  const wanted = parseQuery(view.query);
  if (view.state !== 'all') traits[view.state](wanted);
  view.found = find(wanted);
  let note = wanted.notes.map((words) => ` (${words})`).join('');
  const query = view.query.trim().toLowerCase();
  const hasWord = wanted.words.some(({isGlob}) => !isGlob);
  if (view.found && hasWord && foundCount() === 0) {
    const rules = rulesNamed(query);
    if (rules.size) {
      const test = ([, matched]) => matched.some((rule) => rules.has(rule));
      view.found = find({...wanted, words: [], tests: wanted.tests.concat(test)});
      note = ` (no name or class says “${query}”; `
        + `${plural(rules.size, 'rule')} ${rules.size === 1 ? 'does' : 'do'})`;
    }
  }
  markFoundRules(query);
  tree.scrollTop = 0;
  showStatus(note);
  updateEmphasis();
  refreshTree();
  redrawPicture();
}

const foundCount = () =>
  view.found.slotSums[model.slots] + view.found.moduleSums[model.modules];

/** Says what is shown and what is lit. */
function showStatus(note = '') {
  const {found, lit} = view;
  const all = sums.count[model.slots];
  const parts = [];
  if (found) {
    const names = found.slotSums[model.slots];
    const modules = found.moduleSums[model.modules];
    parts.push((found.isMixed ? `${plural(modules, 'module')} of both states shown`
      : `${grouped(names)} of ${plural(model.slots, 'name')} shown`
        + (names === 0 && modules > 0 ? `, and ${plural(modules, 'module')} without parameters` : ''))
      + note);
  }
  if (lit) parts.push(`Lit: ${lit.text}`);
  byId('status').textContent = parts.join('. ')
    || `${plural(all, 'parameter')} in ${plural(model.modules, 'module')}`;
  byId('clear').hidden = !parts.length;
  byId('only').hidden = !lit || !lit.query || view.query === lit.query;
}

function setQuery(query) {
  view.query = query;
  byId('search').value = query;
  runSearch();
}

function setState(state) {
  view.state = state;
  for (const button of byId('states').children) {
    button.setAttribute('aria-pressed', button.dataset.state === state);
  }
  runSearch();
}

/** Shows all of the model again; what is lit stays so. */
function clearSearch() {
  view.query = '';
  byId('search').value = '';
  setState('all');
}

function clearAll() {
  view.lit = null;
  markLit();
  clearSearch();
}

const actionStates = new Set(['trainable', 'frozen']);

function startSearch() {
  const input = byId('search');
  const states = [['all', 'All'], ['trainable', 'Trainable'], ['frozen', 'Frozen']];
  if (isDiff) states.unshift(['changed', 'Changed']);
  for (const [state, label] of states) {
    const button = element(
      'button', {type: 'button', 'data-state': state, 'aria-pressed': state === 'all'},
      actionStates.has(state) ? icon(state) : '', label);
    button.addEventListener('click', () => setState(state));
    byId('states').append(button);
  }
  input.addEventListener('input', once(() => {
    view.query = input.value;
    runSearch();
  }));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      focusActive();
    }
  });
  byId('only').addEventListener('click', () => setQuery(view.lit.query));
  byId('clear').addEventListener('click', clearAll);
  showStatus();
}
