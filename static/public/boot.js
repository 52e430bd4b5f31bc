// Runs before the first paint: the chosen theme and language, so that nothing flashes.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('blisko.theme');
    var language = localStorage.getItem('blisko.language');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    if (language === 'pl' || language === 'cs' || language === 'en') root.lang = language;
  } catch {
    // No storage (private window): the system's theme, the browser's language.
  }
})();
