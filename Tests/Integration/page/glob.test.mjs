import assert from 'node:assert/strict';
import {test} from 'node:test';

import {load} from './load.mjs';

const {globOf} = load('glob', 'globOf');
const matches = (glob, name) => globOf(glob).test(name);

test('a word without a sign of a glob is none', () => {
  for (const word of ['', 'weight', 'layer.0.bias', 'a+b', '(x)', '^$', 'a]', 'a}']) {
    assert.equal(globOf(word), null, word);
  }
});

test('a glob is of the whole name', () => {
  assert.ok(matches('*.bias', 'layer.0.bias'));
  assert.ok(!matches('*.bias', 'layer.0.bias_ih'));
  assert.ok(!matches('bias*', 'layer.bias'));
  assert.ok(matches('*', ''));
});

test('a star passes over dots, and two are as one', () => {
  assert.ok(matches('a*z', 'a.b.c.z'));
  assert.ok(matches('a**z', 'az'));
});

test('a question mark is one character', () => {
  assert.ok(matches('layer.?', 'layer.1'));
  assert.ok(!matches('layer.?', 'layer.12'));
  assert.ok(!matches('layer.?', 'layer.'));
});

test('a choice is one of its parts', () => {
  assert.ok(matches('attn.{q,k,v}.weight', 'attn.k.weight'));
  assert.ok(!matches('attn.{q,k,v}.weight', 'attn.o.weight'));
  assert.ok(matches('{a,}b', 'b'));
});

test('a range of numbers is each of them, both ends included', () => {
  const glob = 'layer.{0..11}.*';
  for (const layer of [0, 1, 9, 10, 11]) assert.ok(matches(glob, `layer.${layer}.weight`));
  for (const layer of ['12', '1.5', '01', '-1', '']) {
    assert.equal(matches(`layer.{0..11}`, `layer.${layer}`), false, layer);
  }
  assert.ok(matches('{0..1,7}', '7'));
});

test('a range of too many numbers is not written out', () => {
  const glob = globOf('{0..100000000}');
  assert.ok(glob.source.length < 100);
  assert.ok(!glob.test('5'));
});

test('a class is one of its characters, or none of them', () => {
  assert.ok(matches('l[0-9]', 'l7'));
  assert.ok(!matches('l[0-9]', 'lx'));
  assert.ok(matches('l[!0-9]', 'lx'));
  assert.ok(!matches('l[!0-9]', 'l7'));
  assert.ok(matches('[^a]', '^'));
  assert.ok(!matches('[^a]', 'b'));
});

test('what means something to a regular expression means itself', () => {
  assert.ok(!matches('a.b*', 'axbc'));
  for (const name of ['a+b', 'a(b', 'a)b', 'a|b', 'a^b', 'a$b', 'a\\b', '\\d', '$&', '__proto__']) {
    assert.ok(matches(`${name}*`, `${name}!`), name);
    assert.ok(!matches(`${name}*`, 'ab!'), name);
  }
  assert.ok(matches('{a+,(b}', '(b'));
});

test('names of any characters are matched', () => {
  assert.ok(matches('a*', 'a\nb'));
  assert.ok(matches('*<img*', '</script><img src=x>'));
  assert.ok(matches('*', 'a\u202eb\u2028c'));
});

test('brackets that are not closed stand for themselves', () => {
  assert.ok(matches('a[', 'a['));
  assert.ok(matches('a{b', 'a{b'));
  assert.ok(!matches('a[', 'ab'));
});

test('a class that no regular expression takes is no glob', () => {
  assert.equal(globOf('[z-a]'), null);
});
