extension HTMLScript {
  /// The findings and the ledger of rules.
  static let rules = #"""
    // Findings ----------------------------------------------------------------------------------

    function showFindings() {
      const section = byId('findings');
      section.hidden = data.findings.length === 0;
      const list = section.querySelector('ul');
      for (const finding of data.findings) {
        list.append(element(
          'li', {class: finding.severity},
          element('p', {}, element('span', {class: 'severity'}, finding.severity),
            ` ${finding.code}: ${finding.message}`),
          ...finding.notes.map((note) => element('p', {class: 'soft'}, note)),
          ...finding.help.map((help) => element('p', {}, `Help: ${help}`)),
          finding.place ? element('p', {class: 'soft'}, placeText(finding.place)) : null));
      }
      if (data.findings_left_out) {
        list.append(element('li', {}, `and ${grouped(data.findings_left_out)} more`));
      }
    }

    // The ledger --------------------------------------------------------------------------------

    const actionState = {freeze: 'frozen', train: 'trainable'};

    /** The elements that each rule decides, by state. */
    function elementsByRule() {
      const totals = plan.rules.map(() => ({elements: 0, trainable: 0}));
      for (const slot of model.firstSlot) {
        const [decidedBy, , isTrainable] = plan.at(slot);
        if (!decidedBy) continue;
        totals[decidedBy - 1].elements += plan.elements(slot);
        if (isTrainable) totals[decidedBy - 1].trainable += plan.elements(slot);
      }
      return totals;
    }

    function showRules() {
      const undecided = countUndecided();
      const ledger = byId('ledger');
      if (!plan.rules.length) {
        ledger.append(element('p', {class: 'notice'},
          'No rules: every parameter keeps the state that its module gives it.'));
        return;
      }
      const totals = elementsByRule();
      const head = [['#'], ['rule'], ['because'], ['matched', 'numeric'], ['decided', 'numeric'],
        ['changed', 'numeric'], ['elements decided', 'numeric'], ['place']];
      const body = element('tbody');
      plan.rules.forEach((rule, at) => body.append(ruleRow(rule, totals[at])));
      if (undecided) body.append(undecidedRow(undecided));
      ledger.append(element(
        'table', {class: 'ledger'},
        element('thead', {}, element('tr', {}, ...head.map(([label, kind]) =>
          element('th', {scope: 'col', class: kind || ''}, label)))),
        body));
    }

    function countUndecided() {
      let count = 0;
      for (const slot of model.firstSlot) if (plan.has(slot) && !plan.at(slot)[0]) count++;
      return count;
    }

    function ruleRow(rule, totals) {
      const whole = sums.elements[model.slots];
      const meter = fillBar(element('span', {class: 'meter'}), totals, totals.elements / whole);
      return element(
        'tr', {'data-light': `after:${rule.index}`},
        element('td', {}, String(rule.index)),
        element('td', {class: 'what'}, ruleButton(rule), ' ', element('code', {}, rule.selector),
          ...ruleNotes(rule)),
        element('td', {class: 'because'}, rule.because || ''),
        element('td', {class: 'numeric matched'}, grouped(rule.matched)),
        element('td', {class: 'numeric decided'}, grouped(rule.decided)),
        element('td', {class: 'numeric changed'}, grouped(rule.changed)),
        element('td', {class: 'numeric'}, percent(totals.elements, whole), meter),
        element('td', {class: 'place'}, placeText(rule.place)));
    }

    function ruleButton(rule) {
      const button = element('button', {type: 'button', 'aria-pressed': 'false'},
        stateElement(actionState[rule.action], rule.action));
      button.setAttribute('aria-label',
        `Rule ${rule.index}: ${rule.action} ${rule.selector}. Light its parameters up`);
      return button;
    }

    /** What a reviewer should know of a rule: that it changes nothing, or is overridden. */
    function ruleNotes(rule) {
      const notes = [];
      if (rule.matched === 0) notes.push('matches nothing');
      else if (rule.changed === 0) notes.push('changes no parameter’s state');
      const others = [];
      for (let at = 0; at < rule.overridden.length && at < 12; at += 2) {
        others.push(`${grouped(rule.overridden[at + 1])} by rule ${rule.overridden[at]}`);
      }
      if (others.length) notes.push(`overridden: ${others.join(', ')}`);
      return notes.map((note) => element('div', {class: 'note'}, note));
    }

    function undecidedRow(count) {
      const button = element('button', {type: 'button', 'aria-pressed': 'false'}, 'no rule');
      return element(
        'tr', {'data-light': 'after:0'}, element('td', {}, '–'),
        element('td', {class: 'what'}, button, ' matches: the module’s own state holds'),
        element('td', {class: 'because'}), element('td', {class: 'numeric'}),
        element('td', {class: 'numeric decided'}, grouped(count)),
        element('td', {class: 'numeric'}), element('td', {class: 'numeric'}), element('td'));
    }

    /** What is to be lit by a key: `after:2` is rule 2, of a diff's new side, and 0 none. */
    function lightOf(key) {
      const [what, at] = key.split(':');
      if (what === 'group') return lightOfGroup(Number(at));
      const side = what === 'before' ? before : plan;
      const number = Number(at);
      const rule = side.rules[number - 1];
      const levels = side.decisions.map(([decidedBy, matched]) =>
        (decidedBy === number ? 2 : matched.includes(number) ? 1 : 0));
      levels[levels.length - 1] = 0;
      return {
        key, level: (slot) => levels[side.decisionOf[slot]],
        query: number && side === plan ? `rule:${number}` : '',
        text: lightText(rule, side),
      };
    }

    function lightText(rule, side) {
      if (!rule) return 'parameters that no rule matches';
      if (isDiff) return `what rule ${rule.index} ${side === plan ? 'decides' : 'decided before'}`;
      return `rule ${rule.index}, which matches ${plural(rule.matched, 'parameter')} `
        + `and decides ${grouped(rule.decided)}`;
    }

    /** Lights parameters up in tree and picture, or puts them out. */
    function light(key) {
      view.lit = view.lit && view.lit.key === key ? null : lightOf(key);
      markLit();
      updateEmphasis();
      showStatus();
      if (view.lit) openLit();
      repaintTree();
      redrawPicture();
    }

    /** Opens the way to the first of what is lit, and brings it into sight. */
    function openLit() {
      const sums = litSums();
      const first = sums.indexOf(1) - 1;
      if (first < 0) return;
      const open = openModules();
      let row = 0;
      let hasOpened = false;
      while (isModule(row) && !isLitWhole(row)) {
        hasOpened ||= !open[row];
        open[row] = 1;
        row = childrenOf(row).find((child) => first < endSlot(child));
      }
      if (hasOpened) refreshTree();
      const top = listing.index.get(row) * listing.height;
      const isInSight = top >= tree.scrollTop
        && top + listing.height <= tree.scrollTop + tree.clientHeight;
      // Two rows above it say where it is.
      if (!isInSight) tree.scrollTop = top - 2 * listing.height;
    }

    function markLit() {
      for (const made of document.querySelectorAll('[data-light]')) {
        const isLit = view.lit !== null && made.dataset.light === view.lit.key;
        made.classList.toggle('is-lit', isLit);
        made.querySelector('button').setAttribute('aria-pressed', isLit);
      }
    }

    function startLights() {
      document.querySelector('main').addEventListener('click', (event) => {
        const made = event.target.closest('[data-light]');
        if (made) light(made.dataset.light);
      });
    }

    function markFoundRules(query) {
      const rules = query ? rulesNamed(query.replace(/^rule:/, '')) : new Set();
      for (const row of document.querySelectorAll('.ledger tbody tr')) {
        const [side, number] = row.dataset.light.split(':');
        row.classList.toggle('is-found', side === 'after' && rules.has(Number(number)));
      }
    }

    """#
}
