// Runs before the first paint, so that neither the color scheme nor the language flashes. The application reads both from here.
(() => {
  const root = document.documentElement;
  const stored = key => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const scheme = stored('vlsc.color-scheme');
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

  const locales = ['ja', 'en'];
  const wanted = [stored('vlsc.locale'), ...navigator.languages.map(tag => tag.slice(0, 2).toLowerCase())];
  root.lang = wanted.find(locale => locales.includes(locale)) ?? 'ja';
})();
