// Globs over whole names, as rules write them.

/** A glob as rules write them, for whole names; null where a word has nothing of one. */
function globOf(word) {
  if (!/[*?{[]/.test(word)) return null;
  const plain = (part) => part.replace(/[.+^$|()\\{}[\]*?]/g, '\\$&');
  const choice = (part) => {
    const [, low, high] = /^(\d+)\.\.(\d+)$/.exec(part) || [];
    if (low === undefined || high - low > 1000) return plain(part);
    const length = Math.max(0, high - low) + 1;
    return Array.from({length}, (_, at) => Number(low) + at).join('|');
  };
  const source = word.replace(/\*+|\?|\[!?[^\]]+\]|\{[^{}]+\}|./gs, (part) => {
    if (part[0] === '*') return '.*';
    if (part === '?') return '.';
    if (part.length < 2) return plain(part);
    const inside = part.slice(1, -1);
    if (part[0] === '{') return `(?:${inside.split(',').map(choice).join('|')})`;
    return `[${inside.replace(/[\\^[]/g, '\\$&').replace(/^!/, '^')}]`;
  });
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return null;
  }
}
