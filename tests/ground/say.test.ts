import { expect } from 'chai';
import { mock } from 'node:test';
import { speaker, type Living } from '../../ground/say.ts';

describe('a long step at the terminal', () => {
  let written: string[];
  const out = (isTTY: boolean) =>
    ({ isTTY, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream;
  const title = { pl: 'Buduję serwer', en: 'Building the server' };

  beforeEach(() => {
    written = [];
    mock.timers.enable({ apis: ['setInterval', 'Date'] });
  });
  afterEach(() => mock.timers.reset());

  /** Runs a step that takes these seconds, and tells after the first of them how far it has come. */
  async function take(seconds: number, { language, isTTY }: { language: 'pl' | 'en'; isTTY: boolean }): Promise<void> {
    await speaker(language, out(isTTY)).during(title, async (living: Living) => {
      mock.timers.tick(1000);
      living({ pl: 'pobrane moduły: 7', en: 'modules fetched: 7' });
      // By seconds: the clock leaps to the end of each tick before anybody is woken.
      for (let second = 1; second < seconds; second++) mock.timers.tick(1000);
    });
  }

  it('says in a file what it is, every quarter of a minute that it lives and how far it is, and how long it took', async () => {
    await take(75, { language: 'pl', isTTY: false });
    expect(written).to.deep.equal([
      'Buduję serwer…\n',
      ...['15 s', '30 s', '45 s', '1 min 0 s', '1 min 15 s'].map((clock) => `  ${clock} pobrane moduły: 7\n`),
      '  gotowe (1 min 15 s)\n',
    ]);
  });

  it('counts the seconds on one line of a terminal', async () => {
    await take(3, { language: 'en', isTTY: true });
    const line = '\r\x1b[K  ';
    expect(written).to.deep.equal([
      'Building the server…\n',
      `${line}1 s `,
      ...['2 s', '3 s'].map((clock) => `${line}${clock} modules fetched: 7`),
      `${line}done (3 s)\n`,
    ]);
  });

  it('that fails is not called done, and says nothing more', async () => {
    const work = speaker('en', out(false)).during(title, () => Promise.reject(new Error('no network')));
    expect(await work.catch((error: Error) => error.message)).to.equal('no network');
    mock.timers.tick(60_000);
    expect(written).to.deep.equal(['Building the server…\n']);
  });
});
