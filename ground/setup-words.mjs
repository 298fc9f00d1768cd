/** How the setup speaks: in the language of NURT_LANG, Polish by default. Plain JavaScript, as setup.mjs. */
import { clearInterval, setInterval } from 'node:timers';

const language = process.env.NURT_LANG === 'en' ? 'en' : 'pl';

/** A failure that a person can do something about. */
export class Sentence extends Error {
  constructor(pl, en) {
    super(en);
    this.pl = pl;
    this.en = en;
  }
}

/** Shows that a long step lives: one line that counts on a terminal, a line every 20 seconds elsewhere. */
export async function withProgress(title, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const terminal = process.stdout.isTTY;
  console.log(`${title}…`);
  const tick = setInterval(
    () => (terminal ? process.stdout.write(`\r  ${seconds()} s`) : console.log(`  ${seconds()} s`)),
    terminal ? 1000 : 20_000,
  );
  const children = new Set();
  const stop = () => children.forEach((child) => child.kill('SIGTERM'));
  process.once('SIGTERM', stop);
  try {
    await work((child) => children.add(child));
    console.log(`${terminal ? '\r' : ''}  ${say('gotowe', 'done')} (${seconds()} s)`);
  } finally {
    clearInterval(tick);
    process.off('SIGTERM', stop);
  }
}

export function say(pl, en) {
  return language === 'en' ? en : pl;
}

export function fail(pl, en) {
  console.error(say(pl, en));
  process.exit(1);
}
