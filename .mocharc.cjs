/**
 * For `npx mocha <file>`; `npm test` (tests/run.ts) says the same to mocha itself. No `spec` here: mocha would add it to
 * the named file and run everything. Tests wait for conditions, so a long timeout costs nothing.
 */
module.exports = {
  timeout: 120_000,
  forbidOnly: true,
  exit: false,
};
