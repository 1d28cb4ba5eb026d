// Loads files of the page's script by themselves, without a browser.

import {readFileSync} from 'node:fs';
import {compileFunction} from 'node:vm';

const folder = new URL('../../../Sources/FreezeSpec/Reports/Page/Assets/', import.meta.url);

/** What some files define: `load('texts sums', 'percent running')`; `globals` are what they find. */
export function load(files, names, globals = {}) {
  const sources = files.split(' ').map((file) => readFileSync(new URL(`${file}.js`, folder), 'utf8'));
  const wanted = names.split(' ').join(', ');
  const source = `'use strict';\n${sources.join('\n')}\nreturn {${wanted}};`;
  return compileFunction(source, Object.keys(globals))(...Object.values(globals));
}

/** The same for files that read the page's data. */
export function loadWith(data, files, names, globals = {}) {
  const document = {getElementById: () => ({textContent: JSON.stringify(data)})};
  return load(
    `texts sums data sides rows ${files}`.trim(), names, {document, location: {hash: ''}, ...globals});
}
