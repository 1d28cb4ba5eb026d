// What training has to hold in eval mode, and what becomes of that in a diff.

/** The folds of modules that stand before the others, which are shown when asked for. */
const mostModules = 8;

/** Paths of modules; all of a long list but its start is behind a disclosure. */
function moduleList(folds) {
  if (!folds.length) return element('p', {class: 'modules'}, 'No module.');
  const list = (some) => element('ul', {class: 'modules'}, ...some.map(moduleItem));
  const rest = folds.slice(mostModules);
  if (!rest.length) return list(folds);
  const count = rest.reduce((sum, [, members]) => sum + members, 0);
  return element('div', {}, list(folds.slice(0, mostModules)), element(
    'details', {class: 'more'},
    element('summary', {}, `and ${grouped(count)} more`),
    list(rest)));
}

function moduleItem([glob, count]) {
  return element(
    'li', {}, glob ? element('code', {}, ...breakable(glob)) : 'the whole model',
    count > 1 ? element('span', {class: 'soft'}, ` × ${grouped(count)}`) : null);
}

function showEvalMode() {
  if (!data.eval) return;
  const {selectors, modules} = data.eval;
  const written = selectors.flatMap((selector, at) =>
    [at ? ', ' : '', element('code', {}, selector)]);
  byId('eval').hidden = false;
  byId('eval').append(
    element('p', {class: 'hint'},
      'The training loop has to put these into eval mode, each with all below it, after each ',
      element('code', {}, 'model.train()'), ': ', ...written, '.'),
    moduleList(modules));
}

/** An item of a list of changes. */
const changedItem = (sign, ...content) => element(
  'li', {}, element('span', {class: 'sign'}, sign), element('div', {class: 'group'}, ...content));

/** The classes that FSDP wraps no more, and those that it wraps now. */
function showWrapChange() {
  if (!data.wrap.length) return;
  byId('wrap').hidden = false;
  byId('wrap').append(element('ul', {class: 'groups'}, ...data.wrap.map(
    ([sign, name]) => changedItem(sign, element('code', {}, name)))));
}

function showEvalChange() {
  if (!data.eval) return;
  const {removed, added, modules} = data.eval;
  const item = changedItem;
  const selector = (sign) => (text) => item(sign, element('code', {}, text));
  byId('eval').hidden = false;
  byId('eval').append(element(
    'ul', {class: 'groups'}, ...removed.map(selector('-')), ...added.map(selector('+')),
    ...modules.map(({title, folds}) => item('~', `${title}:`, moduleList(folds)))));
}
