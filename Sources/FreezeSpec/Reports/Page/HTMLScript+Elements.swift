extension HTMLScript {
  /// Numbers, texts and elements.
  static let elements = #"""
    // Texts and elements ------------------------------------------------------------------------

    const byId = (id) => document.getElementById(id);
    const wholeNumbers = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});

    /** 1,240; past 2^53, where a browser's numbers are no longer exact, with a sign that says so. */
    const grouped = (number) =>
      (Number.isSafeInteger(number) ? '' : '≈ ') + wholeNumbers.format(number);

    const plural = (number, word) => `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;

    /** A share in percent; what is not all is never printed as all, nor what is some as none. */
    function percent(part, whole) {
      if (!(whole > 0)) return '–';
      if (part === whole) return '100 %';
      if (part === 0) return '0 %';
      const value = part / whole * 100;
      if (value < 0.01) return '< 0.01 %';
      return value > 99.99 ? '> 99.99 %' : `${value.toFixed(2)} %`;
    }

    function bytes(count) {
      if (count >= 2 ** 63) return '> 8 EiB';
      if (count < 1024) return `${count} B`;
      const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
      let size = count / 1024;
      let unit = 0;
      while (size >= 1023.95 && unit < units.length - 1) {
        size /= 1024;
        unit++;
      }
      return `${size.toFixed(1)} ${units[unit]}`;
    }

    /** A probability with four decimals; what is some is never printed as none, nor as all. */
    function decimal(number) {
      if (number > 0 && number < 1e-4) return number.toExponential(2);
      return number < 1 && number > 0.99995 ? '> 0.9999' : number.toFixed(4);
    }

    /** A path that breaks behind its dots. */
    const breakable = (path) =>
      path.split('.').flatMap((part, at) => (at ? ['.', element('wbr'), part] : [part]));

    const shapeText = (shape) => (shape.length ? `[${shape.join(', ')}]` : 'scalar');

    /** A place in the plan's config by its line alone. */
    const placeText = (place, side = plan) => (place.startsWith(`${side.config}:`)
      ? `line ${place.slice(side.config.length + 1)}` : place);

    /** Makes an element; strings become text, and never markup. */
    function element(tag, attributes, ...content) {
      const made = document.createElement(tag);
      for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
      made.append(...content.filter((part) => part !== null && part !== undefined));
      return made;
    }

    function drawing(tag, attributes, ...content) {
      const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
      made.append(...content);
      return made;
    }

    const icon = (name, kind = 'icon') => drawing(
      'svg', {class: kind, 'aria-hidden': 'true'}, drawing('use', {href: `#i-${name}`}));

    const stateTexts = {
      frozen: 'frozen', trainable: 'trainable', none: 'no parameters', mixed: 'mixed',
    };

    /** What a state is called; a mixed one with how much of it trains. */
    function stateText(totals) {
      const state = stateOf(totals);
      if (state === 'mixed') return `${percent(totals.trainable, totals.elements)} trains`;
      return state === 'none' ? '' : state;
    }

    /** The state of a row and what to call it; in a diff, what becomes of it. */
    function rowState(row, totals) {
      return {
        state: stateOf(totals),
        label: isDiff ? changeText(row, totals) : isAlias(row) ? 'tied' : stateText(totals),
      };
    }

    const stateElement = (state, label) =>
      element('span', {class: `state is-${state}`}, icon(state), label || stateTexts[state]);

    /** A bar of the trainable and the frozen part, `share` of its width in all. */
    function fillBar(bar, {elements, trainable}, share) {
      bar.replaceChildren();
      const parts = [['trainable', trainable], ['frozen', elements - trainable]];
      for (const [state, part] of parts) {
        if (!(part > 0)) continue;
        const piece = element('i', {class: `fill-${state}`});
        piece.style.width = `${part / elements * share * 100}%`;
        bar.append(piece);
      }
      return bar;
    }

    /** Calls a function once before the next frame, however often it is asked for. */
    function once(work) {
      let isWaiting = false;
      return () => {
        if (isWaiting) return;
        isWaiting = true;
        requestAnimationFrame(() => {
          isWaiting = false;
          work();
        });
      };
    }

    """#
}
