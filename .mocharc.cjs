/** Node runs the TypeScript as it is. Every test waits for conditions, so a long timeout costs nothing. */
module.exports = {
  spec: ['tests/**/*.test.ts'],
  timeout: 120_000,
  forbidOnly: true,
  exit: false,
};
