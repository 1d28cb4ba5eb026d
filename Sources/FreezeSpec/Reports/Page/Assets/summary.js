// Heading and totals.

function showHeading() {
  byId('kind').textContent = file.kind;
  byId('name').textContent = data.name;
  byId('config').textContent = data.config;
  byId('description').textContent = data.description || '';
  byId('description').hidden = !data.description;
}

function tile(term, big, small) {
  return element('div', {class: 'tile'}, element('dt', {}, term),
    element('dd', {class: 'big'}, big), ...small.map((line) =>
      element('dd', {class: 'small'}, line)));
}

function showSummary() {
  const {trainable, frozen, gradients, optimizer} = plan.summary;
  const all = trainable.map((number, index) => number + frozen[index]);
  const bar = element('div', {class: 'split', role: 'img', 'aria-label':
    `${percent(trainable[1], all[1])} of all elements train`});
  fillBar(bar, {elements: all[1], trainable: trainable[1]}, 1);
  if (!bar.children.length) bar.append(element('i', {class: 'fill-none'}));
  const share = ([count, elements, size]) => tileLines(count, elements, size, all[1]);
  const training = gradients
    ? [`${bytes(gradients)} of gradients`, `${bytes(optimizer)} of AdamW states`] : [];
  byId('summary').append(bar, element(
    'dl', {class: 'tiles'},
    tile(stateElement('trainable'), grouped(trainable[1]), share(trainable)),
    tile(stateElement('frozen'), grouped(frozen[1]), share(frozen)),
    tile('total', grouped(all[1]), [
      `${plural(all[1], 'element').split(' ').pop()} in ${plural(all[0], 'parameter')}`,
      bytes(all[2])]),
    tile('training adds', gradients ? bytes(gradients + optimizer) : 'nothing', training)));
}

const tileLines = (count, elements, size, whole) => [
  `${percent(elements, whole)} of elements, in ${plural(count, 'parameter')}`, bytes(size)];
