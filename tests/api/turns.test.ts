import { expect } from 'chai';
import { turns } from '../../api/turns.ts';

describe('turns', () => {
  /** Pieces of work that end when they are told to. */
  function pieces() {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const piece = (n: number) => () => {
      begun.push(n);
      return new Promise<number>((end) => ends.push(() => end(n)));
    };
    return { begun, ends, piece };
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('lets so many run at once, the others in the order in which they came', async () => {
    const { begun, ends, piece } = pieces();
    const inTurn = turns({ atOnce: 2, mostWaiting: 10 });
    const all = [1, 2, 3, 4].map((n) => inTurn(piece(n)));
    await settled();
    expect(begun).to.deep.equal([1, 2]);
    ends[1]!();
    await settled();
    expect(begun).to.deep.equal([1, 2, 3]);
    ends[0]!();
    await settled();
    for (const end of ends) end();
    expect(await Promise.all(all)).to.deep.equal([1, 2, 3, 4]);
  });

  it('turn away whoever would wait too long, and give the place of a failed one on', async () => {
    const inTurn = turns({ atOnce: 1, mostWaiting: 1 });
    const { ends, piece } = pieces();
    const failing = inTurn(() => piece(1)().then(() => Promise.reject(new Error('no'))));
    const waiting = inTurn(piece(2));
    const away = await inTurn(piece(3)).catch((error: { code: string }) => error.code);
    expect(away).to.equal('request.too_many');
    ends[0]!();
    expect(await failing.catch((error: Error) => error.message)).to.equal('no');
    await settled();
    ends[1]!();
    expect(await waiting).to.equal(2);
  });
});
