// Light or dark.

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function isDark() {
  const {theme} = document.documentElement.dataset;
  return theme ? theme === 'dark' : prefersDark.matches;
}

function showTheme() {
  byId('theme').setAttribute('aria-pressed', isDark());
  redrawPicture();
}

function startTheme() {
  byId('theme').addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    showTheme();
  });
  prefersDark.addEventListener('change', showTheme);
  byId('theme').setAttribute('aria-pressed', isDark());
}
