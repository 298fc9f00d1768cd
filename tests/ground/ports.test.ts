import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '../../domain/domain-error.ts';
import { internalPorts, isFree, keptPorts, panelPort } from '../../ground/ports.ts';

describe('ports', () => {
  let home: string;
  const takers: Server[] = [];

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'nurt-test-'));
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
    for (const taker of takers.splice(0)) taker.close();
  });

  const take = (port: number) =>
    new Promise<void>((resolve) => takers.push(createServer().listen(port, '127.0.0.1', resolve)));

  it('the panel’s is chosen once and kept, also when a lower one becomes free (rule 2)', async () => {
    const port = await panelPort(home, '127.0.0.1');
    expect(port).to.be.at.least(3000);
    await take(await panelPort(mkdtempSync(join(home, 'other-')), '127.0.0.1'));
    takers.pop()!.close();
    expect(await panelPort(home, '127.0.0.1')).to.equal(port);
  });

  it('the panel’s steps over one that is taken at the first start (rule 2)', async () => {
    const port = await panelPort(home, '127.0.0.1');
    await take(port);
    expect(await panelPort(mkdtempSync(join(home, 'other-')), '127.0.0.1')).to.be.above(port);
  });

  it('the panel’s that is taken later ends the start by its number (rule 2)', async () => {
    const port = await panelPort(home, '127.0.0.1');
    await take(port);
    const error = await panelPort(home, '127.0.0.1').catch((e: unknown) => e);
    expect(error).to.be.instanceOf(DomainError);
    expect((error as DomainError).said.pl)
      .to.include(String(port))
      .and.include('PORT');
  });

  it('one that is asked for wins and is kept (rule 2)', async () => {
    const [asked] = await internalPorts(1);
    expect(await panelPort(home, '127.0.0.1', asked)).to.equal(asked);
    expect(await panelPort(home, '127.0.0.1')).to.equal(asked);
  });

  it('internal ones stay the same from start to start, and only those that are taken move (rule 2)', async () => {
    const [temporal, mail] = [await keptPorts(home, 'temporal', 3), await keptPorts(home, 'mail', 1)];
    expect(await keptPorts(home, 'temporal', 3)).to.deep.equal(temporal);
    await take(temporal[1]!);
    expect(await keptPorts(home, 'temporal', 3)).to.not.include(temporal[1]);
    expect(await keptPorts(home, 'mail', 1)).to.deep.equal(mail);
  });

  it('internal ones are free, below 32768 and never given twice', async () => {
    const ports = [...(await internalPorts(20)), ...(await internalPorts(20))];
    expect(new Set(ports).size).to.equal(40);
    expect(Math.max(...ports)).to.be.below(32_768);
    expect(await isFree(ports[0]!, '127.0.0.1')).to.equal(true);
  });
});
