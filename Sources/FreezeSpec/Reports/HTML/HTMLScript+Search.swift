extension HTMLScript {
  /// Search by name, class, rule and state.
  static let search = #"""
    // Search ------------------------------------------------------------------------------------

    /** A rule's words, for searching. */
    const ruleText = (rule) =>
      `${rule.action} ${rule.selector} ${rule.because || ''}`.toLowerCase();

    /** The rules that a word names: by number, or by a part of their text. */
    function rulesNamed(word) {
      const number = word.replace(/^#/, '');
      const isNumber = /^\d+$/.test(number);
      const matching = plan.rules.filter((rule) => (isNumber ? rule.index === Number(number)
        : ruleText(rule).includes(word)));
      return new Set(matching.map((rule) => rule.index));
    }

    /** Reads a query: words that a path or class must contain, and tests of a decision. */
    function parseQuery(query) {
      const words = [];
      const tests = [];
      for (const part of query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 16)) {
        const [, key, value] = /^(rule|class|is):(.*)$/.exec(part) || [null, null, part];
        if (key === 'rule' || /^#\d+$/.test(part)) {
          const rules = rulesNamed(value);
          tests.push(([, matched]) => matched.some((rule) => rules.has(rule)));
        } else if (key === 'is') {
          tests.push(([, , isTrainable]) => (isTrainable ? 'trainable' : 'frozen').startsWith(value));
        } else if (value) {
          words.push({text: value, isClass: key === 'class'});
        }
      }
      return {words, tests};
    }

    /** For each module the words (as bits) that it or one above it satisfies. */
    function matchModules(words) {
      const bits = new Int32Array(model.modules);
      const paths = new Array(model.modules);
      for (let module = 0; module < model.modules; module++) {
        const parent = model.parent[module];
        const name = module === 0 ? '' : nameOf(module).toLowerCase();
        paths[module] = parent > 0 ? `${paths[parent]}.${name}` : name;
        const names = classOf(module).join(' ').toLowerCase();
        let mask = parent >= 0 ? bits[parent] : 0;
        words.forEach((word, bit) => {
          if (names.includes(word.text) || (!word.isClass && paths[module].includes(word.text))) {
            mask |= 1 << bit;
          }
        });
        bits[module] = mask;
      }
      return {bits, paths, all: (1 << words.length) - 1};
    }

    /** What a query and a state leave of the model; null where that is all of it. */
    function find({words, tests, changed}) {
      if (!words.length && !tests.length && !changed) return null;
      const modules = matchModules(words);
      const allowed = plan.decisions.map((decision) => tests.every((test) => test(decision)));
      const slots = new Uint8Array(model.slots);
      const tensorNames = data.tensors.map(([name]) => text(name).toLowerCase());
      for (let slot = 0; slot < model.slots; slot++) {
        if (!allowed[plan.decisionOf[slot]] || (changed && !marks[slot])) continue;
        slots[slot] = hasAllWords(slot, words, modules, tensorNames) ? 1 : 0;
      }
      const isWhole = (module) => modules.bits[module] === modules.all;
      const asModule = tests.length || changed ? () => 0 : (module) => (isWhole(module) ? 1 : 0);
      const found = {
        slots,
        slotSums: running(model.slots, (slot) => slots[slot]),
        moduleSums: running(model.modules, asModule),
      };
      found.open = openFound(found, isWhole);
      return found;
    }

    function hasAllWords(slot, words, {bits, paths, all}, tensorNames) {
      const module = model.slotModule[slot];
      if (bits[module] === all) return true;
      const name = tensorNames[model.slotTensor[slot]];
      const path = module === 0 ? name : `${paths[module]}.${name}`;
      return words.every((word, bit) =>
        (bits[module] >> bit & 1) || (!word.isClass && path.includes(word.text)));
    }

    /** Opens the way to what was found, and not what was found as a whole. */
    function openFound(found, isWhole) {
      const open = new Uint8Array(model.modules);
      for (let module = 0; module < model.modules; module++) {
        const count = below(found.slotSums, module);
        const isAll = count === model.last[module] - model.first[module];
        open[module] = isWhole(module) && isAll ? 0 : 1;
      }
      open[0] = 1;
      return open;
    }

    /** A test of a decision by the state that is asked for; what is absent has none. */
    const stateTest = (state) => (decision) =>
      decision !== plan.decisions.at(-1) && (decision[2] ? 'trainable' : 'frozen') === state;

    function runSearch() {
      const {words, tests} = parseQuery(view.query);
      const changed = view.state === 'changed';
      if (view.state !== 'all' && !changed) tests.push(stateTest(view.state));
      view.found = find({words, tests, changed});
      let note = '';
      const query = view.query.trim().toLowerCase();
      if (view.found && words.length && foundCount() === 0) {
        const rules = rulesNamed(query);
        if (rules.size) {
          const test = ([, matched]) => matched.some((rule) => rules.has(rule));
          view.found = find({words: [], tests: tests.concat(test), changed});
          note = ` (no name or class says “${query}”; ${plural(rules.size, 'rule')} ${rules.size === 1 ? 'does' : 'do'})`;
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
        parts.push(`${grouped(names)} of ${plural(model.slots, 'name')} shown`
          + (names === 0 && modules > 0 ? `, and ${plural(modules, 'module')} without parameters` : '')
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

    """#
}
