/** What nobody types into a form, but somebody sends. */

/** Texts that break what is careless: pages, files, mails, SQL, patterns, sheets. */
export const nastyTexts: readonly string[] = [
  '',
  ' ',
  'a\0b',
  '\ud800',
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '{{ company.name }}{% raw %}',
  '\u202eabc\u200b\u200d\u2066\ufeff',
  '😀👩‍👩‍👧🇵🇱',
  'Ż'.repeat(500),
  'x'.repeat(40_000),
  '../../x',
  '%_\\%',
  `'; drop table users; --`,
  '=HYPERLINK("http://evil.example","x")',
  'x\r\nBcc: evil@evil.example',
  '00000000-0000-0000-0000-000000000000',
  '0001-01-01',
  '9999-12-31T23:59:59.999Z',
  '0000-00-00T99:99:99Z',
  'NaN',
  '1e400',
  'constructor',
  '__proto__',
];

/** Values of other kinds than a field has. */
export const nastyValues: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  [[]],
  [null],
  ['x', 'x'],
  JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}'),
];
