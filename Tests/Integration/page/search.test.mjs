import assert from 'node:assert/strict';
import {test} from 'node:test';

import {loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

const page = (data) => loadWith(data, 'glob query search', 'parseQuery find pathOf rowOf model rulesNamed plan');

/** The names that a query leaves. */
function found(query, data = plan()) {
  const {parseQuery, find, pathOf, rowOf, model} = page(data);
  const result = find(parseQuery(query));
  const slots = Array.from({length: model.slots}, (_, slot) => slot);
  return slots.filter((slot) => !result || result.slots[slot]).map((slot) => pathOf(rowOf(slot)));
}

const notes = (query, data = plan()) => page(data).parseQuery(query).notes;
const everything = found('');

test('an empty query leaves all', () => {
  assert.equal(everything.length, 6);
  assert.equal(page(plan()).find(page(plan()).parseQuery('  \t ')), null);
});

test('a word is a part of a name, in any case', () => {
  assert.deepEqual(found('HEAD'), ['head.weight', 'head.bias']);
  assert.deepEqual(found('s.1.b'), ['layers.1.bias']);
  assert.deepEqual(found('nothing'), []);
});

test('a word may be a part of a class', () => {
  assert.deepEqual(found('modulelist'), everything.slice(0, 4));
  assert.deepEqual(found('class:list'), everything.slice(0, 4));
  assert.deepEqual(found('class:head'), []);
});

test('what a class inherits from counts', () => {
  assert.deepEqual(found('class:module'), everything);
});

test('all words must hold', () => {
  assert.deepEqual(found('layers bias'), ['layers.0.bias', 'layers.1.bias']);
  assert.deepEqual(found('class:linear head weight'), ['head.weight']);
});

test('a glob is of the whole name', () => {
  assert.deepEqual(found('*.bias'), ['layers.0.bias', 'layers.1.bias', 'head.bias']);
  assert.deepEqual(found('layers.{1..9}.*'), ['layers.1.weight', 'layers.1.bias']);
  assert.deepEqual(found('bias*'), []);
});

test('a rule is found by its number in every way of writing it', () => {
  const decided = ['layers.0.bias', 'layers.1.bias'];
  for (const query of ['rule:2', 'rule:#2', '#2', 'rule 2', 'Rule  2', 'rule #2']) {
    assert.deepEqual(found(query), decided, query);
  }
});

test('a rule is found by its text and its reason', () => {
  assert.deepEqual(found('rule:pretrained'), everything.slice(0, 5));
  assert.deepEqual([...page(plan()).rulesNamed('*.bias')], [2]);
  assert.deepEqual([...page(plan()).rulesNamed('train')], [1, 2]);
});

test('what no rule matches is found', () => {
  assert.deepEqual(found('rule:none'), ['head.bias']);
  assert.deepEqual(found('rule none'), ['head.bias']);
  assert.deepEqual(found('rule:0'), ['head.bias']);
});

test('a rule that there is not is said', () => {
  assert.deepEqual(found('rule:7'), []);
  assert.deepEqual(notes('rule:7'), ['no rule 7']);
  assert.deepEqual(notes('rule:2'), []);
});

test('states are found', () => {
  assert.deepEqual(found('is:frozen'), ['layers.0.weight', 'layers.1.weight', 'head.weight']);
  assert.deepEqual(found('is:trainable'), ['layers.0.bias', 'layers.1.bias', 'head.bias']);
  assert.deepEqual(found('is:tied'), ['layers.0.weight', 'head.weight']);
  assert.deepEqual(found('is:frozen head'), ['head.weight']);
});

test('while a state is typed, it is the first that it can become', () => {
  assert.deepEqual(found('is:tr'), found('is:trainable'));
  assert.deepEqual(found('is:'), everything);
});

test('a state that there is not leaves nothing, and is said', () => {
  for (const query of ['is:cold', 'is:changed', 'is:constructor', 'is:__proto__']) {
    assert.deepEqual(found(query), [], query);
    assert.deepEqual(notes(query), ['is: takes frozen, trainable, mixed, tied'], query);
  }
});

test('modules of both states are found as modules', () => {
  const {parseQuery, find, model} = page(plan());
  const result = find(parseQuery('is:mixed'));
  assert.ok(result.isMixed);
  assert.deepEqual([...result.moduleSums], [0, 1, 2, 3, 4, 4]);
  assert.equal(result.slotSums[model.slots], 0);
});

test('a query of very many words is read in part', () => {
  assert.equal(page(plan()).parseQuery('a '.repeat(1000)).words.length, 16);
});

test('a word with a colon that names no key is a word', () => {
  assert.deepEqual(found('http://x'), []);
  assert.equal(page(plan()).parseQuery('a:b').words.length, 1);
});

test('hostile words match themselves', () => {
  const data = plan();
  data.strings[5] = '</script>[(.*';
  assert.deepEqual(found('</script>', data), ['</script>[(.*.weight', '</script>[(.*.bias']);
  assert.deepEqual(found('constructor', data), []);
  assert.deepEqual(found('__proto__'), []);
});

test('the way to what is found is open, and what is found as a whole is not', () => {
  const {parseQuery, find} = page(plan());
  assert.deepEqual([...find(parseQuery('layers.1')).open].slice(0, 4), [1, 1, 1, 0]);
});

test('of a diff what changes is found, and what a side lacks has no state', () => {
  assert.deepEqual(found('is:changed', diff()), ['a.weight', 'b.weight', 'c.weight']);
  assert.deepEqual(found('is:trainable', diff()), ['a.weight', 'b.weight']);
  assert.deepEqual(found('is:frozen', diff()), []);
  assert.deepEqual(found('rule:none', diff()), ['a.weight', 'b.weight']);
});
