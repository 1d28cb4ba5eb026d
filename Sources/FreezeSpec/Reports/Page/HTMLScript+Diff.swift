extension HTMLScript {
  /// What becomes of parameters, in words.
  static let changes = #"""
    // Changes -----------------------------------------------------------------------------------

    // The kinds of changes by their bits, each with its sign.
    const kinds = [
      ['frozen → trainable', '+'], ['trainable → frozen', '-'], ['added', '+'], ['removed', '-'],
      ['reshaped', '~'], ['tied otherwise', '~'], ['other dtype', '~'],
      ['other class', '~'],
    ];
    const kindsOf = (mark) => kinds.filter((kind, bit) => mark >> bit & 1);

    /** What becomes of a row. */
    function changeText(row, totals) {
      if (isModule(row)) {
        if (isRemoved(row)) return 'removed';
        const changed = below(sums.changed, row);
        const parts = [stateText(totals), changed ? `${grouped(changed)} changed` : ''];
        return parts.filter(Boolean).join(', ');
      }
      const mark = marks[slotOf(row)];
      if (!plan.has(slotOf(row))) return 'removed';
      if (isAlias(row)) return 'tied';
      const words = kindsOf(mark).map(([word]) => word);
      // The first two kinds name the state themselves.
      if (!(mark & 3)) words.push(stateText(totals));
      return words.join(', ');
    }

    /** The sign of a parameter that changes. */
    function changeSign(row) {
      if (!isDiff || isModule(row) || !marks[slotOf(row)]) return '';
      const [, sign] = kindsOf(marks[slotOf(row)])[0];
      return element('span', {class: 'sign', 'aria-hidden': 'true'}, sign);
    }

    """#

  /// The parts of the page that only a diff has.
  static let diff = #"""
    // A diff's own parts ------------------------------------------------------------------------

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

    const allGroups = isDiff ? data.sections.flatMap((section) => section.groups) : [];

    function showSections() {
      const section = byId('changes');
      section.hidden = data.sections.length === 0;
      let number = 0;
      for (const {sign, title, elements, groups, left_out: leftOut} of data.sections) {
        const list = element('ul', {class: 'groups'});
        for (const group of groups) list.append(groupItem(group, sign, number++));
        if (leftOut) {
          list.append(element('li', {class: 'soft'}, `and ${grouped(leftOut)} more groups`));
        }
        section.append(
          element('h3', {}, title, element('span', {class: 'soft'}, ` · ${plural(elements, 'element')}`)),
          list);
      }
    }

    function groupItem(group, sign, number) {
      const button = element(
        'button', {type: 'button', 'aria-pressed': 'false'}, element('code', {}, group.glob));
      const causes = [cause('was', group.before, before), cause('now', group.after, plan),
        namesLine('gains the name', group.gained), namesLine('loses the name', group.lost)];
      return element(
        'li', {'data-light': `group:${number}`},
        element('span', {class: 'sign', 'aria-hidden': 'true'}, sign),
        element('div', {class: 'group'}, button,
          element('span', {class: 'soft'}, ` ${group.look}`), ...causes),
        element('span', {class: 'numeric soft'}, plural(group.elements, 'element')));
    }

    /** The state of a group on one side, and the rule that decided it. */
    function cause(word, decision, side) {
      if (!decision) return null;
      const [isTrainable, number] = decision;
      const rule = side.rules[number - 1];
      const why = rule ? [` by rule ${rule.index} `,
        element('code', {}, `${rule.action} ${rule.selector}`), ` (${placeText(rule.place, side)})`]
        : [isTrainable ? ': no rule matches' : ': no rule matches, and it declares that'];
      return element('div', {class: 'cause'}, `${word} `,
        stateElement(isTrainable ? 'trainable' : 'frozen'), ...why);
    }

    const namesLine = (words, names) => (names.length
      ? element('div', {class: 'cause'}, `${words} `, element('code', {}, names.join(', '))) : null);

    function lightOfGroup(number) {
      const group = allGroups[number];
      const isIn = new Uint8Array(model.slots);
      for (let at = 0; at < group.slots.length; at += 2) {
        isIn.fill(1, group.slots[at], group.slots[at] + group.slots[at + 1]);
      }
      return {
        key: `group:${number}`, level: (slot) => (isIn[slot] ? 2 : 0), query: '', text: group.glob,
      };
    }

    function showExpectations() {
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
      showExpectations();
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

    """#
}
