// JavaScript and not TypeScript because the build script, run by plain Node, needs it too.

/**
 * Text as people type it when they are in a hurry: lower case, no diacritics, blanks for punctuation.
 * `Český Těšín` and `cesky-tesin` fold to the same.
 * @param {string} text
 */
export function fold(text) {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
