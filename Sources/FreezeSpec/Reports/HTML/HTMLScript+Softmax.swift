extension HTMLScript {
  /// The softmax as bars, at the plan's temperature and at 1.
  static let softmax = #"""
    // Softmax -----------------------------------------------------------------------------------

    /** The largest probability of all charts, which has the highest bar. */
    const highest = [plan, before].flatMap((side) => (side && side.softmax ? side.softmax.slices : []))
      .reduce((most, {tempered, plain}) => Math.max(most, ...tempered, ...plain), 1e-9);

    /** Adds the charts of one side, under a title where there are two sides. */
    function showSoftmax(softmax, title) {
      if (!softmax) return;
      const section = element('div', {class: 'softmax-side'});
      byId('softmax').hidden = false;
      byId('softmax').append(section);
      const slices = softmax.slices.length;
      const total = softmax.shape.length
        ? product(softmax.shape) / (softmax.shape.at(softmax.dim) || 1) : 0;
      if (title) section.append(element('h3', {}, title));
      section.append(element('p', {class: 'hint'},
        `softmax(logits / ${softmax.temperature}) along dim ${softmax.dim}`
        + (slices ? `, logits of shape ${shapeText(softmax.shape)}` : ', without logits')
        + (total > slices ? `; the first ${slices} of ${grouped(total)} distributions` : '')));
      if (!slices) return;
      const key = (kind, label) => element('span', {class: 'key'}, element('i', {class: kind}), label);
      section.append(
        element('p', {class: 'keys'}, key('tempered', `temperature ${softmax.temperature}`),
          key('plain', 'temperature 1')),
        element('div', {class: 'charts'},
          ...softmax.slices.map((slice) => softmaxChart(slice, softmax))));
    }

    function softmaxChart(slice, {temperature, shape, dim}) {
      const count = slice.logits.length;
      const left = shape.at(dim) - count;
      const size = {width: 320, height: 130, base: 112, top: 16};
      const figure = drawing('svg', {
        viewBox: `0 0 ${size.width} ${size.height + (count <= 12 ? 18 : 0)}`, role: 'img',
        'aria-label': softmaxLabel(slice, temperature),
      });
      const step = size.width / count;
      for (let at = 0; at < count; at++) drawPair(figure, slice, at, step, size);
      figure.append(drawing('path', {class: 'axis', d: `M0 ${size.base + 0.5}H${size.width}`}));
      return element('figure', {class: 'chart'},
        shape.length > 1 ? element('h3', {}, slice.at) : null, figure,
        left > 0 ? element('p', {class: 'hint'}, `and ${grouped(left)} more`) : null);
    }

    /** Two bars of one logit, with their values above and the logit below where there is room. */
    function drawPair(figure, slice, at, step, size) {
      const room = size.base - size.top;
      const width = Math.min(step * 0.4, 40);
      const middle = (at + 0.5) * step;
      const pairs = [['tempered', slice.tempered[at], -width], ['plain', slice.plain[at], 0]];
      for (const [kind, value, shift] of pairs) {
        const height = value / highest * room;
        figure.append(drawing('rect', {
          class: kind, x: middle + shift + 1, y: size.base - height,
          width: Math.max(width - 2, 0.5), height,
        }));
        if (step < 76) continue;
        figure.append(drawing('text', {
          class: 'value', x: middle + shift + width / 2, y: size.base - height - 4,
          'text-anchor': 'middle',
        }, decimal(value)));
      }
      if (step < 26) return;
      figure.append(drawing(
        'text', {x: middle, y: size.base + 16, 'text-anchor': 'middle'}, String(slice.logits[at])));
    }

    function softmaxLabel(slice, temperature) {
      const list = (numbers) => numbers.slice(0, 12).map(decimal).join(', ');
      return `Softmax of logits ${slice.logits.slice(0, 12).join(', ')}: at temperature `
        + `${temperature} ${list(slice.tempered)}; at temperature 1 ${list(slice.plain)}`;
    }

    """#
}
