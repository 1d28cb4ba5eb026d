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
        const [decidedBy, , isTrainable] = decisionAt(slot);
        if (!decidedBy) continue;
        totals[decidedBy - 1].elements += elementsAt(slot);
        if (isTrainable) totals[decidedBy - 1].trainable += elementsAt(slot);
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
      body.addEventListener('click', (event) => {
        const row = event.target.closest('tr');
        if (row) light(Number(row.dataset.rule));
      });
    }

    function countUndecided() {
      let count = 0;
      for (const decision of decisionOf) if (!plan.decisions[decision][0]) count++;
      return count;
    }

    function ruleRow(rule, totals) {
      const whole = sums.elements[model.slots];
      const meter = fillBar(element('span', {class: 'meter'}), totals, totals.elements / whole);
      return element(
        'tr', {'data-rule': rule.index},
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
        'tr', {'data-rule': 0}, element('td', {}, '–'),
        element('td', {class: 'what'}, button, ' matches: the module’s own state holds'),
        element('td', {class: 'because'}), element('td', {class: 'numeric'}),
        element('td', {class: 'numeric decided'}, grouped(count)),
        element('td', {class: 'numeric'}), element('td', {class: 'numeric'}), element('td'));
    }

    /** Lights a rule's parameters up in tree and picture, or puts them out. */
    function light(rule) {
      view.lit = view.lit === rule ? null : rule;
      markLitRule();
      updateEmphasis();
      showStatus();
      repaintTree();
      drawPicture();
    }

    function markLitRule() {
      for (const row of document.querySelectorAll('.ledger tbody tr')) {
        const isLit = view.lit !== null && Number(row.dataset.rule) === view.lit;
        row.classList.toggle('is-lit', isLit);
        row.querySelector('button').setAttribute('aria-pressed', isLit);
      }
    }

    function markFoundRules(query) {
      const rules = query ? rulesNamed(query.replace(/^rule:/, '')) : new Set();
      for (const row of document.querySelectorAll('.ledger tbody tr')) {
        row.classList.toggle('is-found', rules.has(Number(row.dataset.rule)));
      }
    }

    """#
}
