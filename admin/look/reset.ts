/** The little of AdminJS's own reset that its components count on; cells stay in the middle. */
export const reset = [
  'ul,ol{list-style:none;margin:0;padding:0}',
  'h1,h2,h3,h4,p,dl,dd,figure,fieldset{margin:0}',
  'fieldset{border:0;padding:0}',
  'table{border-collapse:collapse;border-spacing:0}',
  'td,th{vertical-align:middle;text-align:inherit}',
  '[hidden]{display:none}',
  '#app{isolation:isolate}',
].join('');
