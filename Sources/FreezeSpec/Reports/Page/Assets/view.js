// What the reader has chosen.

const view = {
  selected: -1, lit: null, state: 'all', query: '', open: null, found: null, side: plan,
  opensFolds: false,
};

const openModules = () => (view.found ? view.found.open : view.open);
const isOpen = (row) => (isFold(row) ? foldAt(row).isOpen : openModules()[row] === 1);
