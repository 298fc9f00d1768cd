/** What every plugin promises, told of one of them: of the built-in ones and of a stranger's. */
import { expect } from 'chai';
import { DomainError } from '../../domain/domain-error.ts';
import { buildRegistry, type Registry } from '../../plugins/registry.ts';

type Given = Readonly<Record<string, unknown>>;

export type Candidate = {
  readonly factory: () => unknown;
  /** Settings under which it is set up and reaches nobody. */
  readonly enough: Given;
  /** Settings under which it is not there; without any it either is not, or names the one that it lacks. */
  readonly off?: Given;
};

/** Registers the tests of the suite: call it within a `describe`. */
export function keepsTheContract({ factory, enough, off = {} }: Candidate): void {
  let logged: string[];
  beforeEach(() => {
    logged = [];
  });

  const built = (given: Given): Registry => {
    const { id } = factory() as { id: string };
    const house = { publicUrl: 'http://127.0.0.1', log: (line: string) => void logged.push(line) };
    return buildRegistry([factory()], { [id]: given }, house);
  };

  it('keeps the contract once it is set up, and offers nothing that nobody runs', () => {
    expect(built(enough).plugins).to.have.length(1);
    expect(logged).not.to.include('a plugin offers what this Nurt does not run');
  });

  it('is not there when it is not set up', () => {
    try {
      expect(built(off).plugins).to.deep.equal([]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      expect(error.code).to.equal('plugin.wrong_setting');
    }
  });

  it('is a plain object that can be printed', () => {
    const [plugin] = built(enough).plugins;
    expect(Object.getPrototypeOf(plugin)).to.equal(Object.prototype);
    expect(() => JSON.stringify(plugin)).not.to.throw();
  });

  it('opens its channels without a connection, and closes them', async () => {
    const account = { id: 'a', senderName: 'Nurt', senderAddress: 'a@nurt.example', connections: 1, settings: {} };
    for (const channel of built(enough).plugins[0]?.channels ?? []) await (await channel.open(account)).close();
  });

  it('has registers that answer within their time and never throw', async () => {
    for (const lookup of built(enough).lookups) {
      const answer = await lookup.find('5260250995');
      expect(answer.as).to.be.oneOf(['found', 'none', 'failed']);
      if (answer.as === 'failed') expect(answer.reason).to.have.all.keys('pl', 'en');
    }
  });
}
