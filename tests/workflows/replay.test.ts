import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { expect } from 'chai';
import * as workflows from '../../workflows/index.ts';
import { bundleOnce, quiet } from '../support/temporal.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

type Recorded = {
  events: {
    workflowExecutionStartedEventAttributes?: { workflowType: { name: string } };
    workflowTaskCompletedEventAttributes?: { sdkMetadata?: { coreUsedFlags?: number[] } };
  }[];
};
const read = (file: string) => JSON.parse(readFileSync(folder + file, 'utf8')) as Recorded;

async function replay(history: unknown): Promise<Error | undefined> {
  quiet();
  const workflowBundle = await bundleOnce();
  for await (const result of Worker.runReplayHistories({ workflowBundle, replayName: 'replay' }, [
    { workflowId: 'replayed', history },
  ]))
    return result.error;
  throw new Error('Nothing was replayed');
}

describe('recorded histories', () => {
  const compatible = files.filter((name) => !name.startsWith('incompatible'));

  it('every exported workflow has a recorded history', () => {
    const recorded = compatible.map(
      (file) => read(file).events[0]!.workflowExecutionStartedEventAttributes!.workflowType.name,
    );
    expect([...new Set(recorded)].sort()).to.deep.equal(Object.keys(workflows).sort());
  });

  for (const file of compatible)
    it(`${file} still replays with today's workflow code`, async () => {
      expect(await replay(read(file))).to.equal(undefined);
    });

  it('one in which another activity was called fails: the check itself works', async () => {
    const error = await replay(read('incompatible-pump.json'));
    expect(error?.message).to.match(/TMPRL1100|[Nn]ondeterminism/);
  });

  it('every one carries the flags of the SDK, without which a wrong history would pass', () => {
    for (const file of files) {
      const flags = read(file).events.flatMap(
        (event) => event.workflowTaskCompletedEventAttributes?.sdkMetadata?.coreUsedFlags ?? [],
      );
      expect(flags.length, file).to.be.greaterThan(0);
    }
  });
});
