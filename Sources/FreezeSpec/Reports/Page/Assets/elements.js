// Making elements.

const byId = (id) => document.getElementById(id);

/** A path that breaks behind its dots. */
const breakable = (path) =>
  path.split('.').flatMap((part, at) => (at ? ['.', element('wbr'), part] : [part]));

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
